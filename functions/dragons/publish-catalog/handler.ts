import { background } from '@dragons/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { patiently } from '../aws-clients.ts';
import { runtimePublisher } from '../runtime-publisher.ts';
import { registryTable } from '../tables.ts';
import { publishCatalog } from './publish-catalog.ts';

const publish = runtimePublisher(registryTable(patiently));

export const handler = background('publishCatalog', ({ Records }: DynamoDBStreamEvent, context) =>
  publishCatalog(Records, publish, context.getRemainingTimeInMillis()),
);
