import type { Timers } from '../../../clock.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import type { ChangeRead, ChangeRecord, ChangeShard, ChangeStreams } from '../change-streams.ts';
import type { KeySchema } from '../dynalite/requests.ts';
import { partOfHash } from '../keys/key-encoding.ts';
import type { Change } from '../tables/commits.ts';
import { changeRecord } from './change-record.ts';
import type { ItemChange } from './change-record.ts';
import { Sequence } from './sequence.ts';
import { dueTime, retention, withClosedShards, withOpenShards, withoutExpiredShards } from './shards.ts';
import { parseStoredChange, parseStreamState } from './stream-state.ts';
import type { ShardState, StoredChange, StreamState, StreamViewType } from './stream-state.ts';

/** The storage's table of records, by sequence number. */
export const recordsTable = 'dynamodb-stream-records';

/** Maintenance does not run more often than this, however close together records grow old. */
const shortestPause = 60_000;

/** What a stream log is made of. */
export interface StreamLogOptions {
  readonly storage: Storage;
  readonly timers: Timers;
  readonly region: string;
  readonly shardsPerStream: number;
}

/** What a stream is of, and what it shows. */
export interface StreamSettings {
  readonly arn: string;
  readonly tableName: string;
  readonly keySchema: KeySchema;
  readonly viewType: StreamViewType;
}

/** The streams of all tables with their records of the last 24 hours. */
export class StreamLog implements ChangeStreams {
  readonly #options: StreamLogOptions;
  readonly #states: Table<StreamState>;
  readonly #stored: Table<StoredChange>;
  /** By stream and shard, in the order of their sequence numbers. */
  readonly #records = new Map<string, ChangeRecord[]>();
  readonly #sequence = new Sequence();
  readonly #listeners = new Map<string, Set<() => void>>();
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(options: StreamLogOptions) {
    this.#options = options;
    this.#states = options.storage.table('dynamodb-streams', parseStreamState);
    this.#stored = options.storage.table(recordsTable, parseStoredChange);
    for (const [, { shards }] of this.#states) {
      for (const { start, closed, trimmed } of shards) {
        for (const number of [start, closed?.end, trimmed]) if (number !== undefined) this.#sequence.passed(number);
      }
    }
    for (const [number, stored] of [...this.#stored].sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#sequence.passed(number);
      this.#shardRecords(stored.streamArn, stored.shardId).push(stored.record);
    }
    this.#maintain();
  }

  /** All streams, those that are disabled too. */
  all(): StreamState[] {
    return [...this.#states].map(([, state]) => state);
  }

  get(streamArn: string): StreamState | undefined {
    return this.#states.get(streamArn);
  }

  /** Begins to record, or goes on to record with other settings. */
  enable(settings: StreamSettings): void {
    const { timers, shardsPerStream } = this.#options;
    const now = timers.now();
    const known = this.#states.get(settings.arn) ?? { created: now, parts: shardsPerStream, shards: [] };
    this.#change(withOpenShards({ ...known, ...settings, isEnabled: true }, this.#sequence, now));
    this.#schedule();
  }

  /** Ends the recording. What was recorded can be read for 24 hours more. */
  disable(streamArn: string): void {
    const state = this.#states.get(streamArn);
    if (state?.isEnabled !== true) return;
    this.#change(withClosedShards({ ...state, isEnabled: false }, this.#options.timers.now(), 'all', this.#end(state)));
    this.#schedule();
  }

  /**
   * The change of the storage that records a change of an item; undefined when the stream is not enabled.
   * @param itemKey begins with the prefix of its partition, so that all changes of an item are in one shard
   */
  record(streamArn: string, itemKey: string, change: ItemChange): Change | undefined {
    const state = this.#states.get(streamArn);
    if (state?.isEnabled !== true) return undefined;
    const part = partOfHash(itemKey, state.parts);
    const shard = state.shards.findLast((one) => one.part === part && one.closed === undefined);
    if (shard === undefined) throw new TypeError(`${streamArn} has no open shard for part ${part}.`);
    const sequenceNumber = this.#sequence.next();
    const { region, timers } = this.#options;
    const record = changeRecord(change, { ...state, region, sequenceNumber, now: timers.now() });
    const value: StoredChange = { streamArn, shardId: shard.shardId, record };
    return {
      table: recordsTable,
      key: sequenceNumber,
      value,
      apply: () => {
        this.#stored.set(sequenceNumber, value);
        const records = this.#shardRecords(streamArn, shard.shardId);
        if ((records.at(-1)?.dynamodb.SequenceNumber ?? '') < sequenceNumber) records.push(record);
      },
    };
  }

  /** Tells those who follow a stream that there is something new. */
  notify(streamArn: string): void {
    for (const listener of this.#listeners.get(streamArn) ?? []) listener();
  }

  shards(streamArn: string): readonly ChangeShard[] | undefined {
    return this.#states.get(streamArn)?.shards.map(({ shardId, parentShardId, closed }) => ({
      shardId,
      ...(parentShardId === undefined ? {} : { parentShardId }),
      isClosed: closed !== undefined,
    }));
  }

