import { background } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { findReport } from '../dynamodb/find-report.ts';
import { rejectReport as rejectInTable } from '../dynamodb/reject-report.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { rejectReport } from './reject-report.ts';

const table = registryTable(quickly);
const dependencies = { reports: { find: findReport(table), reject: rejectInTable(table) }, now: Date.now };

export const handler = background('rejectReport', (input: unknown) => rejectReport(input, dependencies));
