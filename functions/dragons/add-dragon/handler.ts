import { background } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { acceptReport } from '../dynamodb/accept-report.ts';
import { findReport } from '../dynamodb/find-report.ts';
import { isRefusal } from '../report-tasks.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { addDragon } from './add-dragon.ts';

const table = registryTable(quickly);
const dependencies = { reports: { find: findReport(table), accept: acceptReport(table) }, now: Date.now };

export const handler = background('addDragon', (input: unknown) => addDragon(input, dependencies), isRefusal);
