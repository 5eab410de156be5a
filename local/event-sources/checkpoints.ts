import { isObject } from '../json.ts';
import type { Storage, Table } from '../state/storage.ts';
import type { MappingConfig } from './mapping-config.ts';

/** How far one lane of a shard has come. */
export interface LaneCheckpoint {
  /** The sequence number of the last record that was dealt with; undefined before the first one. */
  readonly after?: string;
  /** Whether the shard has ended and everything in it was dealt with. */
  readonly isDone?: boolean;
}

/** The lanes of a shard, as many as the parallelization factor was. */
type ShardCheckpoint = readonly LaneCheckpoint[];

/** What a mapping began with; another stream or position makes it another mapping. */
interface Beginning {
  readonly streamArn: string;
  readonly startingPosition: string;
}

/** How far every mapping has come, durably. */
export class Checkpoints {
  readonly #beginnings: Table<Beginning>;
  readonly #shards: Table<ShardCheckpoint>;

  constructor(storage: Storage) {
    this.#beginnings = storage.table('event-source-mappings', parseBeginning);
    this.#shards = storage.table('event-source-checkpoints', parseShard);
  }

  /** Whether the mapping has begun to follow its stream from its starting position. */
  hasBegun({ id, streamArn, startingPosition }: MappingConfig): boolean {
    const before = this.#beginnings.get(id);
    return before?.streamArn === streamArn && before.startingPosition === startingPosition;
  }

  /**
   * Begins anew.
   * @param shards where to begin in the shards that are there; the others are read from their oldest record
   */
  begin({ id, streamArn, startingPosition }: MappingConfig, shards: ReadonlyMap<string, LaneCheckpoint>): void {
    this.forget(id);
    for (const [shardId, checkpoint] of shards) this.#shards.set(shardKey(id, shardId), [checkpoint]);
    // The last write: a kill before it begins anew at the next start.
    this.#beginnings.set(id, { streamArn, startingPosition });
  }

  /** How far the lanes of a shard have come. */
  lanes({ id, parallelizationFactor: factor }: MappingConfig, shardId: string): LaneCheckpoint[] {
    const lanes = this.#shards.get(shardKey(id, shardId)) ?? [{}];
    if (lanes.length === factor) return [...lanes];
    // Items are in other lanes after a change of the factor, so all begin where the slowest was.
    const slowest = lanes.reduce((slow, lane) => (isBefore(lane, slow) ? lane : slow));
    return Array.from({ length: factor }, () => slowest);
  }

  /** Remembers how far a lane has come. */
  set(config: MappingConfig, shardId: string, lane: number, checkpoint: LaneCheckpoint): void {
    const lanes = this.lanes(config, shardId);
    lanes[lane] = checkpoint;
    this.#shards.set(shardKey(config.id, shardId), lanes);
  }

  /** Forgets the shards of a mapping that its stream no longer has. */
  keepShards(id: string, shardIds: ReadonlySet<string>): void {
    for (const [key] of [...this.#shards]) {
      const [mapping, shardId = ''] = key.split(' ');
      if (mapping === id && !shardIds.has(shardId)) this.#shards.delete(key);
    }
  }

  /** Forgets a mapping. */
  forget(id: string): void {
    this.#beginnings.delete(id);
    this.keepShards(id, new Set());
  }

  /** The mappings that have begun. */
  ids(): string[] {
    return [...this.#beginnings].map(([id]) => id);
  }
}

function shardKey(id: string, shardId: string): string {
  return `${id} ${shardId}`;
}

function isBefore(a: LaneCheckpoint, b: LaneCheckpoint): boolean {
  if (a.isDone === true || b.isDone === true) return a.isDone !== true;
  return BigInt(a.after ?? -1) < BigInt(b.after ?? -1);
}

function parseBeginning(value: unknown): Beginning {
  if (!isObject(value) || typeof value.streamArn !== 'string' || typeof value.startingPosition !== 'string')
    throw new Error('the beginning of an event source mapping was expected');
  return { streamArn: value.streamArn, startingPosition: value.startingPosition };
}

function parseShard(value: unknown): ShardCheckpoint {
  if (!Array.isArray(value) || value.length === 0) throw new Error('the checkpoints of a shard were expected');
  return value.map((lane: unknown) => {
    if (!isObject(lane)) throw new Error('the checkpoint of a lane was expected');
    return {
      ...(typeof lane.after === 'string' ? { after: lane.after } : {}),
      ...(lane.isDone === true ? { isDone: true } : {}),
    };
  });
}
