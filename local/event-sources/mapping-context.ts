import type { Timers } from '../clock.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { ChangeStreams } from '../services/dynamodb/change-streams.ts';
import type { Backoff } from './backoff.ts';
import type { Lane } from './batch-collector.ts';
import type { BatchOutcome } from './batch-outcome.ts';
import type { ChangeNotice } from './change-notice.ts';
import type { LaneCheckpoint } from './checkpoints.ts';
import type { Discarded } from './failure-document.ts';
import type { MappingConfig } from './mapping-config.ts';

/** What everything that works for one mapping shares. */
export interface MappingContext {
  readonly config: MappingConfig;
  readonly streams: ChangeStreams;
  readonly invoker: FunctionInvoker;
  readonly timers: Timers;
  readonly backoff: Backoff;
  readonly random: () => number;
  readonly log: (line: string) => void;
  readonly stop: AbortSignal;
  /** Given for every change of the stream, and when the mapping is stopped. */
  readonly notice: ChangeNotice;
  /** Called when a lane has nothing to do. */
  readonly onIdle: () => void;
  /** Called when a lane has ended: the children of its shard may begin. */
  readonly onShardEnd: () => void;
  readonly save: (lane: Lane, checkpoint: LaneCheckpoint) => void;
  readonly report: (shardId: string, outcome: BatchOutcome, records: number, then: string) => void;
  readonly discard: (discarded: Discarded) => Promise<void>;
}
