import type { JsonInput } from '../../json-protocol.ts';
import { optionalInteger, optionalString, requiredString } from '../../json-input.ts';
import { ServiceError } from '../../service-error.ts';
import type { ChangeRecord } from '../change-streams.ts';
import { notFound, validationError } from '../errors.ts';
import { refuseOthers } from '../refuse-others.ts';
import { isSequenceNumber } from './sequence.ts';
import { readIterator, writeIterator } from './shard-iterator.ts';
import type { StreamLog } from './stream-log.ts';
import { labelOf } from './stream-state.ts';
import type { ShardState, StreamState } from './stream-state.ts';

const longestPage = 100;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
const mostRecords = 1000;
const largestAnswer = 1024 * 1024;

const arnLimits = { minLength: 37, maxLength: 1024 };
const shardIdLimits = { minLength: 28, maxLength: 65 };

/** ListStreams. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export function listStreams(log: StreamLog, input: JsonInput): object {
  refuseOthers('ListStreams', input, ['TableName', 'Limit', 'ExclusiveStartStreamArn']);
  const table = optionalString(input, 'TableName', { minLength: 3, maxLength: 255 });
  const after = optionalString(input, 'ExclusiveStartStreamArn', arnLimits) ?? '';
  const limit = optionalInteger(input, 'Limit', { min: 1, max: longestPage }) ?? longestPage;
  const streams = log
    .all()
    .filter(({ arn, tableName }) => (table === undefined || table === tableName) && arn > after)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const page = streams.slice(0, limit);
  return {
    Streams: page.map(({ arn, tableName }) => ({ StreamArn: arn, TableName: tableName, StreamLabel: labelOf(arn) })),
    ...(streams.length > limit ? { LastEvaluatedStreamArn: page.at(-1)?.arn } : {}),
  };
}

/** DescribeStream. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export function describeStream(log: StreamLog, input: JsonInput): object {
  refuseOthers('DescribeStream', input, ['StreamArn', 'Limit', 'ExclusiveStartShardId']);
  const state = streamOf(log, requiredString(input, 'StreamArn', arnLimits));
  const after = optionalString(input, 'ExclusiveStartShardId', shardIdLimits);
  const limit = optionalInteger(input, 'Limit', { min: 1, max: longestPage }) ?? longestPage;
  // A shard that is gone was before all that are left.
  const rest = state.shards.slice(state.shards.findIndex(({ shardId }) => shardId === after) + 1);
  const page = rest.slice(0, limit);
  return {
    StreamDescription: {
      StreamArn: state.arn,
      StreamLabel: labelOf(state.arn),
      StreamStatus: state.isEnabled ? 'ENABLED' : 'DISABLED',
      StreamViewType: state.viewType,
      CreationRequestDateTime: state.created / 1000,
      TableName: state.tableName,
      KeySchema: state.keySchema,
      Shards: page.map(describeShard),
      ...(rest.length > limit ? { LastEvaluatedShardId: page.at(-1)?.shardId } : {}),
    },
  };
}

/** GetShardIterator. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export function getShardIterator(log: StreamLog, now: number, input: JsonInput): { ShardIterator: string } {
  refuseOthers('GetShardIterator', input, ['StreamArn', 'ShardId', 'ShardIteratorType', 'SequenceNumber']);
  const state = streamOf(log, requiredString(input, 'StreamArn', arnLimits));
  const shard = shardOf(state, requiredString(input, 'ShardId', shardIdLimits));
  const after = positionOf(log, state, shard, input);
  const position = { streamArn: state.arn, shardId: shard.shardId };
  return { ShardIterator: writeIterator(after === undefined ? position : { ...position, after }, now) };
}

/** GetRecords. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export function getRecords(log: StreamLog, now: number, input: JsonInput): object {
  refuseOthers('GetRecords', input, ['ShardIterator', 'Limit']);
  const position = readIterator(requiredString(input, 'ShardIterator', { minLength: 1, maxLength: 2048 }), now);
  const limit = optionalInteger(input, 'Limit', { min: 1, max: mostRecords }) ?? mostRecords;
  const { streamArn, shardId, after } = position;
  const shard = shardOf(streamOf(log, streamArn), shardId);
  if (after !== undefined) refuseTrimmed(shard, after);
  const read = log.read(streamArn, shardId, after, limit);
  const records = withinAnswer(read.records);
  const last = records.at(-1)?.dynamodb.SequenceNumber ?? after;
  const isEnd = read.isEnd && records.length === read.records.length;
  const next = { streamArn, shardId, ...(last === undefined ? {} : { after: last }) };
  return { Records: records, ...(isEnd ? {} : { NextShardIterator: writeIterator(next, now) }) };
}

function describeShard({ shardId, parentShardId, start, closed }: ShardState): object {
  return {
    ShardId: shardId,
    ...(parentShardId === undefined ? {} : { ParentShardId: parentShardId }),
    SequenceNumberRange: {
      StartingSequenceNumber: start,
      ...(closed === undefined ? {} : { EndingSequenceNumber: closed.end }),
    },
  };
}

/** The sequence number that an iterator of the asked type begins behind. */
function positionOf(log: StreamLog, state: StreamState, shard: ShardState, input: JsonInput): string | undefined {
  const type = requiredString(input, 'ShardIteratorType', {
    values: ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'],
  });
  const number = optionalString(input, 'SequenceNumber');
  if (type === 'TRIM_HORIZON') return undefined;
  if (type === 'LATEST') return log.latest(state.arn, shard.shardId) ?? shard.start;
  if (number === undefined || !isSequenceNumber(number) || number < shard.start) {
    throw validationError(`Invalid SequenceNumber: ${number ?? 'none'} is none of shard ${shard.shardId}`);
  }
  if (type === 'AFTER_SEQUENCE_NUMBER') {
    refuseTrimmed(shard, number);
    return number;
  }
  const before = (BigInt(number) - 1n).toString();
  refuseTrimmed(shard, before);
  return before;
}

/** Records that follow a number are missing when a greater one was dropped. */
function refuseTrimmed({ trimmed }: ShardState, after: string): void {
  if (trimmed === undefined || after >= trimmed) return;
  throw new ServiceError(
    'TrimmedDataAccessException',
    `The records after ${after} are older than 24 hours and not kept any more. Start at TRIM_HORIZON.`,
  );
}

function withinAnswer(records: readonly ChangeRecord[]): readonly ChangeRecord[] {
  let size = 0;
  const tooMany = records.findIndex(({ dynamodb }, index) => {
    size += dynamodb.SizeBytes;
    return size > largestAnswer && index > 0;
  });
  return tooMany === -1 ? records : records.slice(0, tooMany);
}

function streamOf(log: StreamLog, streamArn: string): StreamState {
  const state = log.get(streamArn);
  if (state === undefined) throw notFound(`: Stream: ${streamArn} not found`);
  return state;
}

function shardOf(state: StreamState, shardId: string): ShardState {
  const shard = state.shards.find((one) => one.shardId === shardId);
  if (shard === undefined) throw notFound(`: Shard does not exist: ${shardId} of ${state.arn}`);
  return shard;
}
