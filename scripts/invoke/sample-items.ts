import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../../local/json.ts';
import type { ResolvedTemplate } from '../../local/template/index.ts';
import { clientOptions } from '../aws/aws-calls.ts';
import { stageAddress } from '../aws/stage-address.ts';

/**
 * Puts items into the tables of a local stack.
 * @param file YAML: lists of items by the logical ids of their tables
 * @param endpoint the AWS endpoint of the stack
 */
export async function putSampleItems(file: string, { resources }: ResolvedTemplate, endpoint: string): Promise<void> {
  const client = new DynamoDBClient(clientOptions(stageAddress({}, { stage: 'local', endpoint }, 'DynamoDB')));
  const tables: unknown = parse(readFileSync(file, 'utf8'));
  try {
    for (const [logicalId, items] of Object.entries(isObject(tables) ? tables : {})) {
      const TableName = resources.get(logicalId)?.ref;
      for (const item of Array.isArray(items) ? items.filter(isObject) : []) {
        await client.send(new PutItemCommand({ TableName, Item: marshall(item) }));
      }
    }
  } finally {
    client.destroy();
  }
}
