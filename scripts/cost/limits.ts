import { callsOf } from './calls.ts';
import { monthSeconds } from './deployment.ts';
import { backgroundMilliseconds, type Facts } from './facts.ts';
import { flowOf, type Invocation } from './flows.ts';
import { limitAnswers, type LimitId } from './limit-answers.ts';
import type { Quota } from './quotas.ts';
import type { ContractFacts } from './usage.ts';

/** A limit, and how far it carries. */
export interface Limit {
  readonly id: LimitId;
  readonly what: string;
  readonly unit: string;
  /** How much there is. */
  readonly available: number;
  /** How much so many requests a second need. */
  readonly needed: number;
  /** Requests a second, of the profile's mixture, at which it is met. */
  readonly metAt: number;
  /** Whether a page that could be looked up says how much there is; the template's own limits stand in it. */
  readonly isConfirmed: boolean;
  /** What clients and operators see. */
  readonly symptom: string;
  /** Names of the alarms that ring, less `dragons-STAGE-`. */
  readonly alarms: readonly string[];
  readonly change: string;
  readonly cost: string;
}

/** A quota is missing. */
export class MissingQuotaError extends Error {
  override readonly name = 'MissingQuotaError';
}

/** How much of something there is, and how much of it one request needs on average. */
interface Need {
  readonly id: LimitId;
  readonly what: string;
  readonly perRequest: number;
  /** The id of a quota of AWS, or what the template itself gives. */
  readonly of: string | { readonly value: number; readonly unit: string };
}

/**
 * Every limit on the way of so many requests a second, the nearest first. Needs grow with the requests, so that each is met where it is used up.
 * @throws MissingQuotaError
 */
export function limitsAt(
  rate: number,
  facts: Facts,
  contract: ContractFacts,
  quotas: ReadonlyMap<string, Quota>,
): Limit[] {
  return [...needsOf(facts), busiestMethod(facts, contract)]
    .map(({ id, what, perRequest, of }): Limit => {
      const available = typeof of === 'string' ? quotaOf(of, quotas) : of;
      return {
        id,
        what,
        unit: available.unit,
        available: available.value,
        needed: rate * perRequest,
        metAt: perRequest === 0 ? Infinity : available.value / perRequest,
        isConfirmed: !('seen' in available) || available.seen !== 'no',
        ...limitAnswers[id],
      };
    })
    .sort((a, b) => a.metAt - b.metAt);
}

function quotaOf(id: string, quotas: ReadonlyMap<string, Quota>): Quota {
  const quota = quotas.get(id);
  if (quota === undefined) throw new MissingQuotaError(`The table of quotas has no ${id}.`);
  return quota;
}

/** Dollars for a text message, as in the price table, for the one quota that is money. */
const textPrice = 0.00645;

const daySeconds = 24 * 3600;

/** X-Ray's own rule, and the segments that API Gateway and Lambda make for a request. */
const segmentsPerRequest = 0.05 * 3;

