import { operation } from '@dragons/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CatalogUnavailableError, IncompleteAnswerError } from '../../functions/dragons/catalog.ts';
import { getDragon } from '../../functions/dragons/get-dragon/get-dragon.ts';
import { getHealth } from '../../functions/dragons/get-health/get-health.ts';
import { getReport } from '../../functions/dragons/get-report/get-report.ts';
import { listDragons } from '../../functions/dragons/list-dragons/list-dragons.ts';
import { listReports } from '../../functions/dragons/list-reports/list-reports.ts';
import { removeDragon } from '../../functions/dragons/remove-dragon/remove-dragon.ts';
import { replaceDragon } from '../../functions/dragons/replace-dragon/replace-dragon.ts';
import { reportDragon } from '../../functions/dragons/report-dragon/report-dragon.ts';
import { dependenciesOn } from '../../functions/dragons/testing/dependencies.ts';
import { awkwardDragons } from '../../functions/dragons/testing/dragons.ts';
import { storesWith, unreachable } from '../../functions/dragons/testing/stores.ts';
import { WorkflowUnavailableError } from '../../functions/dragons/workflow.ts';
import { kebab, operations, root, undocumented } from '../testing/contract.ts';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;
type Change = (event: APIGatewayProxyEvent) => void;
/** Everything that operations need, with dragons and reports in memory. */
type World = ReturnType<typeof fine>;

/** The report of events/get-report.json and that of events/report-dragon.json. */
const reportId = '7c0f2a4e-6f0b-4b6e-8a39-2d1f6f0c9a11';
const idempotencyKey = '0b9f6a55-1c2d-4a53-9d2b-7a0f9a1f7d10';
const subject = '0a1b2c3d-0000-4000-8000-000000000001';

const handlers: Record<string, (world: World) => Handler> = {
  listDragons: ({ query }) => operation('listDragons', (request) => listDragons(request, query)),
  getDragon: ({ registry }) => operation('getDragon', (request) => getDragon(request, registry)),
  getHealth: ({ query }) => operation('getHealth', () => getHealth(query)),
  reportDragon: (world) => operation('reportDragon', (request) => reportDragon(request, world)),
  getReport: ({ reports }) => operation('getReport', (request) => getReport(request, reports)),
  listReports: ({ reports }) => operation('listReports', (request) => listReports(request, reports)),
  replaceDragon: ({ registry }) => operation('replaceDragon', (request) => replaceDragon(request, registry)),
  removeDragon: ({ registry }) => operation('removeDragon', (request) => removeDragon(request, registry)),
};

function fine() {
  return {
    ...storesWith(awkwardDragons),
    query: dependenciesOn(awkwardDragons),
    workflow: { start: async (_reportId: string) => Promise.resolve() },
    newReportId: () => reportId,
    now: Date.now,
  };
}
type Setting = () => Promise<World> | World;
/** The catalogue fails. */
const failing = (error: Error) => (): World => ({
  ...fine(),
  query: dependenciesOn(awkwardDragons, {
    query: async () => {
      throw error;
    },
  }),
});
const thrown = async (): Promise<never> => {
  throw new TypeError('a defect');
};
/** The registry and what goes with it does something else. */
const stores = (step: () => Promise<never>) => (): World => {
  const world = fine();
  return {
    ...world,
    registry: { ...world.registry, find: step },
    reports: { ...world.reports, find: step, list: step },
    submissions: { ...world.submissions, submit: step },
  };
};
const withoutWorkflow = (): World => ({
  ...fine(),
  workflow: {
    start: async () => {
      throw new WorkflowUnavailableError('throttled');
    },
  },
});
/** The report of events/get-report.json, somewhere on its way. */
const reported = (step: 'pending' | 'accepted' | 'name-taken' | 'not-processed') => async (): Promise<World> => {
  const world = fine();
  const [dragon = expect.fail('There is no dragon.')] = awkwardDragons;
  const report = await world.stored({ reportId, reporter: subject, dragon: { ...dragon, dragonName: 'New' } });
  if (step === 'accepted') await world.reports.accept(report, '2026-01-31T12:00:01.000Z');
  else if (step !== 'pending') await world.reports.reject(report, step, '2026-01-31T12:00:01.000Z');
  return world;
};
/** There is more than a page of one holds. */
const reportedTwice = async (): Promise<World> => {
  const world = await reported('not-processed')();
  await world.stored({ reportId: 'report-2', reporter: subject });
  return world;
};
/** The same request came before; its body may have been another. */
const repeated = (change: Change, isCompleted: boolean) => async (): Promise<World> => {
  const world = fine();
  const unfinished = { ...world.submissions, complete: async () => Promise.resolve() };
  await answer('reportDragon', change, () => (isCompleted ? world : { ...world, submissions: unfinished }));
  return world;
};

