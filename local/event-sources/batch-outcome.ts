import { isObject } from '../json.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { FunctionEventRecord } from './function-event.ts';
import type { MappingConfig } from './mapping-config.ts';

/** How the invocation with a batch ended. */
export type BatchOutcome =
  | { readonly kind: 'succeeded' }
  /** Everything from the record at this index on has to be delivered again. */
  | {
      readonly kind: 'failed';
      readonly from: number;
      readonly functionError: 'Unhandled' | null;
      readonly reason: string;
    }
  /** The function did not run: throttled, or not there. */
  | { readonly kind: 'not-invoked'; readonly reason: string };

/** Invokes the mapping's function with a batch and judges its answer. Does not throw. */
export async function invokeWithBatch(
  invoker: FunctionInvoker,
  config: MappingConfig,
  records: readonly FunctionEventRecord[],
): Promise<BatchOutcome> {
  try {
    const result = await invoker.invoke(config.functionName, { Records: records });
    if (result.outcome === 'throttled') return { kind: 'not-invoked', reason: 'the function is throttled' };
    if (result.outcome === 'failed')
      return { kind: 'failed', from: 0, functionError: 'Unhandled', reason: errorText(result.payload) };
    return config.reportsBatchItemFailures ? judgeReport(result.payload, records) : { kind: 'succeeded' };
  } catch (error) {
    return { kind: 'not-invoked', reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Reads a function's report of what failed. Nothing, `{}`, `[]` and a missing, empty or null list mean success. An identifier that is
 * empty, missing, no text or not of this batch makes the whole batch fail, and so does an answer that is no report. Otherwise
 * everything from the lowest sequence number on is delivered again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
function judgeReport(payload: string, records: readonly FunctionEventRecord[]): BatchOutcome {
  const failures = reportedFailures(payload);
  if (failures === undefined)
    return failedReport(0, `it answered ${shortened(payload)}, which is no report of batch item failures`);
  if (failures.length === 0) return { kind: 'succeeded' };
  let from = records.length;
  for (const failure of failures) {
    const identifier = isObject(failure) ? failure.itemIdentifier : undefined;
    const index = records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === identifier);
    if (index === -1)
      return failedReport(0, `it reported ${JSON.stringify(failure)}, which names no record of the batch`);
    from = Math.min(from, index);
  }
  return failedReport(from, `it reported ${failures.length} of ${records.length} records as failed`);
}

/** The reported list; undefined when the answer is no report. */
function reportedFailures(payload: string): readonly unknown[] | undefined {
  const answer = parsed(payload);
  if (answer === null || (Array.isArray(answer) && answer.length === 0)) return [];
  if (!isObject(answer)) return undefined;
  const failures: unknown = answer.batchItemFailures ?? [];
  return Array.isArray(failures) ? failures : undefined;
}

function failedReport(from: number, reason: string): BatchOutcome {
  return { kind: 'failed', from, functionError: null, reason };
}

/** Lambda's error object in one line. */
function errorText(payload: string): string {
  const error = parsed(payload);
  if (!isObject(error)) return `it failed with ${shortened(payload)}`;
  return `it failed with ${String(error.errorType)}: ${String(error.errorMessage)}`;
}

/** JSON text as a value; what is no JSON stays a text. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
