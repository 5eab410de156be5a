import { backoffDelay } from './backoff.ts';
import { BatchCollector } from './batch-collector.ts';
import type { Lane } from './batch-collector.ts';
import { deliverBatch } from './batch-delivery.ts';
import type { LaneCheckpoint } from './checkpoints.ts';
import type { MappingContext } from './mapping-context.ts';
import { pause } from '../clock.ts';

/**
 * Follows one lane of a shard: a batch at a time, each from where the one before ended.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
export class LaneFollower {
  readonly #context: MappingContext;
  readonly #lane: Lane;
  #checkpoint: LaneCheckpoint;
  /** The notice up to which there was nothing to do. */
  #idleSince: number | undefined;
  #hasLeft = false;

  constructor(context: MappingContext, lane: Lane, checkpoint: LaneCheckpoint) {
    this.#context = context;
    this.#lane = lane;
    this.#checkpoint = checkpoint;
  }

  /** Whether the lane has ended, and everything in it was dealt with. */
  get isDone(): boolean {
    return this.#checkpoint.isDone === true;
  }

  /** Whether everything that is there was dealt with. */
  get isIdle(): boolean {
    return this.isDone || this.#idleSince === this.#context.notice.version;
  }

  /** Ends it: the stream no longer has the shard. */
  leave(): void {
    this.#hasLeft = true;
  }

  /** Follows until the shard has ended or is gone, or the mapping is stopped. Does not throw. */
  async follow(): Promise<void> {
    let troubles = 0;
    while (!this.#isOver()) {
      try {
        await this.#step();
        troubles = 0;
      } catch (error) {
        await this.#rest(error, troubles);
        troubles += 1;
      }
    }
  }

  #isOver(): boolean {
    return this.isDone || this.#hasLeft || this.#context.stop.aborted;
  }

  /** Waits before the next attempt, so that trouble with the stream or the state is no busy loop. */
  async #rest(error: unknown, troubles: number): Promise<void> {
    const { stop, timers, backoff, random, log } = this.#context;
    if (this.#isOver()) return;
    log(`shard ${this.#lane.shardId}: ${error instanceof Error ? error.message : String(error)}`);
    await pause(timers, backoffDelay(backoff, troubles, random), stop);
  }

  /** Delivers the next batch, or waits for a change when there is none. */
  async #step(): Promise<void> {
    const { config, notice, streams, onIdle, onShardEnd } = this.#context;
    const seen = notice.version;
    const batch = new BatchCollector(streams, config, this.#lane, this.#checkpoint.after);
    batch.gather();
    if (batch.records.length > 0) {
      await this.#fill(batch);
      await this.#deliver(batch);
      return;
    }
    if (batch.hasSkipped || batch.isEnd) this.#save(batch.position, batch.isEnd);
    if (batch.isEnd) {
      onShardEnd();
      return;
    }
    this.#idleSince = seen;
    onIdle();
    await notice.after(seen);
  }

  /** Waits until the batch is full or the batching window is over. */
  async #fill(batch: BatchCollector): Promise<void> {
    const { config, notice, timers, stop } = this.#context;
    let isOver = config.batchingWindow === 0;
    if (isOver || batch.isFull || batch.isEnd) return;
    const cancel = timers.after(config.batchingWindow, () => {
      isOver = true;
      notice.give();
    });
    try {
      // The window's end changes `isOver` from outside, which the compiler cannot see.
      const isOpen = (): boolean => !isOver && !batch.isFull && !batch.isEnd && !stop.aborted;
      while (isOpen()) {
        await notice.after(notice.version);
        batch.gather();
      }
    } finally {
      cancel();
    }
  }

  async #deliver(batch: BatchCollector): Promise<void> {
    const { shardId } = this.#lane;
    await deliverBatch(
      {
        ...this.#context,
        shardId,
        report: (outcome, records, then) => this.#context.report(shardId, outcome, records, then),
        checkpoint: ({ dynamodb }) => this.#save(dynamodb.SequenceNumber, false),
      },
      batch.records,
    );
  }

  #save(after: string | undefined, isDone: boolean): void {
    this.#checkpoint = { ...(after === undefined ? {} : { after }), ...(isDone ? { isDone } : {}) };
    this.#context.save(this.#lane, this.#checkpoint);
  }
}