const query =
  (parameters: Record<string, string>): Change =>
  (event) => {
    event.multiValueQueryStringParameters = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, [value]]),
    );
  };
const named =
  (dragonName: string): Change =>
  (event) => {
    event.pathParameters = { dragonName };
    if (event.body !== null) event.body = JSON.stringify({ ...(JSON.parse(event.body) as object), dragonName });
  };
const header =
  (name: string, value?: string): Change =>
  (event) => {
    if (value === undefined) {
      event.headers = Object.fromEntries(Object.entries(event.headers).filter(([known]) => known !== name));
    } else event.headers[name] = value;
    event.multiValueHeaders = {};
  };
const body =
  (more: object): Change =>
  (event) => {
    event.body = JSON.stringify({ ...(JSON.parse(event.body ?? '{}') as object), ...more });
  };
const id =
  (value: string): Change =>
  (event) => {
    event.pathParameters = { reportId: value };
  };
const unauthorized: Change = (event) => {
  event.requestContext.authorizer = { claims: { sub: 'u' } };
};
const otherScope: Change = (event) => {
  event.requestContext.authorizer = { claims: { sub: 'u', client_id: 'c', scope: 'openid' } };
};
const none: Change = () => undefined;

async function answer(operationId: string, change: Change, setting: Setting): Promise<APIGatewayProxyResult> {
  const file = join(root, 'events', `${kebab(operationId)}.json`);
  const event = JSON.parse(await readFile(file, 'utf8')) as APIGatewayProxyEvent;
  change(event);
  const handler = handlers[operationId] ?? expect.fail(`${operationId} is not tried here.`);
  return handler(await setting())(event, { awsRequestId: 'i' } as Context);
}

const cases: [string, number, Change, Setting][] = [
  ['listDragons', 200, query({ family: 'red' }), fine],
  ['listDragons', 200, query({ limit: '2' }), fine],
  ['listDragons', 304, header('If-None-Match', '*'), fine],
  ['listDragons', 400, query({ limit: '0' }), fine],
  ['listDragons', 400, query({ cursor: 'nonsense' }), fine],
  ['listDragons', 401, unauthorized, fine],
  ['listDragons', 403, otherScope, fine],
  ['listDragons', 500, none, failing(new TypeError('a defect'))],
  ['listDragons', 502, none, failing(new IncompleteAnswerError('no End'))],
  ['listDragons', 503, none, failing(new CatalogUnavailableError('SlowDown'))],
  ['getDragon', 200, named('Atlas'), fine],
  ['getDragon', 304, header('If-None-Match', '*'), fine],
  ['getDragon', 400, named('a%00b'), fine],
  ['getDragon', 401, unauthorized, fine],
  ['getDragon', 403, otherScope, fine],
  ['getDragon', 404, named('Smaug'), fine],
  ['getDragon', 500, none, stores(thrown)],
  ['getDragon', 503, none, stores(unreachable)],
  ['reportDragon', 202, none, fine],
  ['reportDragon', 202, none, repeated(none, true)],
  ['reportDragon', 400, header('Idempotency-Key'), fine],
  ['reportDragon', 400, header('Idempotency-Key', 'two words'), fine],
  ['reportDragon', 400, body({ reportingPhoneNumber: '555' }), fine],
  ['reportDragon', 400, body({ family: 'dark red' }), fine],
  ['reportDragon', 401, unauthorized, fine],
  ['reportDragon', 403, otherScope, fine],
  ['reportDragon', 409, none, repeated(none, false)],
  ['reportDragon', 413, body({ description: 'x'.repeat(70_000) }), fine],
  ['reportDragon', 415, header('Content-Type', 'text/plain'), fine],
  ['reportDragon', 422, none, repeated(body({ city: 'Nome' }), true)],
  ['reportDragon', 500, none, stores(thrown)],
  ['reportDragon', 503, none, stores(unreachable)],
  ['reportDragon', 503, none, withoutWorkflow],
  ['getReport', 200, none, reported('pending')],
  ['getReport', 200, none, reported('accepted')],
  ['getReport', 200, none, reported('name-taken')],
  ['getReport', 200, none, reported('not-processed')],
  ['getReport', 400, id('x'.repeat(65)), fine],
  ['getReport', 401, unauthorized, fine],
  ['getReport', 403, otherScope, fine],
  ['getReport', 404, none, fine],
  ['getReport', 500, none, stores(thrown)],
  ['getReport', 503, none, stores(unreachable)],
  ['listReports', 200, none, fine],
  ['listReports', 200, none, reported('pending')],
  ['listReports', 200, none, reported('accepted')],
  ['listReports', 200, query({ limit: '1' }), reportedTwice],
  ['listReports', 400, query({ limit: '0' }), fine],
  ['listReports', 400, query({ limit: '101' }), fine],
  ['listReports', 400, query({ cursor: 'nonsense' }), fine],
  ['listReports', 401, unauthorized, fine],
  ['listReports', 403, otherScope, fine],
  ['listReports', 500, none, stores(thrown)],
  ['listReports', 503, none, stores(unreachable)],
  ['replaceDragon', 200, none, fine],
  ['replaceDragon', 400, body({ dragonName: 'Smaug' }), fine],
  ['replaceDragon', 400, body({ description: '' }), fine],
  ['replaceDragon', 401, unauthorized, fine],
  ['replaceDragon', 403, otherScope, fine],
  ['replaceDragon', 404, named('Smaug'), fine],
  ['replaceDragon', 412, header('If-Match', '"old"'), fine],
  ['replaceDragon', 413, body({ description: 'x'.repeat(70_000) }), fine],
  ['replaceDragon', 415, header('Content-Type', 'text/plain'), fine],
  ['replaceDragon', 428, header('If-Match'), fine],
  ['replaceDragon', 500, none, stores(thrown)],
  ['replaceDragon', 503, none, stores(unreachable)],
  ['removeDragon', 204, none, fine],
  ['removeDragon', 400, header('If-Match', ''), fine],
  ['removeDragon', 401, unauthorized, fine],
  ['removeDragon', 403, otherScope, fine],
  ['removeDragon', 404, named('Smaug'), fine],
  ['removeDragon', 412, header('If-Match', '"old"'), fine],
  ['removeDragon', 428, header('If-Match'), fine],
  ['removeDragon', 500, none, stores(thrown)],
  ['removeDragon', 503, none, stores(unreachable)],
  ['getHealth', 200, none, fine],
  ['getHealth', 400, query({ verbose: 'true' }), fine],
  ['getHealth', 500, none, failing(new TypeError('a defect'))],
  ['getHealth', 503, none, failing(new IncompleteAnswerError('no End'))],
];

