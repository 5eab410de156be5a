import { callsOf, type Uses } from './calls.ts';
import { monthHours, monthSeconds } from './deployment.ts';
import { catalogBytes, backgroundMilliseconds, gigabyte, type Facts } from './facts.ts';
import { flowOf, type Invocation } from './flows.ts';

/** What a part of the application uses in a month: of each price so many units. */
export type Usage = Map<string, number>;

/** What everything uses in a month. */
export interface MonthlyUsage {
  /** By operation of the contract. */
  readonly operations: ReadonlyMap<string, Usage>;
  /** What people use beside the operations: accounts, the page. */
  readonly people: Usage;
  /** What is there without anybody asking for anything, and the tokens of machines, which come by the clock. */
  readonly standing: Usage;
}

/** Bytes that DynamoDB stores beside an item's own. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const itemOverhead = 100;

/** What the files of the page take, with those of a build before. */
const siteBytes = 2 * 1024 ** 2;

/** Metrics that API Gateway makes for each method. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
const metricsOfMethod = 5;

/** Where an operation is. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Whether it asks who calls. */
  readonly needsToken: boolean;
}

/** What the contract says that matters here. */
export interface ContractFacts {
  /** The operations by their ids. */
  readonly routes: Readonly<Record<string, Route>>;
  /** How many paths answer preflights. */
  readonly preflights: number;
  /** For each operation, the metrics that its function makes: its duration, and a count for each class of statuses that it may answer. */
  readonly operationMetrics: number;
  /** Metrics that other functions make. */
  readonly otherMetrics: number;
}

/** What so many requests in a month use. */
export function usageOf(requests: number, facts: Facts, contract: ContractFacts): MonthlyUsage {
  const { profile } = facts;
  const operations = new Map(
    Object.entries(profile.operations).map(([id, { share }]) => [id, operationUsage(id, requests * share, facts)]),
  );
  // One request a second is traced, and 5 % of the others; each belongs to some operation.
  const traced = tracedShare(requests);
  for (const [id, { share }] of Object.entries(profile.operations)) {
    const usage = operations.get(id);
    if (usage !== undefined && facts.deployment.isTraced) add(usage, { 'xray-traces': traced }, requests * share);
  }
  return { operations, people: peopleUsage(requests, facts), standing: standingUsage(requests, facts, contract) };
}

function operationUsage(id: string, requests: number, facts: Facts): Usage {
  const { profile, deployment } = facts;
  const usage: Usage = new Map();
  const calls = 1 + profile.preflightsPerRequest;
  add(
    usage,
    {
      'api-requests': calls,
      'api-transfer': (profile.operations[id]?.answerBytes ?? 0) / gigabyte,
      ...logged('logs-other', profile.logs.access * calls, facts),
      ...(deployment.webAcls > 0 && { 'waf-requests': calls }),
    },
    requests,
  );
  const { invocations, uses } = flowOf(id, facts);
  add(usage, uses, requests);
  for (const invocation of invocations) addInvocations(usage, invocation, requests, facts);
  return usage;
}

function peopleUsage(requests: number, facts: Facts): Usage {
  const { users } = facts.profile;
  const { userPoolPlan } = facts.deployment;
  const active = (requests / 1e6) * users.activePerMillionRequests;
  const visits = active * users.visitsPerUser;
  const usage: Usage = new Map();
  add(usage, {
    [`cognito-users-${userPoolPlan}`]: active,
    'cloudfront-requests': visits * users.requestsPerVisit,
    'cloudfront-functions': visits * users.edgeFunctionCallsPerVisit,
    'cloudfront-transfer': (visits * users.bytesPerVisit) / gigabyte,
    // What CloudFront never keeps it asks the bucket for.
    's3-reads': visits * users.edgeFunctionCallsPerVisit,
  });
  addTokens(usage, active * users.tokensPerUser, facts);
  return usage;
}

/** Each token that Cognito gives runs the trigger. */
function addTokens(usage: Usage, times: number, facts: Facts): void {
  const milliseconds = backgroundMilliseconds('GrantScopes', facts);
  addInvocations(usage, { function: 'GrantScopes', times, milliseconds, beginsTrace: true }, 1, facts);
}

