import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { operation } from '@dragons/core';
import { expect, it } from 'vitest';
import { CatalogUnavailableError, IncompleteAnswerError } from '../../functions/dragons/catalog.ts';
import { getDragon } from '../../functions/dragons/get-dragon/get-dragon.ts';
import { getHealth } from '../../functions/dragons/get-health/get-health.ts';
import { listDragons } from '../../functions/dragons/list-dragons/list-dragons.ts';
import { dependenciesOn } from '../../functions/dragons/testing/dependencies.ts';
import { awkwardDragons } from '../../functions/dragons/testing/dragons.ts';
import { kebab, root, undocumented } from '../testing/contract.ts';

type Dependencies = ReturnType<typeof dependenciesOn>;
type Change = (event: APIGatewayProxyEvent) => void;

const handlers: Record<
  string,
  (dependencies: Dependencies) => (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>
> = {
  listDragons: (dependencies) => operation('listDragons', (request) => listDragons(request, dependencies)),
  getDragon: (dependencies) => operation('getDragon', (request) => getDragon(request, dependencies)),
  getHealth: (dependencies) => operation('getHealth', () => getHealth(dependencies)),
};

const fine = (): Dependencies => dependenciesOn(awkwardDragons);
const failing = (error: Error) => (): Dependencies =>
  dependenciesOn(awkwardDragons, {
    query: async () => {
      throw error;
    },
  });
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
  };
const unauthorized: Change = (event) => {
  event.requestContext.authorizer = { claims: { sub: 'u' } };
};
const otherScope: Change = (event) => {
  event.requestContext.authorizer = { claims: { sub: 'u', client_id: 'c', scope: 'dragons/write' } };
};
const anyTag: Change = (event) => {
  event.headers['If-None-Match'] = '*';
};
const none: Change = () => undefined;

// What a handler answers, for every status that it can answer itself.
it.each<[string, number, Change, () => Dependencies]>([
  ['listDragons', 200, query({ family: 'red' }), fine],
  ['listDragons', 200, query({ limit: '2' }), fine],
  ['listDragons', 304, anyTag, fine],
  ['listDragons', 400, query({ limit: '0' }), fine],
  ['listDragons', 400, query({ cursor: 'nonsense' }), fine],
  ['listDragons', 401, unauthorized, fine],
  ['listDragons', 403, otherScope, fine],
  ['listDragons', 500, none, failing(new TypeError('a defect'))],
  ['listDragons', 502, none, failing(new IncompleteAnswerError('no End'))],
  ['listDragons', 503, none, failing(new CatalogUnavailableError('SlowDown'))],
  ['getDragon', 200, named('Atlas'), fine],
  ['getDragon', 400, named('a%00b'), fine],
  ['getDragon', 401, unauthorized, fine],
  ['getDragon', 403, otherScope, fine],
  ['getDragon', 404, named('Smaug'), fine],
  ['getDragon', 500, named('Atlas'), failing(new TypeError('a defect'))],
  ['getDragon', 502, named('Atlas'), failing(new IncompleteAnswerError('no End'))],
  ['getDragon', 503, named('Atlas'), failing(new CatalogUnavailableError('SlowDown'))],
  ['getHealth', 200, none, fine],
  ['getHealth', 400, query({ verbose: 'true' }), fine],
  ['getHealth', 500, none, failing(new TypeError('a defect'))],
  ['getHealth', 503, none, failing(new IncompleteAnswerError('no End'))],
])('%s answers %i as the contract documents it', async (id, status, change, dependencies) => {
  const event = JSON.parse(await readFile(join(root, 'events', `${kebab(id)}.json`), 'utf8')) as APIGatewayProxyEvent;
  change(event);

  const {
    statusCode,
    headers = {},
    body,
  } = await (handlers[id] ?? expect.fail())(dependencies())(event, { awsRequestId: 'i' } as Context);

  expect(statusCode).toBe(status);
  expect(undocumented(id, { status, headers: headers as Record<string, string>, body })).toEqual([]);
});

it('an answer that the contract does not document is noticed', () => {
  const body = JSON.stringify({ items: [{ dragonName: 'Atlas' }], next: 1 });
  const faults = undocumented('listDragons', {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'X-Secret': '1' },
    body,
  });

  expect(faults).toEqual([
    'header ETag is missing',
    'header x-secret is not documented',
    expect.stringMatching(/^body/),
    ...Array.from({ length: 6 }, () => expect.stringMatching(/^body\/items\/0 must have required property/)),
  ]);
  expect(undocumented('listDragons', { status: 418, headers: {}, body: '' })).toEqual(['status 418 is not documented']);
});
