import { SFNClient } from '@aws-sdk/client-sfn';
import { operation, requiredVariable, traceClient } from '@dragons/core';
import { randomUUID } from 'node:crypto';
import { quickly } from '../call-limits.ts';
import { submissionsOnDynamoDb } from '../dynamodb/submissions.ts';
import { shortLivedTable } from '../runtime-short-lived-table.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { workflowOnStepFunctions } from '../workflow-on-step-functions.ts';
import { reportDragon, type ReportDragonDependencies } from './report-dragon.ts';

const registry = registryTable(quickly);
const dependencies: ReportDragonDependencies = {
  submissions: submissionsOnDynamoDb(registry.client, {
    registry: registry.name,
    shortLived: shortLivedTable(registry).name,
  }),
  workflow: workflowOnStepFunctions(traceClient(new SFNClient(quickly)), requiredVariable('REPORT_WORKFLOW')),
  newReportId: randomUUID,
  now: Date.now,
};

export const handler = operation('reportDragon', (request) => reportDragon(request, dependencies));
