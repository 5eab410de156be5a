import type { Sequence } from './sequence.ts';
import type { ShardState, StreamState } from './stream-state.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html: shards are closed and followed by new ones. */
const shardLifetime = 4 * 60 * 60 * 1000;

/** How long records are kept, and shards that are closed. */
export const retention = 24 * 60 * 60 * 1000;

/** A stream with an open shard for each of its parts. Children follow the last shard of their part. */
export function withOpenShards(state: StreamState, sequence: Sequence, now: number): StreamState {
  const opened = Array.from({ length: state.parts }, (_, part) => part).flatMap((part) => {
    const last = state.shards.findLast((shard) => shard.part === part);
    return last === undefined || last.closed !== undefined ? [openShard(part, last, sequence, now)] : [];
  });
  return opened.length === 0 ? state : { ...state, shards: [...state.shards, ...opened] };
}

/**
 * A stream without open shards, or without those that are open for too long.
 * @param latest the last sequence number in a shard
 */
export function withClosedShards(
  state: StreamState,
  now: number,
  which: 'all' | 'old',
  latest: (shard: ShardState) => string,
): StreamState {
  const isDue = (shard: ShardState): boolean =>
    shard.closed === undefined && (which === 'all' || shard.opened + shardLifetime <= now);
  if (!state.shards.some(isDue)) return state;
  const shards = state.shards.map((shard) =>
    isDue(shard) ? { ...shard, closed: { at: now, end: latest(shard) } } : shard,
  );
  return { ...state, shards };
}

/** A stream without the shards that were closed so long ago that nothing in them is kept. */
export function withoutExpiredShards(state: StreamState, now: number): StreamState {
  const shards = state.shards.filter(({ closed }) => closed === undefined || closed.at + retention > now);
  return shards.length === state.shards.length ? state : { ...state, shards };
}

/** When a shard has to be looked at next, in milliseconds since 1970. */
export function dueTime({ closed, opened }: ShardState): number {
  return closed === undefined ? opened + shardLifetime : closed.at + retention;
}

function openShard(part: number, parent: ShardState | undefined, sequence: Sequence, now: number): ShardState {
  const start = sequence.next();
  const suffix = BigInt(start).toString(16).slice(-8);
  return {
    shardId: `shardId-${String(now).padStart(20, '0')}-${suffix}`,
    ...(parent === undefined ? {} : { parentShardId: parent.shardId }),
    part,
    opened: now,
    start,
  };
}
