import { background } from '@dragons/core';
import { patiently } from '../call-limits.ts';
import { runtimePublisher } from '../runtime-publisher.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { rebuildCatalog } from './rebuild-catalog.ts';

const publish = runtimePublisher(registryTable(patiently));

/** Makes the whole catalogue what the registry is. Takes no input; answers what it did. */
export const handler = background('rebuildCatalog', (_: unknown, context) =>
  rebuildCatalog(publish, context.getRemainingTimeInMillis()),
);
