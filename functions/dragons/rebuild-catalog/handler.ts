import { background } from '@dragons/core';
import { patiently } from '../aws-clients.ts';
import { runtimePublisher } from '../runtime-publisher.ts';
import { registryTable } from '../tables.ts';

const publish = runtimePublisher(registryTable(patiently));

/** Makes the whole catalogue what the registry is. Takes no input; answers what it did. */
export const handler = background('rebuildCatalog', (_: unknown, context) =>
  publish('all', context.getRemainingTimeInMillis()),
);
