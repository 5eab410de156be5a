import type { Deployment } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { readProfile, type Profile } from '../profile.ts';
import type { ContractFacts } from '../usage.ts';

/** A stack with nothing in it that costs anything by itself. */
const bare: Deployment = {
  functions: new Map(),
  isTraced: false,
  logDays: 0,
  queryEngine: 'in-function',
  parameterMaxAge: 10,
  meteredApis: 0,
  methodRates: [{ method: '*', path: '/*', rate: 1000 }],
  alarmMetrics: 0,
  dashboards: 0,
  userPoolPlan: 'essentials',
  machineClients: 0,
  webAcls: 0,
  webAclRules: 0,
  schedules: new Map(),
  oldCatalogDays: 0,
  hasPointInTimeRecovery: false,
  publishBatch: 100,
};

/** Traffic of which nothing costs anything: round figures are put in where a test is about them. */
function still(): Profile {
  const profile = readProfile();
  return {
    ...profile,
    operations: Object.fromEntries(
      Object.keys(profile.operations).map((id) => [id, { share: 0, milliseconds: 0, answerBytes: 0, notModified: 0 }]),
    ),
    preflightsPerRequest: 0,
    background: {},
    coldStarts: { share: 0, milliseconds: 0 },
    catalog: { dragons: 0, bytesPerDragon: 0, scannedShare: 1, publishMillisecondsPerMegabyte: 0 },
    reports: { replayed: 0, rejected: 0, confirmed: 0, kept: 0, perPage: 0 },
    logs: { access: 0, invocation: 0, storedShare: 0 },
    users: {
      activePerMillionRequests: 0,
      newShare: 0,
      tokensPerUser: 0,
      machineTokens: 0,
      visitsPerUser: 0,
      requestsPerVisit: 0,
      edgeFunctionCallsPerVisit: 0,
      bytesPerVisit: 0,
    },
  };
}

/** Facts of which nothing costs anything but what a test puts in. */
export function factsWith(deployment: Partial<Deployment>, profile: Partial<Profile> = {}): Facts {
  return { deployment: { ...bare, ...deployment }, profile: { ...still(), ...profile } };
}

/** All requests go to one operation. */
export function only(
  operation: string,
  traffic: Partial<Profile['operations'][string]> = {},
): Pick<Profile, 'operations'> {
  return {
    operations: {
      ...still().operations,
      [operation]: { share: 1, milliseconds: 0, answerBytes: 0, notModified: 0, ...traffic },
    },
  };
}

/** A contract whose functions make no metrics. */
export const quietContract: ContractFacts = {
  routes: {
    listDragons: { method: 'GET', path: '/dragons', needsToken: true },
    getDragon: { method: 'GET', path: '/dragons/{dragonName}', needsToken: true },
    reportDragon: { method: 'POST', path: '/dragons', needsToken: true },
    getHealth: { method: 'GET', path: '/health', needsToken: false },
  },
  preflights: 0,
  operationMetrics: 0,
  otherMetrics: 0,
};
