import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SNSClient } from '@aws-sdk/client-sns';
import { background, requiredVariable, traced } from '@dragons/core';
import { accountsInCognito } from '../accounts-in-cognito.ts';
import { quickly } from '../call-limits.ts';
import { contacts } from '../dynamodb/contacts.ts';
import { findReport } from '../dynamodb/find-report.ts';
import { shortLivedTable } from '../runtime-short-lived-table.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { textBySns } from '../text-by-sns.ts';
import { confirmReport, type ConfirmReportDependencies } from './confirm-report.ts';

const table = registryTable(quickly);
// A traced client would write the service's own words into the trace, which may name a number or a user; so the steps are traced instead.
const accounts = accountsInCognito(new CognitoIdentityProviderClient(quickly), requiredVariable('USER_POOL_ID'));
// Not tried again by the client: an answer that got lost would be a second message.
const sendText = textBySns(new SNSClient({ ...quickly, maxAttempts: 1 }));
const dependencies: ConfirmReportDependencies = {
  reports: { find: findReport(table) },
  contacts: contacts(shortLivedTable(table)),
  accounts: { find: (username) => traced('find account', () => accounts.find(username)) },
  sendText: (phoneNumber, text) => traced('send text', () => sendText(phoneNumber, text)),
};

export const handler = background('confirmReport', (input: unknown) => confirmReport(input, dependencies));
