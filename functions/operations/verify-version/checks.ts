import { isRecord } from '@dragons/core';
import { answers, failsWith, refuses, returns, type Check } from './check.ts';
import { proxyEvent } from './proxy-event.ts';

/** Nothing is called so: reports and dragons get random ids, and nobody would type the name. */
const unknownReport = '00000000-0000-4000-8000-000000000000';
const unknownDragon = `verify-version ${unknownReport}`;

/** A tag that no version has: were there such a dragon after all, the answer would be a 412, and nothing written. */
const noVersion = { 'If-Match': '"verify-version"' };

const dragon = {
  dragonName: unknownDragon,
  family: 'red',
  description: 'Is not there.',
  city: 'Nowhere',
  country: 'Nowhere',
  state: 'Nowhere',
  neighborhood: 'Nowhere',
};

const isPage = (body: unknown): boolean => isRecord(body) && Array.isArray(body.items);
const isEmptyPage = (body: unknown): boolean => isRecord(body) && Array.isArray(body.items) && body.items.length === 0;
const isHealthy = (body: unknown): boolean => isRecord(body) && body.status === 'ok';
const nothingFailed = (payload: unknown): boolean =>
  isRecord(payload) && Array.isArray(payload.batchItemFailures) && payload.batchItemFailures.length === 0;

/** A task of the workflow for a report that is not there: it reads the registry, and gives up. */
const unknownTask: Check = { event: { reportId: unknownReport }, fault: failsWith('UnknownReportError') };

/** Nothing to read: that the code loads, with all of its settings, is what this shows. */
const emptyBatch: Check = { event: { Records: [] }, fault: returns(nothingFailed) };

/** What Cognito asks when somebody signs in who is in the group Reporters. */
const signIn = {
  version: '2',
  triggerSource: 'TokenGeneration_Authentication',
  region: 'verify',
  userPoolId: 'verify',
  userName: 'verify-version',
  callerContext: { awsSdkVersion: 'verify', clientId: 'verify-version' },
  request: { userAttributes: {}, groupConfiguration: { groupsToOverride: ['Reporters'] } },
  response: {},
};

/** What becomes of that: exactly the scopes of the group. */
function grantsScopesOfReporters(payload: unknown): boolean {
  const response = isRecord(payload) ? payload.response : undefined;
  const details = isRecord(response) ? response.claimsAndScopeOverrideDetails : undefined;
  const token = isRecord(details) ? details.accessTokenGeneration : undefined;
  const { scopesToAdd, scopesToSuppress } = isRecord(token) ? token : {};
  return String(scopesToAdd) === 'dragons/read,dragons/write' && String(scopesToSuppress) === 'dragons/admin';
}

/**
 * What every function is asked before callers are sent to a new version of it, by what follows `dragons-{stage}-` in its name. Each request goes
 * as far as it can without writing anything, so that settings, layers, roles and the services behind them are tried, too.
 */
export const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['list-dragons', { event: proxyEvent('listDragons', { query: { limit: '1' } }), fault: answers(200, isPage) }],
  ['get-health', { event: proxyEvent('getHealth'), fault: answers(200, isHealthy) }],
  [
    'get-dragon',
    {
      event: proxyEvent('getDragon', { path: { dragonName: unknownDragon } }),
      fault: refuses(404, 'no-such-dragon'),
    },
  ],
  [
    'replace-dragon',
    {
      event: proxyEvent('replaceDragon', { path: { dragonName: unknownDragon }, headers: noVersion, body: dragon }),
      fault: refuses(404, 'no-such-dragon'),
    },
  ],
  [
    'remove-dragon',
    {
      event: proxyEvent('removeDragon', { path: { dragonName: unknownDragon }, headers: noVersion }),
      fault: refuses(404, 'no-such-dragon'),
    },
  ],
  [
    'get-report',
    { event: proxyEvent('getReport', { path: { reportId: unknownReport } }), fault: refuses(404, 'no-such-report') },
  ],
  ['list-reports', { event: proxyEvent('listReports', { query: { limit: '1' } }), fault: answers(200, isEmptyPage) }],
  [
    // A complete report would be stored, worked off and published: this shows only that the code loads and knows the contract.
    'report-dragon',
    {
      event: proxyEvent('reportDragon', { headers: { 'Idempotency-Key': unknownReport }, body: {} }),
      fault: refuses(400, 'invalid-request'),
    },
  ],
  ['validate-dragon', unknownTask],
  ['add-dragon', unknownTask],
  ['reject-report', unknownTask],
  ['confirm-report', unknownTask],
  ['publish-catalog', emptyBatch],
  ['announce-changes', emptyBatch],
  ['grant-scopes', { event: signIn, fault: returns(grantsScopesOfReporters) }],
]);
