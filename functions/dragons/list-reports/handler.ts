import { operation } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { listReports as listFromTable } from '../dynamodb/list-reports.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { listReports } from './list-reports.ts';

const reports = { list: listFromTable(registryTable(quickly)) };

export const handler = operation('listReports', (request) => listReports(request, reports));
