import type { DynamoDBRecord } from 'aws-lambda';
import type { Dragon } from '../dragon.ts';
import { dragonItem, dragonKey, type Item } from '../dynamodb/items.ts';

type Images = NonNullable<DynamoDBRecord['dynamodb']>;

/** A record of the registry's stream as Lambda brings it. @param images the items before and after, as far as there were any */
export function streamRecord(
  { before, after }: { before?: Item; after?: Item },
  {
    sequenceNumber = '100',
    keys = dragonKey('Atlas'),
    changedAt = 1_769_860_800,
  }: { sequenceNumber?: string; keys?: Item; changedAt?: number } = {},
): DynamoDBRecord {
  return {
    eventID: `event-${sequenceNumber}`,
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: changedAt,
      Keys: keys as NonNullable<Images['Keys']>,
      ...(before !== undefined && { OldImage: before as NonNullable<Images['OldImage']> }),
      ...(after !== undefined && { NewImage: after as NonNullable<Images['NewImage']> }),
      SequenceNumber: sequenceNumber,
      SizeBytes: 100,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/registry/stream/2026-01-31T12:00:00.000',
  };
}

/** The item of a dragon in its first version. */
export function itemOf(dragon: Dragon, origin: 'report' | 'import' = 'report', number = 1): Item {
  return dragonItem(dragon, { incarnation: 'incarnation-1', number }, origin);
}
