import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../../local/json.ts';
import { ProfileFields } from './profile-fields.ts';

/** How an operation is used. */
export interface OperationTraffic {
  /** Share of all requests. */
  readonly share: number;
  /** How long its function runs. */
  readonly milliseconds: number;
  readonly answerBytes: number;
  /** Share of its requests that are answered 304 without a query. */
  readonly notModified: number;
}

/** What traffic is like. The figures of the project's own, and what they rest on, stand in profile.yaml. */
export interface Profile {
  readonly description: string;
  readonly operations: Readonly<Record<string, OperationTraffic>>;
  readonly preflightsPerRequest: number;
  /** Milliseconds of the functions that no client waits for, by their logical ids. */
  readonly background: Readonly<Record<string, number>>;
  readonly coldStarts: { readonly share: number; readonly milliseconds: number };
  readonly catalog: {
    readonly dragons: number;
    readonly bytesPerDragon: number;
    readonly scannedShare: number;
    readonly publishMillisecondsPerMegabyte: number;
  };
  readonly engine: { readonly hasS3Select: boolean; readonly millisecondsPerMegabyte: number };
  readonly reports: {
    readonly replayed: number;
    readonly rejected: number;
    readonly confirmed: number;
    readonly kept: number;
    readonly perPage: number;
  };
  readonly changesPerBatch: number;
  /** Bytes. */
  readonly items: {
    readonly dragon: number;
    readonly report: number;
    readonly request: number;
    readonly contact: number;
  };
  readonly logs: { readonly access: number; readonly invocation: number; readonly storedShare: number };
  readonly users: {
    readonly activePerMillionRequests: number;
    readonly newShare: number;
    readonly tokensPerUser: number;
    readonly machineTokens: number;
    readonly visitsPerUser: number;
    readonly requestsPerVisit: number;
    readonly edgeFunctionCallsPerVisit: number;
    readonly bytesPerVisit: number;
  };
  readonly hottestDragon: number;
}

/** A profile says something that cannot be, all of it at once. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';

  constructor(file: string, faults: readonly string[]) {
    super(`${file} is no traffic profile:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The profile that comes with the project. */
const ownProfile = join(import.meta.dirname, 'profile.yaml');

/**
 * Reads a traffic profile.
 * @param file YAML or JSON that holds what differs from the project's own profile; undefined for that one as it is
 * @throws ProfileError
 */
export function readProfile(file?: string): Profile {
  const own = parsed(ownProfile);
  const theirs = file === undefined ? {} : parsed(file);
  const faults: string[] = [];
  const profile = profileOf(new ProfileFields(own, theirs, '', faults));
  const sum = Object.values(profile.operations).reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > 0.000001) {
    faults.push(
      `operations: the shares are ${Number(sum.toFixed(6))} together, not 1 (${Object.entries(profile.operations)
        .map(([id, { share }]) => `${id} ${share}`)
        .join(', ')})`,
    );
  }
  const { replayed, rejected } = profile.reports;
  if (replayed + rejected > 1) faults.push('reports: replayed and rejected are more than 1 together');
  if (faults.length > 0) throw new ProfileError(file ?? ownProfile, faults);
  return profile;
}

function parsed(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ProfileError(file, [error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)]);
  }
  if (!isObject(value)) throw new ProfileError(file, ['a profile is a map, as in scripts/cost/profile.yaml']);
  return value;
}

function profileOf(fields: ProfileFields): Profile {
  const operations = fields.group('operations');
  const background = fields.group('background');
  const coldStarts = fields.group('coldStarts');
  const catalog = fields.group('catalog');
  const engine = fields.group('engine');
  const reports = fields.group('reports');
  const items = fields.group('items');
  const logs = fields.group('logs');
  const users = fields.group('users');
  const profile: Profile = {
    description: fields.text('description'),
    operations: Object.fromEntries(
      operations.names().map((id) => {
        const traffic = operations.group(id);
        const read = {
          share: traffic.share('share'),
          milliseconds: traffic.amount('milliseconds'),
          answerBytes: traffic.amount('answerBytes'),
          notModified: traffic.share('notModified', 0),
        };
        traffic.refuseTheRest();
        return [id, read];
      }),
    ),
    preflightsPerRequest: fields.amount('preflightsPerRequest'),
    background: Object.fromEntries(background.names().map((id) => [id, background.amount(id)])),
    coldStarts: { share: coldStarts.share('share'), milliseconds: coldStarts.amount('milliseconds') },
    catalog: {
      dragons: catalog.amount('dragons'),
      bytesPerDragon: catalog.amount('bytesPerDragon'),
      scannedShare: catalog.share('scannedShare'),
      publishMillisecondsPerMegabyte: catalog.amount('publishMillisecondsPerMegabyte'),
    },
    engine: {
      hasS3Select: engine.flag('hasS3Select'),
      millisecondsPerMegabyte: engine.amount('millisecondsPerMegabyte'),
    },
    reports: {
      replayed: reports.share('replayed'),
      rejected: reports.share('rejected'),
      confirmed: reports.share('confirmed'),
      kept: reports.amount('kept'),
      perPage: reports.amount('perPage'),
    },
    changesPerBatch: fields.positive('changesPerBatch'),
    items: {
      dragon: items.amount('dragon'),
      report: items.amount('report'),
      request: items.amount('request'),
      contact: items.amount('contact'),
    },
    logs: {
      access: logs.amount('access'),
      invocation: logs.amount('invocation'),
      storedShare: logs.share('storedShare'),
    },
    users: {
      activePerMillionRequests: users.amount('activePerMillionRequests'),
      newShare: users.share('newShare'),
      tokensPerUser: users.amount('tokensPerUser'),
      machineTokens: users.amount('machineTokens'),
      visitsPerUser: users.amount('visitsPerUser'),
      requestsPerVisit: users.amount('requestsPerVisit'),
      edgeFunctionCallsPerVisit: users.amount('edgeFunctionCallsPerVisit'),
      bytesPerVisit: users.amount('bytesPerVisit'),
    },
    hottestDragon: fields.share('hottestDragon'),
  };
  for (const read of [fields, operations, background, coldStarts, catalog, engine, reports, items, logs, users]) {
    read.refuseTheRest();
  }
  return profile;
}