function needsOf(facts: Facts): Need[] {
  const { deployment, profile } = facts;
  const { operations, reports, users } = profile;
  const shares = Object.fromEntries(Object.entries(operations).map(([id, { share }]) => [id, share]));
  const [reported = 0, replaced = 0, removed = 0, got = 0] = [
    'reportDragon',
    'replaceDragon',
    'removeDragon',
    'getDragon',
  ].map((id) => shares[id] ?? 0);
  const fresh = reported * (1 - reports.replayed);
  const accepted = fresh - reported * reports.rejected;
  const concurrency = sumOver(facts, ({ times, milliseconds }) => times * seconds(milliseconds, facts));
  const used = (price: string) =>
    sumOver(facts, ({ function: logicalId, times }) => times * usedBy(logicalId, price, facts));
  const publishSeconds = backgroundMilliseconds('PublishCatalog', facts) / 1000;
  return [
    {
      id: 'concurrency-new',
      what: 'Lambda, functions at once in a new account',
      perRequest: concurrency,
      of: 'lambda-concurrency-new',
    },
    { id: 'concurrency', what: 'Lambda, functions at once', perRequest: concurrency, of: 'lambda-concurrency' },
    { id: 'api', what: 'API Gateway, the account', perRequest: 1 + profile.preflightsPerRequest, of: 'api-account' },
    { id: 'catalog-reads', what: 'S3, reads of the catalogue', perRequest: used('s3-reads'), of: 's3-reads' },
    {
      id: 'table-reads',
      what: 'DynamoDB, reads of a new table',
      perRequest: used('dynamodb-reads'),
      of: 'dynamodb-new-reads',
    },
    {
      id: 'table-writes',
      what: 'DynamoDB, writes to a new table',
      perRequest: used('dynamodb-writes'),
      of: 'dynamodb-new-writes',
    },
    {
      id: 'hot-dragon',
      what: 'DynamoDB, reads of the most wanted dragon',
      perRequest: got * profile.hottestDragon,
      of: 'dynamodb-partition-reads',
    },
    { id: 'starts', what: 'Step Functions, executions started', perRequest: fresh, of: 'states-starts' },
    {
      id: 'transitions',
      what: 'Step Functions, state transitions',
      perRequest: reported * (flowOf('reportDragon', facts).uses['states-transitions'] ?? 0),
      of: 'states-transitions',
    },
    {
      id: 'parameters',
      what: 'Parameter Store, reads by environments',
      perRequest:
        sumOver(facts, (invocation) =>
          asksParameters(invocation, facts) ? invocation.times * seconds(invocation.milliseconds, facts) : 0,
        ) / deployment.parameterMaxAge,
      of: 'parameter-store',
    },
    {
      id: 'publishing',
      what: 'publishCatalog, changes that one writer publishes',
      perRequest: accepted + replaced + removed,
      of: { value: deployment.publishBatch / publishSeconds, unit: 'changes a second' },
    },
    {
      id: 'sign-ins',
      what: 'Cognito, sign-ins and refreshed tokens',
      perRequest: (users.activePerMillionRequests * users.tokensPerUser) / 1e6,
      of: 'cognito-sign-ins',
    },
    { id: 'events', what: 'SNS, events', perRequest: fresh + replaced + removed, of: 'sns-publishes' },
    { id: 'texts', what: 'SNS, text messages', perRequest: accepted * reports.confirmed, of: 'sns-texts' },
    {
      id: 'text-budget',
      what: 'SNS, what text messages may cost',
      perRequest: accepted * reports.confirmed * monthSeconds * textPrice,
      of: 'sns-text-spend',
    },
    {
      id: 'e-mails',
      what: 'Cognito, codes that it sends by itself',
      perRequest: (users.activePerMillionRequests / 1e6) * users.newShare * daySeconds,
      of: 'cognito-emails',
    },
    {
      id: 'traces',
      what: 'X-Ray, segments of the recorded traces',
      perRequest: segmentsPerRequest,
      of: 'xray-segments',
    },
  ];
}

/**
 * The method that meets its limit first. getHealth is not among them: monitors ask at a pace of their own, and its limit is there to refuse.
 */
function busiestMethod({ deployment: { methodRates }, profile }: Facts, { routes }: ContractFacts): Need {
  const everyOther = methodRates.find(({ path }) => path === '/*')?.rate ?? Infinity;
  const methods = Object.entries(routes)
    .filter(([, { needsToken }]) => needsToken)
    .map(([id, route]) => {
      const own = methodRates.find(({ method, path }) => method === route.method && path === route.path);
      return { id, share: profile.operations[id]?.share ?? 0, rate: own?.rate ?? everyOther };
    })
    .sort((a, b) => b.share / b.rate - a.share / a.rate);
  const [{ id, share, rate } = { id: 'any operation', share: 0, rate: Infinity }] = methods;
  return {
    id: 'method',
    what: `API Gateway, ${id} alone`,
    perRequest: share,
    of: { value: rate, unit: 'requests a second' },
  };
}

/** A sum over everything that one request of the mixture runs. */
function sumOver(facts: Facts, value: (invocation: Invocation) => number): number {
  let sum = 0;
  for (const [id, { share }] of Object.entries(facts.profile.operations)) {
    for (const invocation of flowOf(id, facts).invocations) sum += share * value(invocation);
  }
  return sum;
}

function seconds(milliseconds: number, { profile: { coldStarts } }: Facts): number {
  return (milliseconds + coldStarts.share * coldStarts.milliseconds) / 1000;
}

function usedBy(logicalId: string, price: string, facts: Facts): number {
  const calls = callsOf[logicalId]?.(facts) ?? [];
  return calls.reduce((sum, { times, uses }) => sum + times * (uses?.[price] ?? 0), 0);
}

function asksParameters({ function: logicalId }: Invocation, facts: Facts): boolean {
  return callsOf[logicalId]?.(facts).some(({ command }) => command === 'GetParametersByPathCommand') ?? false;
}
