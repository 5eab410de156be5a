import { background, log, logMessages } from '@dragons/core';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import dragons from '../../../data/dragons.json' with { type: 'json' };
import { patiently } from '../call-limits.ts';
import { answerCloudFormation } from '../custom-resource.ts';
import { addDragon } from '../dynamodb/add-dragon.ts';
import { firstDataMark } from '../dynamodb/first-data-mark.ts';
import { rebuildCatalog } from '../rebuild-catalog/rebuild-catalog.ts';
import { runtimePublisher } from '../runtime-publisher.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { loadFirstData } from './load-first-data.ts';

const table = registryTable(patiently);
const registry = { add: addDragon(table) };
const mark = firstDataMark(table);
const publish = runtimePublisher(table);

export const handler = background('loadFirstData', (event: CloudFormationCustomResourceEvent, context) =>
  answerCloudFormation(event, async () => {
    // Deleting the stack deletes the table with all that is in it, or keeps both.
    if (event.RequestType === 'Delete') return;
    const { added } = await loadFirstData(dragons, {
      registry,
      mark,
      publishAll: () => rebuildCatalog(publish, context.getRemainingTimeInMillis()),
      importId: randomUUID(),
    });
    log(logMessages.firstDataLoaded, { added });
  }),
);
