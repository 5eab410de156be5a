import { log, logMessages } from '@dragons/core';
import type { AttributeValue as StreamValue, DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { dragonEvent, type DragonEvent, type SendEvents } from '../dragon-event.ts';
import { registeredDragonOf, type Item } from '../dynamodb/items.ts';

/** An event, or why there is none. */
export type Announcement =
  | { readonly outcome: 'event'; readonly event: DragonEvent }
  /** What changed is nothing that anybody is told about: a dragon that a report brought is announced by its workflow. */
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'unreadable' };

/**
 * Announces what some records of the registry's stream say: that dragons were changed or removed, and those that were imported. A record
 * that cannot be announced fails alone.
 */
export async function announceChanges(
  records: readonly DynamoDBRecord[],
  send: SendEvents,
): Promise<DynamoDBBatchResponse> {
  const announcements = records.map((record) => ({
    sequenceNumber: record.dynamodb?.SequenceNumber ?? '',
    announcement: announcementOf(record),
  }));
  const events = announcements.flatMap(({ announcement }) =>
    announcement.outcome === 'event' ? [announcement.event] : [],
  );
  const unreadable = announcements.filter(({ announcement }) => announcement.outcome === 'unreadable').length;
  if (unreadable > 0) log(logMessages.unreadableChange, { items: unreadable });
  const refused = await send(events);
  return {
    batchItemFailures: announcements
      .filter(
        ({ announcement }) =>
          announcement.outcome === 'unreadable' ||
          (announcement.outcome === 'event' && refused.has(announcement.event.id)),
      )
      .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
  };
}

/** What a record of the stream announces. */
export function announcementOf({ eventID, eventName, dynamodb }: DynamoDBRecord): Announcement {
  const before = dynamodb?.OldImage;
  const after = dynamodb?.NewImage;
  const image = after ?? before;
  if (eventID === undefined || image === undefined) return { outcome: 'unreadable' };
  if (eventName === 'INSERT' && image.origin?.S !== 'import') return { outcome: 'nothing' };
  const found = dragonIn(image);
  // What never was a dragon was never announced, and nobody misses it.
  if (found === undefined) return { outcome: eventName === 'REMOVE' ? 'nothing' : 'unreadable' };

  const about = {
    id: eventID,
    time: new Date((dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
    dragon: found.dragon,
    version: found.version.number,
  };
  if (eventName === 'INSERT') return { outcome: 'event', event: dragonEvent('DragonAdded', about) };
  if (eventName === 'REMOVE') return { outcome: 'event', event: dragonEvent('DragonRemoved', about) };
  const earlier = before === undefined ? undefined : dragonIn(before)?.dragon;
  return {
    outcome: 'event',
    event: dragonEvent('DragonChanged', { ...about, ...(earlier !== undefined && { before: earlier }) }),
  };
}

/** The dragon of an image. Its values are those of an item, but for the types that Lambda's and DynamoDB's packages give them. */
function dragonIn(image: Readonly<Record<string, StreamValue>>) {
  const item: Item = {};
  for (const [name, { S, N }] of Object.entries(image)) {
    if (S !== undefined) item[name] = { S };
    else if (N !== undefined) item[name] = { N };
  }
  return registeredDragonOf(item);
}
