import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type {
  ChangeRead,
  ChangeRecord,
  ChangeShard,
  ChangeStreams,
  WireItem,
} from '../../services/dynamodb/change-streams.ts';

export const region = 'eu-west-1';
export const streamArn = `arn:aws:dynamodb:${region}:000000000000:table/Notes/stream/2026-01-01T00:00:00.000`;

/** What a test says of a change. */
export interface Change {
  readonly id: string;
  readonly image?: WireItem;
  readonly eventName?: ChangeRecord['eventName'];
  readonly userIdentity?: NonNullable<ChangeRecord['userIdentity']>;
}

interface Shard {
  readonly shardId: string;
  readonly parentShardId?: string;
  isClosed: boolean;
  records: ChangeRecord[];
}

/** One stream in memory, whose shards a test opens, closes and splits. */
export class MemoryChangeStreams implements ChangeStreams {
  readonly #shards: Shard[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #now: Clock;
  #sequence = 100_000_000_000_000_000_000n;
  /** Whether the stream is there. */
  exists = true;

  constructor(now: Clock, ...shardIds: string[]) {
    this.#now = now;
    for (const shardId of shardIds) this.open(shardId);
  }

  open(shardId: string, parentShardId?: string): void {
    this.#shards.push({
      shardId,
      ...(parentShardId === undefined ? {} : { parentShardId }),
      isClosed: false,
      records: [],
    });
    this.#changed();
  }

  /** Closes a shard; others go on where it ends. */
  close(shardId: string, ...children: string[]): void {
    this.#shard(shardId).isClosed = true;
    for (const child of children) this.open(child, shardId);
    this.#changed();
  }

  /** Forgets a shard, as streams do a day after it was closed. */
  trim(shardId: string): void {
    this.#shards.splice(this.#shards.indexOf(this.#shard(shardId)), 1);
    this.#changed();
  }

  /** Adds changes, in one step. @returns their sequence numbers */
  add(shardId: string, ...changes: readonly Change[]): string[] {
    const records = changes.map((change) => this.#record(change));
    this.#shard(shardId).records.push(...records);
    this.#changed();
    return records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  }

  /** Adds a record once more, as a stream that is read twice would show it: with the same `eventID`. */
  redeliver(shardId: string, sequenceNumber: string): string {
    const shard = this.#shard(shardId);
    const record = shard.records.find(({ dynamodb }) => dynamodb.SequenceNumber === sequenceNumber);
    if (record === undefined) throw new Error(`there is no record ${sequenceNumber}`);
    const again = { ...record, dynamodb: { ...record.dynamodb, SequenceNumber: this.#next() } };
    shard.records.push(again);
    this.#changed();
    return again.dynamodb.SequenceNumber;
  }

  shards(arn: string): readonly ChangeShard[] | undefined {
    if (!this.exists || arn !== streamArn) return undefined;
    return this.#shards.map(({ shardId, parentShardId, isClosed }) => ({
      shardId,
      ...(parentShardId === undefined ? {} : { parentShardId }),
      isClosed,
    }));
  }

  read(_arn: string, shardId: string, after: string | undefined, limit: number): ChangeRead {
    const { records, isClosed } = this.#shard(shardId);
    const rest = after === undefined ? records : records.filter((record) => sequenceOf(record) > BigInt(after));
    return { records: rest.slice(0, limit), isEnd: isClosed && rest.length <= limit };
  }

  latest(_arn: string, shardId: string): string | undefined {
    return this.#shard(shardId).records.at(-1)?.dynamodb.SequenceNumber;
  }

  onChange(_arn: string, listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #shard(shardId: string): Shard {
    const shard = this.#shards.find((candidate) => candidate.shardId === shardId);
    if (shard === undefined) throw new Error(`there is no shard ${shardId}`);
    return shard;
  }

  #next(): string {
    this.#sequence += 7n;
    return String(this.#sequence);
  }

  #record({ id, image = {}, eventName = 'INSERT', userIdentity }: Change): ChangeRecord {
    const keys = { id: { S: id } };
    return {
      eventID: randomUUID().replaceAll('-', ''),
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      ...(userIdentity === undefined ? {} : { userIdentity }),
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#now() / 1000),
        Keys: keys,
        NewImage: { ...keys, ...image },
        SequenceNumber: this.#next(),
        SizeBytes: 10,
        StreamViewType: 'NEW_IMAGE',
      },
    };
  }
}

function sequenceOf({ dynamodb }: ChangeRecord): bigint {
  return BigInt(dynamodb.SequenceNumber);
}
