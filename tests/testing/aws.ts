import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, vi } from 'vitest';
import { catalogText } from '../../functions/dragons/catalog-record.ts';
import type { Dragon } from '../../functions/dragons/dragon.ts';

/** The application's AWS as its operator sees it: past the API, with the SDK's clients. */
export interface Aws {
  readonly dynamoDb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  /** The name of a table, which CloudFormation made of its logical id. */
  table(logicalId: 'RegistryTable' | 'ShortLivedTable'): Promise<string>;
  /** Where the catalogue lies. */
  catalogPlace(): Promise<{ readonly Bucket: string; readonly Key: string }>;
}

/** @param endpoint the address of the AWS endpoint */
export function awsAt(endpoint: string): Aws {
  const options = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const ssm = new SSMClient(options);
  const dynamoDb = new DynamoDBClient(options);
  return {
    dynamoDb,
    streams: new DynamoDBStreamsClient(options),
    lambda: new LambdaClient(options),
    s3: new S3Client(options),
    sfn: new SFNClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
    ssm,
    async table(logicalId) {
      const { TableNames = [] } = await dynamoDb.send(new ListTablesCommand({}));
      return TableNames.find((name) => name.includes(logicalId)) ?? '';
    },
    async catalogPlace() {
      const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: '/dragons/local/' }));
      const value = (name: string): string =>
        Parameters.find(({ Name }) => Name === `/dragons/local/${name}`)?.Value ?? '';
      return { Bucket: value('catalog-bucket'), Key: value('catalog-key') };
    },
  };
}

/** All items of the registry that are dragons, or stand where dragons stand. */
export async function dragonItems(aws: Pick<Aws, 'dynamoDb' | 'table'>): Promise<Record<string, any>[]> {
  return itemsWith(aws, 'DRAGON');
}

/** All reports of the registry. */
export async function reportItems(aws: Pick<Aws, 'dynamoDb' | 'table'>): Promise<Record<string, any>[]> {
  return itemsWith(aws, 'REPORT');
}

async function itemsWith(
  { dynamoDb, table }: Pick<Aws, 'dynamoDb' | 'table'>,
  sortKey: string,
): Promise<Record<string, any>[]> {
  const TableName = await table('RegistryTable');
  const items: Record<string, any>[] = [];
  let start: Record<string, any> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamoDb.send(
      new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...Items.map((item) => unmarshall(item)).filter(({ sk }) => sk === sortKey));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

/** The catalogue's text. */
export async function catalogueOf({ s3, catalogPlace }: Pick<Aws, 's3' | 'catalogPlace'>): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand(await catalogPlace()));
  return Body?.transformToString();
}

/**
 * Waits until the catalogue is, byte by byte, what the registry is.
 * @param timeout milliseconds
 * @returns its dragons by name
 */
export async function catalogueIsRegistry(aws: Aws, timeout = 30_000): Promise<Map<string, Dragon>> {
  return vi.waitFor(
    async () => {
      const registry = await dragonItems(aws);
      const catalogue = await catalogueOf(aws);
      expect(catalogue).toBe(catalogText(registry as unknown as Dragon[]));
      return new Map(registry.map((item) => [item.dragonName as string, item as unknown as Dragon]));
    },
    { timeout, interval: 200 },
  );
}
