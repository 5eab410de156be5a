import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SNSClient } from '@aws-sdk/client-sns';
import { background, requiredVariable, traceClient } from '@dragons/core';
import { accountsInCognito } from '../accounts-in-cognito.ts';
import { quickly } from '../aws-clients.ts';
import { contacts } from '../dynamodb/contacts.ts';
import { findReport } from '../dynamodb/find-report.ts';
import { shortLivedTable } from '../short-lived-table.ts';
import { registryTable } from '../tables.ts';
import { textBySns } from '../text-by-sns.ts';
import { confirmReport, type ConfirmReportDependencies } from './confirm-report.ts';

const table = registryTable(quickly);
const dependencies: ConfirmReportDependencies = {
  reports: { find: findReport(table) },
  contacts: contacts(shortLivedTable(table)),
  accounts: accountsInCognito(
    traceClient(new CognitoIdentityProviderClient(quickly)),
    requiredVariable('USER_POOL_ID'),
  ),
  // Not tried again by the client: an answer that got lost would be a second message.
  sendText: textBySns(traceClient(new SNSClient({ ...quickly, maxAttempts: 1 }))),
};

export const handler = background('confirmReport', (input: unknown) => confirmReport(input, dependencies));
