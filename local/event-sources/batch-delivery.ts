import type { Timers } from '../clock.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import { backoffDelay } from './backoff.ts';
import type { Backoff } from './backoff.ts';
import { invokeWithBatch } from './batch-outcome.ts';
import type { BatchOutcome } from './batch-outcome.ts';
import type { Discarded } from './failure-document.ts';
import type { FunctionEventRecord } from './function-event.ts';
import type { MappingConfig } from './mapping-config.ts';
import { pause } from '../clock.ts';

/** What the delivery of batches needs. */
export interface DeliveryContext {
  readonly config: MappingConfig;
  readonly shardId: string;
  readonly invoker: FunctionInvoker;
  readonly timers: Timers;
  readonly backoff: Backoff;
  readonly random: () => number;
  /** Ends the delivery before its next invocation. */
  readonly stop: AbortSignal;
  /** Told the outcome of every invocation. */
  readonly report: (outcome: BatchOutcome, records: number, then: string) => void;
  /** Remembers that everything up to this record is done. */
  readonly checkpoint: (record: FunctionEventRecord) => void;
  /** Tells the failure destination. Does not throw. */
  readonly discard: (discarded: Discarded) => Promise<void>;
}

/** A batch, or what a bisection left of one. */
interface Part {
  readonly records: readonly FunctionEventRecord[];
  /** How often the function ran with it and failed, beside the runs that ended in a bisection. */
  readonly failures: number;
  /** How often in a row the function could not be invoked. */
  readonly notInvoked: number;
  readonly functionError: 'Unhandled' | null;
}

/**
 * Delivers a batch until each of its records was processed or discarded, in their order. What failed is retried until its attempts
 * are used up or it is too old; only a run of the function is an attempt, throttles and missing functions are none:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function deliverBatch(context: DeliveryContext, records: readonly FunctionEventRecord[]): Promise<void> {
  const parts: Part[] = [newPart(records)];
  for (let part = parts.shift(); part !== undefined && !context.stop.aborted; part = parts.shift()) {
    const young = await discardAged(context, part);
    if (young.records.length === 0) continue;
    const outcome = await invokeWithBatch(context.invoker, context.config, young.records);
    parts.unshift(...(await afterInvocation(context, young, outcome)));
  }
}

/** What is still to be delivered of a part, once its invocation ended. */
async function afterInvocation(context: DeliveryContext, part: Part, outcome: BatchOutcome): Promise<Part[]> {
  const { records } = part;
  switch (outcome.kind) {
    case 'succeeded':
      context.report(outcome, records.length, '');
      checkpointBefore(context, records, records.length);
      return [];
    case 'not-invoked': {
      await waitForRetry(context, outcome, records.length, part.notInvoked);
      return [{ ...part, notInvoked: part.notInvoked + 1 }];
    }
    case 'failed': {
      checkpointBefore(context, records, outcome.from);
      // Functions that are ended with the process fail, which is no fault of theirs: what is left comes again at the next start.
      return context.stop.aborted ? [] : afterFailure(context, part, outcome);
    }
  }
}

async function afterFailure(
  context: DeliveryContext,
  part: Part,
  outcome: Extract<BatchOutcome, { kind: 'failed' }>,
): Promise<Part[]> {
  const { bisects, maximumRetryAttempts } = context.config;
  const { functionError } = outcome;
  const rest = part.records.slice(outcome.from);
  if (bisects && part.records.length > 1) {
    context.report(outcome, part.records.length, 'the batch is split');
    return bisected(part, outcome.from);
  }
  const failures = part.failures + 1;
  if (failures > maximumRetryAttempts) {
    context.report(outcome, part.records.length, 'no attempts are left');
    await discard(context, rest, { condition: 'RetryAttemptsExhausted', invocations: failures, functionError });
    return [];
  }
  await waitForRetry(context, outcome, part.records.length, part.failures);
  return [{ records: rest, failures, notInvoked: 0, functionError }];
}

/**
 * Splits a failed batch, which uses up no attempts. It is split where the function reported the failure, and only what remains is
 * retried: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html. Without a report, or with one that names
 * the first record, that is in the middle.
 */
function bisected({ records }: Part, from: number): Part[] {
  if (from > 0) return [newPart(records.slice(from))];
  const middle = Math.ceil(records.length / 2);
  return [newPart(records.slice(0, middle)), newPart(records.slice(middle))];
}

/** Gives up the records that are too old; records are in the order of their age. */
async function discardAged(context: DeliveryContext, part: Part): Promise<Part> {
  const oldest = context.timers.now() - context.config.maximumRecordAge;
  const isYoung = ({ dynamodb }: FunctionEventRecord): boolean => dynamodb.ApproximateCreationDateTime * 1000 >= oldest;
  const first = part.records.findIndex(isYoung);
  const aged = first === -1 ? part.records : part.records.slice(0, first);
  if (aged.length === 0) return part;
  await discard(context, aged, {
    condition: 'RecordAgeExceeded',
    invocations: part.failures,
    functionError: part.functionError,
  });
  return { ...part, records: part.records.slice(aged.length) };
}

async function discard(
  context: DeliveryContext,
  records: readonly FunctionEventRecord[],
  why: Pick<Discarded, 'condition' | 'invocations' | 'functionError'>,
): Promise<void> {
  const [first, ...others] = records;
  if (first === undefined) return;
  await context.discard({ shardId: context.shardId, records: [first, ...others], ...why });
  // A kill before this line sends the document again at the next start: at least once, like everything here.
  if (!context.stop.aborted) checkpointBefore(context, records, records.length);
}

function checkpointBefore(context: DeliveryContext, records: readonly FunctionEventRecord[], index: number): void {
  const last = records[index - 1];
  if (last !== undefined) context.checkpoint(last);
}

async function waitForRetry(
  context: DeliveryContext,
  outcome: BatchOutcome,
  records: number,
  retry: number,
): Promise<void> {
  const delay = backoffDelay(context.backoff, retry, context.random);
  context.report(outcome, records, `retried in ${delay} ms`);
  await pause(context.timers, delay, context.stop);
}

function newPart(records: readonly FunctionEventRecord[]): Part {
  return { records, failures: 0, notInvoked: 0, functionError: null };
}
