import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage } from '../../../state/storage.ts';
import { turnableTime } from '../../../testing/turnable-time.ts';
import type { TurnableTime } from '../../../testing/turnable-time.ts';
import { accountId, credentials, region, startTestEndpoint } from '../../testing/test-endpoint.ts';
import { dynamoDb } from '../index.ts';
import type { DynamoDb, DynamoDbOptions } from '../index.ts';

/** DynamoDB behind a listening endpoint, in a time that can be turned. */
export interface DynamoDbEndpoint {
  readonly db: DynamoDb;
  readonly time: TurnableTime;
  readonly client: DynamoDBClient;
  readonly streamsClient: DynamoDBStreamsClient;
  /** Sends an operation as it is, without what an SDK would check or change. */
  call(operation: string, input: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

/** Starts DynamoDB on a free port. */
export async function startDynamoDb(
  options: { storage?: Storage; time?: TurnableTime } & Partial<DynamoDbOptions> = {},
): Promise<DynamoDbEndpoint> {
  const { storage = memoryStorage(), time = turnableTime(), ...others } = options;
  const db = dynamoDb({ storage, timers: time, region, accountId, ...others });
  // The time that signatures are checked against is the machine's own.
  const endpoint = await startTestEndpoint({ services: db.services });
  const config = { endpoint: endpoint.url, region, credentials, maxAttempts: 1 };
  const client = new DynamoDBClient(config);
  const streamsClient = new DynamoDBStreamsClient(config);
  return {
    db,
    time,
    client,
    streamsClient,
    async call(operation, input) {
      const response = await endpoint.send({
        method: 'POST',
        path: '/',
        service: 'dynamodb',
        headers: { 'x-amz-target': `DynamoDB_20120810.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
        body: typeof input === 'string' ? input : JSON.stringify(input),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async close() {
      client.destroy();
      streamsClient.destroy();
      db.close();
      await endpoint.close();
    },
  };
}

/** A table with a partition key `pk` and a sort key `sk`, both texts, and whatever else is given. */
export function pairTable(TableName: string, others: Partial<CreateTableCommandInput> = {}): CreateTableCommand {
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    ...others,
  });
}

/** A table with a partition key `id`, a text, and whatever else is given. */
export function idTable(TableName: string, others: Partial<CreateTableCommandInput> = {}): CreateTableCommand {
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ...others,
  });
}
