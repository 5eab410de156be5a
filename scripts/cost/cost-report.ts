import { difference, dollars, amount, percent } from './figures.ts';
import type { Facts } from './facts.ts';
import { engineOf } from './facts.ts';
import { monthlyCost, type CostInput, type MonthlyCost } from './model.ts';
import { textTable } from './text-table.ts';

/** What the model does not know. */
const leftOutOfIt = [
  'taxes, support, discounts and credits; what is free for the first months of an account',
  'what fails or is refused: attempts, 4xx answers, messages in dead-letter queues; API Gateway takes nothing for requests that its authorizer refuses',
  'KMS requests for the encrypted tables and topic, which keep their data keys for minutes',
  'e-mails (Cognito, alarms) and fees of mobile carriers for text messages',
  'looking: queries of logs and traces, metrics that dashboards fetch, the console',
  'deploying: the bucket of the artifacts, functions that run once (LoadFirstData, the hook of CodeDeploy), imports, continuous integration',
];

/** Prices below a cent a month stand together. */
const shownFrom = 0.01;

/**
 * The cost of a month for a person to read, as lines of plain text.
 * @param where says which template and profile it is for
 * @param isShort whether it ends with what is paid for
 */
export function costReport(input: CostInput, where: readonly string[], isShort: boolean): string[] {
  const cost = monthlyCost(input);
  const requests = cost.operations.reduce((sum, operation) => sum + operation.cost, 0);
  const perMillion = input.requests === 0 ? 0 : ((cost.total - cost.standing) / input.requests) * 1e6;
  const paid = [
    ...where,
    '',
    ...textTable(
      [{ title: 'A month' }, { title: dollars(cost.total), align: 'right' }],
      [
        ['  what is there without any request', dollars(cost.standing)],
        ['  requests, and all that they set off', dollars(requests)],
        ['  accounts and visits of the page', dollars(cost.people)],
        ['For a million requests more', dollars(perMillion)],
      ],
    ),
    '',
    ...partsTable(cost),
  ];
  if (isShort) return paid;
  return [
    ...paid,
    '',
    ...operationsTable(cost),
    '',
    'What it depends on (a month)',
    ...sensitivity(input, cost).map(([what, change]) => `  ${what}: ${change}`),
    '',
    'What it leaves out',
    ...leftOutOfIt.map((text) => `  - ${text}`),
    ...unconfirmed(input, cost),
  ];
}

function partsTable(cost: MonthlyCost): string[] {
  const shown = cost.lines.filter((line) => line.cost >= shownFrom);
  const rest = cost.lines.slice(shown.length);
  const others = rest.reduce((sum, line) => sum + line.cost, 0);
  return textTable(
    [
      { title: 'What is paid for' },
      { title: '' },
      { title: 'used', align: 'right' },
      { title: '' },
      { title: 'a month', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    [
      ...shown.map(({ price, units, cost: paid }) => [
        price.service,
        price.what,
        amount(units),
        price.unit,
        dollars(paid),
        percent(paid / cost.total),
      ]),
      ...(rest.length > 0
        ? [[`${rest.length} others`, '', '', '', dollars(others), percent(others / cost.total)]]
        : []),
    ],
  );
}

function operationsTable(cost: MonthlyCost): string[] {
  return textTable(
    [
      { title: 'Operation' },
      { title: 'requests', align: 'right' },
      { title: 'one request', align: 'right' },
      { title: 'a million', align: 'right' },
      { title: 'a month', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    cost.operations.map(({ id, requests, cost: paid }) => {
      const one = requests === 0 ? 0 : paid / requests;
      return [
        id,
        amount(requests),
        `$${one.toFixed(8)}`,
        dollars(one * 1e6),
        dollars(paid),
        cost.total === 0 ? '' : percent(paid / cost.total),
      ];
    }),
  );
}

/** What a month would cost if something were otherwise. */
function sensitivity(input: CostInput, cost: MonthlyCost): [string, string][] {
  const { facts } = input;
  const { deployment, profile } = facts;
  const otherwise = (other: Partial<Facts>): string =>
    difference(monthlyCost({ ...input, facts: { ...facts, ...other } }).total - cost.total);
  const twice = {
    ...profile,
    operations: Object.fromEntries(
      Object.entries(profile.operations).map(([id, traffic]) => [
        id,
        { ...traffic, milliseconds: traffic.milliseconds * 2 },
      ]),
    ),
    background: Object.fromEntries(Object.entries(profile.background).map(([id, ms]) => [id, ms * 2])),
    engine: { ...profile.engine, millisecondsPerMegabyte: profile.engine.millisecondsPerMegabyte * 2 },
    coldStarts: { ...profile.coldStarts, milliseconds: profile.coldStarts.milliseconds * 2 },
  };
  const large = { ...profile, catalog: { ...profile.catalog, dragons: profile.catalog.dragons * 10 } };
  const [other, name] =
    engineOf(facts) === 's3-select'
      ? (['in-function', 'the engine in the function instead of S3 Select'] as const)
      : (['s3-select', 'S3 Select instead of the engine in the function'] as const);
  return [
    ['every duration twice as long (they are assumed, not measured)', otherwise({ profile: twice })],
    [`ten times as many dragons (${amount(large.catalog.dragons)})`, otherwise({ profile: large })],
    [name, otherwise({ deployment: { ...deployment, queryEngine: other } })],
    ['no metrics for each method of the API', otherwise({ deployment: { ...deployment, meteredApis: 0 } })],
    ['no traces', otherwise({ deployment: { ...deployment, isTraced: false } })],
  ];
}

function unconfirmed({ prices }: CostInput, cost: MonthlyCost): string[] {
  const named = (seen: string) =>
    cost.lines.filter(({ price }) => price.seen === seen).map(({ price }) => `${price.service}, ${price.what}`);
  const no = named('no');
  if (no.length === 0) return [];
  return [
    '',
    `Prices of ${prices.date} that no page which could be looked up confirms; look at them first (scripts/cost/prices-${prices.region}.json)`,
    ...no.map((text) => `  - ${text}`),
  ];
}
