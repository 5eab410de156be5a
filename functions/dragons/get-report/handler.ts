import { operation } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { findReport } from '../dynamodb/find-report.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { getReport } from './get-report.ts';

const reports = { find: findReport(registryTable(quickly)) };

export const handler = operation('getReport', (request) => getReport(request, reports));