  read(streamArn: string, shardId: string, after: string | undefined, limit: number): ChangeRead {
    const all = this.#records.get(recordsKey(streamArn, shardId)) ?? [];
    const from = after === undefined ? 0 : countUpTo(all, after);
    const records = all.slice(from, from + limit);
    const shard = this.#states.get(streamArn)?.shards.find((one) => one.shardId === shardId);
    const isClosed = shard === undefined || shard.closed !== undefined;
    return { records, isEnd: isClosed && from + records.length === all.length };
  }

  latest(streamArn: string, shardId: string): string | undefined {
    const last = this.#records.get(recordsKey(streamArn, shardId))?.at(-1);
    const shard = this.#states.get(streamArn)?.shards.find((one) => one.shardId === shardId);
    return last?.dynamodb.SequenceNumber ?? shard?.trimmed;
  }

  onChange(streamArn: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(streamArn) ?? new Set();
    this.#listeners.set(streamArn, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  /** Closes old shards and opens their children; drops what is too old. */
  #maintain(): void {
    const now = this.#options.timers.now();
    for (const state of this.all()) {
      const rolled = state.isEnabled
        ? withOpenShards(withClosedShards(state, now, 'old', this.#end(state)), this.#sequence, now)
        : state;
      const kept = withoutExpiredShards(this.#trimmed(rolled, now), now);
      this.#change(kept);
      for (const { shardId } of state.shards) {
        if (!kept.shards.some((shard) => shard.shardId === shardId))
          this.#records.delete(recordsKey(state.arn, shardId));
      }
      if (!kept.isEnabled && kept.shards.length === 0) this.#states.delete(state.arn);
    }
    this.#schedule();
  }

  #schedule(): void {
    this.#cancel?.();
    const oldest = [...this.#records.values()].flatMap(([record]) =>
      record === undefined ? [] : [createdAt(record) + retention],
    );
    const due = [...this.all().flatMap(({ shards }) => shards.map(dueTime)), ...oldest];
    if (due.length === 0 || this.#isClosed) return;
    const { timers } = this.#options;
    const pause = Math.max(shortestPause, Math.min(...due) - timers.now());
    this.#cancel = timers.after(pause, () => this.#maintain());
  }

  /** Drops records that are too old; the mark that they were there is written first, so that their numbers are not given out again. */
  #trimmed(state: StreamState, now: number): StreamState {
    const dropped: ChangeRecord[] = [];
    const shards = state.shards.map((shard) => {
      const records = this.#shardRecords(state.arn, shard.shardId);
      const fresh = records.findIndex((record) => createdAt(record) + retention > now);
      const old = records.slice(0, fresh === -1 ? records.length : fresh);
      dropped.push(...old);
      return old.length === 0 ? shard : { ...shard, trimmed: old.at(-1)?.dynamodb.SequenceNumber ?? shard.start };
    });
    if (dropped.length === 0) return state;
    const trimmed = { ...state, shards };
    this.#states.set(state.arn, trimmed);
    for (const { dynamodb } of dropped) this.#stored.delete(dynamodb.SequenceNumber);
    const isDropped = new Set(dropped);
    for (const { shardId } of shards) {
      const key = recordsKey(state.arn, shardId);
      this.#records.set(
        key,
        this.#shardRecords(state.arn, shardId).filter((record) => !isDropped.has(record)),
      );
    }
    return trimmed;
  }

  #change(state: StreamState): void {
    if (this.#states.get(state.arn) === state) return;
    this.#states.set(state.arn, state);
    this.notify(state.arn);
  }

  #end(state: StreamState): (shard: ShardState) => string {
    return ({ shardId, start }) => this.latest(state.arn, shardId) ?? start;
  }

  #shardRecords(streamArn: string, shardId: string): ChangeRecord[] {
    const key = recordsKey(streamArn, shardId);
    const records = this.#records.get(key) ?? [];
    this.#records.set(key, records);
    return records;
  }
}

function recordsKey(streamArn: string, shardId: string): string {
  return `${streamArn} ${shardId}`;
}

function createdAt({ dynamodb }: ChangeRecord): number {
  return dynamodb.ApproximateCreationDateTime * 1000;
}

/** How many records have this number or a smaller one. */
function countUpTo(records: readonly ChangeRecord[], sequenceNumber: string): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const number = records[middle]?.dynamodb.SequenceNumber;
    if (number !== undefined && number <= sequenceNumber) low = middle + 1;
    else high = middle;
  }
  return low;
}
