import { createHash } from 'node:crypto';
import type { ChangeRecord } from '../services/dynamodb/change-streams.ts';

/**
 * A record as functions get it. Unlike in GetRecords, the members of `userIdentity` begin with a small letter, and the stream is named:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export interface FunctionEventRecord {
  readonly eventID: string;
  readonly eventName: ChangeRecord['eventName'];
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: ChangeRecord['dynamodb'];
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
  readonly eventSourceARN: string;
}

/** Makes the record of a function's event. */
export function functionEventRecord(record: ChangeRecord, streamArn: string): FunctionEventRecord {
  const { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb, userIdentity } = record;
  return {
    eventID,
    eventName,
    eventVersion,
    eventSource,
    awsRegion,
    dynamodb,
    ...(userIdentity === undefined
      ? {}
      : { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } }),
    eventSourceARN: streamArn,
  };
}

/**
 * Which of the concurrent batches of a shard a record belongs to: always the same for one item, so that its changes keep their order.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
export function laneOf({ dynamodb }: ChangeRecord, lanes: number): number {
  if (lanes === 1) return 0;
  const key = JSON.stringify(Object.entries(dynamodb.Keys).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha1').update(key).digest().readUInt32BE() % lanes;
}
