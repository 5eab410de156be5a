import { background } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { findDragon } from '../dynamodb/find-dragon.ts';
import { findReport } from '../dynamodb/find-report.ts';
import { isRefusal } from '../report-tasks.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { validateDragon } from './validate-dragon.ts';

const table = registryTable(quickly);
const dependencies = { reports: { find: findReport(table) }, registry: { find: findDragon(table) } };

export const handler = background('validateDragon', (input: unknown) => validateDragon(input, dependencies), isRefusal);
