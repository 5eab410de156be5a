import { randomUUID } from 'node:crypto';
import { functionReference } from '../lambda/function-reference.ts';
import type { FunctionEventRecord } from './function-event.ts';
import type { MappingConfig } from './mapping-config.ts';

/** Records that are given up. */
export interface Discarded {
  readonly shardId: string;
  readonly records: readonly [FunctionEventRecord, ...FunctionEventRecord[]];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How often the function ran with them. */
  readonly invocations: number;
  /** `FunctionError` of the last answer. */
  readonly functionError: 'Unhandled' | null;
}

/**
 * What Lambda sends to the failure destination of a DynamoDB stream, as JSON text.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 * The page shows attempts that were used up. For records that are too old, Lambda says `RecordAgeExceeded` and leaves `responseContext`
 * out; for reported failures, `functionError` is null.
 * @param now milliseconds since 1970
 */
export function failureDocument(config: MappingConfig, discarded: Discarded, now: number): string {
  const { shardId, records, condition, invocations, functionError } = discarded;
  const [first] = records;
  const last = records.at(-1) ?? first;
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: functionArn(config),
      condition,
      approximateInvokeCount: invocations,
    },
    ...(condition === 'RecordAgeExceeded'
      ? {}
      : { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError } }),
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: config.streamArn,
    },
  });
}

/** Whole seconds, as streams keep them. */
function arrival({ dynamodb }: FunctionEventRecord): string {
  return `${new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString().slice(0, 19)}Z`;
}

/** The function's ARN. A mapping and its stream are of the same account and region. */
function functionArn({ functionName, streamArn }: MappingConfig): string {
  if (functionName.startsWith('arn:')) return functionName;
  const [, partition, , region, account] = streamArn.split(':');
  const { name, qualifier } = functionReference(functionName);
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
