import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table and who asks it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}
