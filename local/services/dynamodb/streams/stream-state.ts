import { isObject } from '../../../json.ts';
import type { ChangeRecord } from '../change-streams.ts';
import type { KeySchema, StreamSpecification } from '../dynalite/requests.ts';
import { parseItem } from '../values/attribute-value.ts';

/** What of an item a stream shows. */
export type StreamViewType = NonNullable<StreamSpecification['StreamViewType']>;

const viewTypes = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;

/** A part of a stream. Times are milliseconds since 1970. */
export interface ShardState {
  readonly shardId: string;
  readonly parentShardId?: string;
  /** Which part of all partition keys it has, from 0. */
  readonly part: number;
  readonly opened: number;
  readonly start: string;
  /** Of a shard that is closed. */
  readonly closed?: { readonly at: number; readonly end: string };
  /** The last sequence number that is not kept any more. */
  readonly trimmed?: string;
}

/** A stream as it is stored, without its records. */
export interface StreamState {
  readonly arn: string;
  readonly tableName: string;
  readonly keySchema: KeySchema;
  readonly viewType: StreamViewType;
  readonly isEnabled: boolean;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** How many shards are open at a time. */
  readonly parts: number;
  /** Parents before children. */
  readonly shards: readonly ShardState[];
}

/** A record and where it is. */
export interface StoredChange {
  readonly streamArn: string;
  readonly shardId: string;
  readonly record: ChangeRecord;
}

/** The time a stream was enabled at, which tells it from the table's other ones. */
export function labelOf(streamArn: string): string {
  return streamArn.slice(streamArn.lastIndexOf('/') + 1);
}

/** Reads a stored stream back. @throws Error for anything else */
export function parseStreamState(value: unknown): StreamState {
  if (!isObject(value)) throw new Error('not a stream');
  const { arn, tableName, keySchema, viewType, isEnabled, created, parts, shards } = value;
  if (typeof arn !== 'string' || typeof tableName !== 'string') throw new Error('a stream without ARN or table');
  if (typeof created !== 'number' || typeof parts !== 'number') throw new Error('a stream without time or parts');
  return {
    arn,
    tableName,
    keySchema: list(keySchema).map(parseKey),
    viewType: parseViewType(viewType),
    isEnabled: isEnabled === true,
    created,
    parts,
    shards: list(shards).map(parseShard),
  };
}

/** Reads a stored record back. @throws Error for anything else */
export function parseStoredChange(value: unknown): StoredChange {
  if (!isObject(value) || !isObject(value.record) || !isObject(value.record.dynamodb)) throw new Error('not a record');
  const { record } = value;
  const { dynamodb, userIdentity, eventName } = value.record;
  const name = (['INSERT', 'MODIFY', 'REMOVE'] as const).find((known) => known === eventName);
  if (name === undefined) throw new Error('a record without event');
  return {
    streamArn: text(value.streamArn),
    shardId: text(value.shardId),
    record: {
      eventID: text(record.eventID),
      eventName: name,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: text(record.awsRegion),
      ...(isObject(userIdentity)
        ? { userIdentity: { PrincipalId: text(userIdentity.PrincipalId), Type: text(userIdentity.Type) } }
        : {}),
      dynamodb: {
        ApproximateCreationDateTime: Number(dynamodb.ApproximateCreationDateTime),
        Keys: parseItem(dynamodb.Keys),
        ...(dynamodb.NewImage === undefined ? {} : { NewImage: parseItem(dynamodb.NewImage) }),
        ...(dynamodb.OldImage === undefined ? {} : { OldImage: parseItem(dynamodb.OldImage) }),
        SequenceNumber: text(dynamodb.SequenceNumber),
        SizeBytes: Number(dynamodb.SizeBytes),
        StreamViewType: parseViewType(dynamodb.StreamViewType),
      },
    },
  };
}

function parseShard(value: unknown): ShardState {
  if (!isObject(value)) throw new Error('not a shard');
  const { shardId, parentShardId, part, opened, start, closed, trimmed } = value;
  if (typeof part !== 'number' || typeof opened !== 'number') throw new Error('a shard without part or time');
  return {
    shardId: text(shardId),
    ...(parentShardId === undefined ? {} : { parentShardId: text(parentShardId) }),
    part,
    opened,
    start: text(start),
    ...(isObject(closed) ? { closed: { at: Number(closed.at), end: text(closed.end) } } : {}),
    ...(trimmed === undefined ? {} : { trimmed: text(trimmed) }),
  };
}

function parseKey(value: unknown): KeySchema[number] {
  if (!isObject(value)) throw new Error('not a key');
  return { AttributeName: text(value.AttributeName), KeyType: value.KeyType === 'HASH' ? 'HASH' : 'RANGE' };
}

function parseViewType(value: unknown): StreamViewType {
  const type = viewTypes.find((known) => known === value);
  if (type === undefined) throw new Error(`${JSON.stringify(value)} is not a view type`);
  return type;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a text is missing');
  return value;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('a list is missing');
  return value;
}