function standingUsage(requests: number, facts: Facts, contract: ContractFacts): Usage {
  const { profile, deployment } = facts;
  const { items, catalog, reports } = profile;
  const dragons = catalog.dragons * (items.dragon + itemOverhead);
  const kept = reports.kept * (items.report + itemOverhead);
  const monthly = requests * (profile.operations.reportDragon?.share ?? 0);
  const forgotten = monthly * (items.contact + itemOverhead) + (monthly / 30) * (items.request + itemOverhead);
  // Machines get their tokens by the clock, whether they ask for anything or not.
  const machineTokens = deployment.machineClients > 0 ? profile.users.machineTokens : 0;
  const usage: Usage = new Map();
  add(usage, {
    // Reports stand in the index once more.
    'dynamodb-storage': (dragons + 2 * kept + forgotten) / gigabyte,
    'dynamodb-backup': deployment.hasPointInTimeRecovery ? (dragons + kept) / gigabyte : 0,
    's3-storage': (catalogBytes(facts) + siteBytes) / gigabyte,
    'cloudwatch-metrics':
      contract.operationMetrics + contract.otherMetrics + methodMetrics(deployment.meteredApis, contract),
    'cloudwatch-alarms': deployment.alarmMetrics,
    'cloudwatch-dashboards': deployment.dashboards,
    'cognito-machine-clients': deployment.machineClients,
    'cognito-machine-tokens': machineTokens,
    'waf-acls': deployment.webAcls,
    'waf-rules': deployment.webAclRules,
  });
  addTokens(usage, machineTokens, facts);
  for (const [logicalId, times] of deployment.schedules) {
    add(usage, { 'scheduler-invocations': times });
    const milliseconds = backgroundMilliseconds(logicalId, facts);
    addInvocations(usage, { function: logicalId, times, milliseconds, beginsTrace: true }, 1, facts);
  }
  return usage;
}

/** The first API has the methods of the contract and preflights; the one for machines has no preflights. */
function methodMetrics(apis: number, { routes, preflights }: ContractFacts): number {
  if (apis === 0) return 0;
  return (apis * Object.keys(routes).length + preflights) * metricsOfMethod;
}

/** What running a function uses: requests, memory while it runs, logs, and what it calls. */
function addInvocations(usage: Usage, invocation: Invocation, requests: number, facts: Facts): void {
  const { profile, deployment } = facts;
  const { memory, architecture } = deployment.functions.get(invocation.function) ?? {
    memory: 0,
    architecture: 'arm64',
  };
  const milliseconds = invocation.milliseconds + profile.coldStarts.share * profile.coldStarts.milliseconds;
  const times = invocation.times * requests;
  add(
    usage,
    {
      'lambda-requests': 1,
      [`lambda-duration-${architecture}`]: (memory / 1024) * (milliseconds / 1000),
      ...logged('logs-lambda', profile.logs.invocation, facts),
      ...(invocation.beginsTrace && deployment.isTraced && { 'xray-traces': tracedShare(times) }),
    },
    times,
  );
  for (const call of callsOf[invocation.function]?.(facts) ?? []) add(usage, call.uses ?? {}, times * call.times);
}

/** A line of a log is paid for when it is taken and as long as it is kept. */
function logged(price: string, bytes: number, { profile, deployment }: Facts): Uses {
  const months = (deployment.logDays * 24) / monthHours;
  return {
    [price]: bytes / gigabyte,
    'logs-storage': (bytes / gigabyte) * profile.logs.storedShare * months,
  };
}

/**
 * The share of requests that X-Ray records by its default rule, if they come evenly: the first one of each second, and 5 % of the others.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
function tracedShare(requests: number): number {
  if (requests <= monthSeconds) return 1;
  return (monthSeconds + 0.05 * (requests - monthSeconds)) / requests;
}

function add(usage: Usage, uses: Uses, times = 1): void {
  for (const [price, units] of Object.entries(uses)) usage.set(price, (usage.get(price) ?? 0) + units * times);
}
