import { background } from '@dragons/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { setTimeout as wait } from 'node:timers/promises';
import { patiently } from '../call-limits.ts';
import { runtimePublisher } from '../runtime-publisher.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { insisting } from './insisting.ts';
import { publishCatalog } from './publish-catalog.ts';

const publish = insisting(runtimePublisher(registryTable(patiently)), { wait, now: Date.now });

export const handler = background('publishCatalog', ({ Records }: DynamoDBStreamEvent, context) =>
  publishCatalog(Records, publish, context.getRemainingTimeInMillis()),
);