it.each(cases)('%s answers %i as the contract documents it', async (operationId, status, change, setting) => {
  const { statusCode, headers = {}, body: text } = await answer(operationId, change, setting);

  expect(statusCode, text).toBe(status);
  expect(undocumented(operationId, { status, headers: headers as Record<string, string>, body: text })).toEqual([]);
});

// These only API Gateway answers.
const gatewayStatuses = [429, 504];

it.each(operations)(
  'every status that the contract documents for $id is tried here',
  ({ id: operationId, statuses }) => {
    const tried = cases.filter(([known]) => known === operationId).map(([, status]) => status);

    expect([...new Set(tried)].sort()).toEqual(statuses.filter((status) => !gatewayStatuses.includes(status)).sort());
  },
);

it('a report is found behind the stage that it was sent to, and a replay says that it is one', async () => {
  const first = await answer('reportDragon', none, fine);
  const second = await answer('reportDragon', none, repeated(none, true));

  expect(first.headers).toMatchObject({ Location: `/dev/reports/${reportId}` });
  expect(first.headers).not.toHaveProperty('Idempotency-Replayed');
  expect(second.headers).toMatchObject({ Location: `/dev/reports/${reportId}`, 'Idempotency-Replayed': 'true' });
});

it('the sample event sends the key of the contract’s example', async () => {
  const event = JSON.parse(await readFile(join(root, 'events/report-dragon.json'), 'utf8')) as APIGatewayProxyEvent;

  expect(event.headers['Idempotency-Key']).toBe(idempotencyKey);
});

it('an answer that the contract does not document is noticed', () => {
  const page = JSON.stringify({ items: [{ dragonName: 'Atlas' }], next: 1 });
  const faults = undocumented('listDragons', {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'X-Secret': '1' },
    body: page,
  });

  expect(faults).toEqual([
    'header ETag is missing',
    'header x-secret is not documented',
    expect.stringMatching(/^body/),
    ...Array.from({ length: 6 }, () => expect.stringMatching(/^body\/items\/0 must have required property/)),
  ]);
  expect(undocumented('listDragons', { status: 418, headers: {}, body: '' })).toEqual(['status 418 is not documented']);
});
