import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { nameKeyOf } from '../dynamodb/items.ts';
import type { Publish } from '../runtime-publisher.ts';

/**
 * Publishes the dragons that some changes of the registry's table are about. An item that is no dragon makes its records fail, and only them:
 * all others are in the catalogue by then, however often the failed ones come again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * @param milliseconds how long it may take
 */
export async function publishCatalog(
  records: readonly DynamoDBRecord[],
  publish: Publish,
  milliseconds: number,
): Promise<DynamoDBBatchResponse> {
  const named = records.flatMap((record) => {
    const nameKey = nameKeyOf(record.dynamodb?.Keys ?? {});
    return nameKey === undefined ? [] : [{ nameKey, sequenceNumber: record.dynamodb?.SequenceNumber ?? '' }];
  });
  if (named.length === 0) return { batchItemFailures: [] };
  const { unreadable } = await publish(
    named.map(({ nameKey }) => nameKey),
    milliseconds,
  );
  return {
    batchItemFailures: named
      .filter(({ nameKey }) => unreadable.includes(nameKey))
      .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
  };
}
