import { UnknownFunctionError } from '../../lambda/invoker.ts';
import type { FunctionInvoker, InvocationResult } from '../../lambda/invoker.ts';
import { memoryStorage } from '../../state/memory-storage.ts';
import type { Storage } from '../../state/storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import { eventSources } from '../event-sources.ts';
import type { EventSources } from '../event-sources.ts';
import type { FunctionEventRecord } from '../function-event.ts';
import { MemoryChangeStreams, streamArn } from './memory-change-streams.ts';

/** A function as a test writes it: it answers, throws, or says how the invocation ends. */
export type TestFunction = (records: readonly FunctionEventRecord[]) => unknown;

export const throttled: InvocationResult = { outcome: 'throttled' };

/** An event source mapping with everything around it, in a time that a test turns. */
export class Bench {
  readonly time = turnableTime();
  readonly streams: MemoryChangeStreams;
  readonly storage: Storage = memoryStorage();
  readonly lines: string[] = [];
  /** What was sent to failure destinations. */
  readonly sent: { readonly arn: string; readonly body: string }[] = [];
  /** The ids of the items in every invocation. */
  readonly batches: string[][] = [];
  /** The events as the function got them. */
  readonly events: { Records: FunctionEventRecord[] }[] = [];
  sources: EventSources;
  handler: TestFunction = () => undefined;
  send: (arn: string, body: string) => Promise<void> = async () => undefined;

  constructor(...shardIds: string[]) {
    this.streams = new MemoryChangeStreams(this.time.now, ...(shardIds.length === 0 ? ['shard-1'] : shardIds));
    this.sources = this.#make();
  }

  /** Declares a mapping of the stream and begins. */
  start(properties: Record<string, unknown> = {}): void {
    this.declare(properties);
    this.sources.start();
  }

  declare(properties: Record<string, unknown> = {}, id = 'Mapping'): void {
    this.sources.declare({
      id,
      functionName: 'worker',
      properties: {
        EventSourceArn: streamArn,
        FunctionName: 'worker',
        StartingPosition: 'TRIM_HORIZON',
        ...properties,
      },
    });
  }

  /** A new process on the same state. */
  async restart(properties: Record<string, unknown> = {}): Promise<void> {
    await this.sources.close();
    this.crash();
    this.start(properties);
  }

  /** As after a kill: nothing of the old process goes on, and its state is what it had written. */
  crash(): void {
    this.sources = this.#make();
  }

  /** Turns the time until nothing is left to do. */
  async finish(): Promise<void> {
    const state = { isIdle: false };
    void this.sources.idle().then(() => (state.isIdle = true));
    for (let waits = 0; !state.isIdle; waits += 1) {
      if (waits > 20_000) throw new Error(`not idle after ${waits} waits`);
      await this.time.turnToNext();
    }
  }

  #make(): EventSources {
    const invoker: FunctionInvoker = { invoke: async (_name, event) => this.#invoke(event) };
    return eventSources({
      storage: this.storage,
      timers: this.time,
      streams: this.streams,
      invoker,
      sendToDestination: async (arn, body) => {
        await this.send(arn, body);
        this.sent.push({ arn, body });
      },
      log: (line) => this.lines.push(line),
      random: () => 0.5,
    });
  }

  async #invoke(event: unknown): Promise<InvocationResult> {
    const copy = JSON.parse(JSON.stringify(event)) as { Records: FunctionEventRecord[] };
    this.events.push(copy);
    this.batches.push(copy.Records.map(itemId));
    try {
      const answer = await this.handler(copy.Records);
      if (answer === throttled) return throttled;
      return { outcome: 'returned', payload: JSON.stringify(answer ?? null) };
    } catch (error) {
      if (error instanceof UnknownFunctionError) throw error;
      const { name, message } = error as Error;
      return { outcome: 'failed', payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
  }
}

/** The id of the item that a record is about. */
export function itemId({ dynamodb }: Pick<FunctionEventRecord, 'dynamodb'>): string {
  return (dynamodb.Keys.id as { S: string }).S;
}

/** The report that names records as failed. */
export function failures(...records: readonly (FunctionEventRecord | undefined)[]): unknown {
  return { batchItemFailures: records.map((record) => ({ itemIdentifier: record?.dynamodb.SequenceNumber })) };
}

/** A function that throws at every batch with this item. */
export function poison(id: string): TestFunction {
  return (records) => {
    if (records.some((record) => itemId(record) === id)) throw new Error('bad item');
  };
}

/** A function whose invocations a test ends. */
export function gate(): { readonly handler: TestFunction; readonly release: () => void } {
  const open: (() => void)[] = [];
  return {
    handler: () => new Promise<void>((resolve) => open.push(resolve)),
    release: () => open.splice(0).forEach((resolve) => resolve()),
  };
}
