import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { join } from 'node:path';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, vi } from 'vitest';
import { catalogText } from '../../functions/dragons/catalog-record.ts';
import type { Dragon } from '../../functions/dragons/dragon.ts';
import { readTemplate } from '../../local/template/index.ts';
import { root } from './contract.ts';

/** The table of dragons and reports, under the name that the stack gives it. */
export const registryTable =
  readTemplate(join(root, 'template.yaml'), { only: ['RegistryTable'] }).resources.get('RegistryTable')?.ref ?? '';

/** What stands in a catalogue's place when there is none. */
type NoCatalogue = undefined;

/** The application's AWS as its operator sees it: past the API, with the SDK's clients. */
export interface Aws {
  readonly dynamoDb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
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
  return {
    dynamoDb: new DynamoDBClient(options),
    streams: new DynamoDBStreamsClient(options),
    lambda: new LambdaClient(options),
    s3: new S3Client(options),
    sfn: new SFNClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
    async catalogPlace() {
      const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: '/dragons/local/' }));
      const value = (name: string): string =>
        Parameters.find(({ Name }) => Name === `/dragons/local/${name}`)?.Value ?? '';
      return { Bucket: value('catalog-bucket'), Key: value('catalog-key') };
    },
  };
}

/** All items of the registry that are dragons, or stand where dragons stand. */
export async function dragonItems({ dynamoDb }: Pick<Aws, 'dynamoDb'>): Promise<Record<string, any>[]> {
  return itemsWith(dynamoDb, 'DRAGON');
}

/** All reports of the registry. */
export async function reportItems({ dynamoDb }: Pick<Aws, 'dynamoDb'>): Promise<Record<string, any>[]> {
  return itemsWith(dynamoDb, 'REPORT');
}

async function itemsWith(client: DynamoDBClient, sortKey: string): Promise<Record<string, any>[]> {
  const items: Record<string, any>[] = [];
  let start: Record<string, any> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: registryTable, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...Items.map((item) => unmarshall(item)).filter(({ sk }) => sk === sortKey));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

/** The catalogue's text. */
export async function catalogueOf({
  s3,
  catalogPlace,
}: Pick<Aws, 's3' | 'catalogPlace'>): Promise<string | NoCatalogue> {
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
