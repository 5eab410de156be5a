import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lambdaService, type LambdaService } from '../../local/lambda/index.ts';
import { buildBundles, sampleEvent, type Bundles } from '../testing/bundles.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';

let bundles: Bundles;
let dragons: DragonsStack;
let lambda: LambdaService;
let sample: APIGatewayProxyEvent;

// The deployed bundles, called as `sam local start-api` calls them: nobody looked at the token before.
beforeAll(async () => {
  bundles = await buildBundles('local');
  dragons = await startDragons();
  lambda = lambdaService({
    functions: bundles.functions,
    region: 'us-east-1',
    endpointUrl: dragons.stack.addresses.endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    log: () => undefined,
  });
  sample = await sampleEvent('list-dragons');
});
afterAll(async () => {
  await lambda.close();
  await dragons.close();
  bundles.remove();
});

async function list(authorization: string | undefined): Promise<APIGatewayProxyResult> {
  const { authorizer: _, ...requestContext } = sample.requestContext;
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  const result = await lambda.invoke('dragons-local-list-dragons', { ...sample, requestContext, headers });
  if (result.outcome !== 'returned') throw new Error(JSON.stringify(result));
  return JSON.parse(result.payload) as APIGatewayProxyResult;
}

/** A token with other claims under the signature that it has. */
function altered(token: string, change: Record<string, unknown>): string {
  const [header, claims = '', signature] = token.split('.');
  const all = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), ...change };
  return [header, Buffer.from(JSON.stringify(all)).toString('base64url'), signature].join('.');
}

it('a function believes a token that the pool signed, by the keys that the pool publishes', async () => {
  const answer = await list(`Bearer ${await dragons.token('reader')}`);

  expect(answer.statusCode).toBe(200);
  expect((JSON.parse(answer.body) as { items: unknown[] }).items).toHaveLength(7);
});

it('a function refuses whoever sends no token, an altered one, or one without the scope', async () => {
  const writer = await dragons.machineToken('dragons/write');

  expect((await list(undefined)).statusCode).toBe(401);
  expect((await list(altered(writer, { scope: 'dragons/read' }))).statusCode).toBe(401);
  expect((await list(writer)).statusCode).toBe(403);
});
