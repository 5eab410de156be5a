import { randomUUID } from 'node:crypto';
import type { ChangeRecord } from '../change-streams.ts';
import type { KeySchema } from '../dynalite/requests.ts';
import { attributeOf } from '../values/attribute-value.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import type { StreamViewType } from './stream-state.ts';

/** A change of an item: from undefined it is an insertion, to undefined a removal. */
export interface ItemChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly byTimeToLive: boolean;
}

/** What a record says beside the change. */
export interface RecordContext {
  readonly region: string;
  readonly keySchema: KeySchema;
  readonly viewType: StreamViewType;
  readonly sequenceNumber: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The stream record of a change.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html
 */
export function changeRecord({ before, after, byTimeToLive }: ItemChange, context: RecordContext): ChangeRecord {
  const { region, keySchema, viewType, sequenceNumber, now } = context;
  const Keys = keysOf(after ?? before ?? {}, keySchema);
  const showsNew = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const showsOld = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const images = {
    ...(showsNew && after !== undefined ? { NewImage: after } : {}),
    ...(showsOld && before !== undefined ? { OldImage: before } : {}),
  };
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    ...(byTimeToLive ? { userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } } : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys,
      ...images,
      SequenceNumber: sequenceNumber,
      SizeBytes: [Keys, ...Object.values(images)].reduce((sum, image) => sum + itemSize(image), 0),
      StreamViewType: viewType,
    },
  };
}

/** The key attributes of an item. */
export function keysOf(item: Item, keySchema: KeySchema): Item {
  const keys: Record<string, AttributeValue> = {};
  for (const { AttributeName: name } of keySchema) {
    const value = attributeOf(item, name);
    if (value !== undefined) keys[name] = value;
  }
  return keys;
}
