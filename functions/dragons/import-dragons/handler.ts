import { background, log, logMessages } from '@dragons/core';
import { randomUUID } from 'node:crypto';
import { patiently } from '../call-limits.ts';
import { addDragon } from '../dynamodb/add-dragon.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { importDragons } from './import-dragons.ts';

const registry = { add: addDragon(registryTable(patiently)) };

export const handler = background('importDragons', async (input: unknown) => {
  const result = await importDragons(input, registry, randomUUID());
  const added = result.outcomes.filter(({ outcome }) => outcome === 'added').length;
  log(logMessages.dragonsImported, { added, skipped: result.outcomes.length - added });
  return result;
});
