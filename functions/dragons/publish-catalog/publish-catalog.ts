import { seconds } from '@dragons/core';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { nameKeyOf } from '../dynamodb/items.ts';
import type { Publish } from '../runtime-publisher.ts';

/**
 * Publishes the dragons that some changes of the registry's table are about. An item that is no dragon makes its records fail, and only them:
 * all others are in the catalogue by then, however often the failed ones come again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * Measures how long the oldest of the changes had to wait until the catalogue had it.
 * @param milliseconds how long it may take
 * @param now milliseconds since 1970
 */
export async function publishCatalog(
  records: readonly DynamoDBRecord[],
  publish: Publish,
  milliseconds: number,
  now: () => number = Date.now,
): Promise<DynamoDBBatchResponse> {
  const named = records.flatMap((record) => {
    const nameKey = nameKeyOf(record.dynamodb?.Keys ?? {});
    if (nameKey === undefined) return [];
    const { SequenceNumber: sequenceNumber = '', ApproximateCreationDateTime: changedAt } = record.dynamodb ?? {};
    return [{ nameKey, sequenceNumber, changedAt }];
  });
  if (named.length === 0) return { batchItemFailures: [] };
  const { unreadable } = await publish(
    named.map(({ nameKey }) => nameKey),
    milliseconds,
  );
  const isPublished = ({ nameKey }: { nameKey: string }): boolean => !unreadable.includes(nameKey);
  const times = named.filter(isPublished).flatMap(({ changedAt }) => changedAt ?? []);
  // The stream's times are in seconds, rounded: a change may seem to come from the future.
  if (times.length > 0) seconds('CatalogAge', Math.max(0, now() / 1000 - Math.min(...times)));
  return {
    batchItemFailures: named
      .filter((record) => !isPublished(record))
      .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
  };
}
