import { LaneFollower } from './lane-follower.ts';
import { ChangeNotice } from './change-notice.ts';
import type { Checkpoints, LaneCheckpoint } from './checkpoints.ts';
import type { BatchOutcome } from './batch-outcome.ts';
import { giveUp } from './failure-destination.ts';
import type { SendToDestination } from './failure-destination.ts';
import type { MappingConfig } from './mapping-config.ts';
import type { MappingContext } from './mapping-context.ts';
import type { ChangeShard } from '../services/dynamodb/change-streams.ts';

/** What all mappings share. */
export interface RunOptions extends Pick<MappingContext, 'streams' | 'invoker' | 'timers' | 'backoff' | 'random'> {
  readonly checkpoints: Checkpoints;
  readonly sendToDestination: SendToDestination;
  readonly log: (line: string) => void;
  /** Called whenever the run may have become idle. */
  readonly onIdle: () => void;
}

/** How a mapping's last batch ended, in Lambda's words: https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export type ProcessingResult = 'No records processed' | 'OK' | 'PROBLEM: Function call failed';

/** Follows the shards of one mapping's stream, children after their parents. */
export class MappingRun {
  readonly #options: RunOptions;
  readonly #context: MappingContext;
  readonly #stop = new AbortController();
  readonly #shards = new Map<string, readonly LaneFollower[]>();
  readonly #following = new Set<Promise<void>>();
  readonly #troubles = new Map<string, string>();
  #lastResult: ProcessingResult = 'No records processed';
  #unsubscribe: () => void = () => undefined;
  #cancelLook: () => void = () => undefined;
  #isMissed = false;

  constructor(config: MappingConfig, options: RunOptions) {
    this.#options = options;
    const { checkpoints, sendToDestination } = options;
    const log = (line: string): void => options.log(`${config.id} (${config.functionName}): ${line}`);
    this.#context = {
      ...options,
      config,
      log,
      stop: this.#stop.signal,
      notice: new ChangeNotice(),
      onShardEnd: () => this.#changed(),
      save: ({ shardId, index }, checkpoint) => checkpoints.set(config, shardId, index, checkpoint),
      report: (shardId, outcome, records, then) => this.#report(shardId, outcome, records, then),
      discard: (discarded) => giveUp(this.#context, sendToDestination, discarded),
    };
  }

  /** Begins to follow. */
  start(): void {
    const { config, streams } = this.#context;
    this.#unsubscribe = streams.onChange(config.streamArn, () => this.#changed());
    this.#changed();
    this.#context.onIdle();
  }

  /** Whether every record that is there was dealt with. */
  get isIdle(): boolean {
    return [...this.#shards.values()].flat().every((lane) => lane.isIdle);
  }

  get lastProcessingResult(): ProcessingResult {
    return this.#lastResult;
  }

  /** Ends it. Resolves when the invocations that are under way have ended, and what they did is remembered. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#cancelLook();
    this.#stop.abort();
    this.#context.notice.give();
    await Promise.all(this.#following);
  }

  /** The stream may have more records or shards. Does not throw: its caller is whoever wrote to a table. */
  #changed(): void {
    if (this.#stop.signal.aborted) return;
    try {
      this.#followShards();
    } catch (error) {
      this.#context.log(error instanceof Error ? error.message : String(error));
      this.#lookAgain();
    }
    this.#context.notice.give();
  }

  #followShards(): void {
    const { config } = this.#context;
    const { checkpoints, streams } = this.#options;
    const shards = streams.shards(config.streamArn);
    if (shards === undefined) {
      if (!this.#isMissed) this.#context.log(`there is no stream ${config.streamArn} yet`);
      this.#isMissed = true;
      this.#lookAgain();
      return;
    }
    if (!checkpoints.hasBegun(config)) checkpoints.begin(config, this.#beginnings(shards));
    const present = new Set(shards.map(({ shardId }) => shardId));
    this.#leaveOthers(present);
    const ready: LaneFollower[] = [];
    for (const { shardId, parentShardId } of shards) {
      const mayBegin = parentShardId === undefined || !present.has(parentShardId) || this.#isDone(parentShardId);
      if (mayBegin && !this.#shards.has(shardId)) ready.push(...this.#prepare(shardId));
    }
    for (const lane of ready) this.#follow(lane);
  }

  /** Streams forget a shard a day after it ended. */
  #leaveOthers(present: ReadonlySet<string>): void {
    const gone = [...this.#shards].filter(([shardId]) => !present.has(shardId));
    for (const [shardId, lanes] of gone) {
      for (const lane of lanes) lane.leave();
      this.#shards.delete(shardId);
    }
    if (gone.length > 0 || this.#shards.size === 0)
      this.#options.checkpoints.keepShards(this.#context.config.id, present);
  }

  #isDone(shardId: string): boolean {
    const lanes = this.#shards.get(shardId);
    return lanes?.every((lane) => lane.isDone) === true;
  }

  #prepare(shardId: string): readonly LaneFollower[] {
    const lanes = this.#options.checkpoints
      .lanes(this.#context.config, shardId)
      .map((checkpoint, index) => new LaneFollower(this.#context, { shardId, index }, checkpoint));
    this.#shards.set(shardId, lanes);
    return lanes;
  }

  #follow(lane: LaneFollower): void {
    const following = lane.follow().then(() => {
      this.#following.delete(following);
      this.#options.onIdle();
    });
    this.#following.add(following);
  }

  /** Where LATEST begins in the shards that are there when the mapping is made; later shards are read from their oldest record. */
  #beginnings(shards: readonly ChangeShard[]): Map<string, LaneCheckpoint> {
    const { config, streams } = this.#context;
    if (config.startingPosition === 'TRIM_HORIZON') return new Map();
    return new Map(
      shards.map(({ shardId }) => {
        const after = streams.latest(config.streamArn, shardId);
        return [shardId, after === undefined ? {} : { after }];
      }),
    );
  }

  #lookAgain(): void {
    this.#cancelLook();
    this.#cancelLook = this.#context.timers.after(this.#context.backoff.most, () => this.#changed());
  }

  /** Logs trouble when it begins or ends, and not at every retry. */
  #report(shardId: string, outcome: BatchOutcome, records: number, then: string): void {
    if (outcome.kind === 'succeeded') {
      this.#lastResult = 'OK';
      this.#troubles.delete(shardId);
      return;
    }
    this.#lastResult = 'PROBLEM: Function call failed';
    const isKnown = this.#troubles.get(shardId) === outcome.reason;
    if (isKnown && then.startsWith('retried')) return;
    this.#troubles.set(shardId, outcome.reason);
    this.#context.log(`shard ${shardId}, batch of ${records}: ${outcome.reason}; ${then}`);
  }
}
