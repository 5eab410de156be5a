import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ServiceRequest } from '../services/service.ts';
import { invokeApi } from './invoke-api.ts';
import { LambdaFixture } from './testing/fixture.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

const request = (overrides: Partial<ServiceRequest> = {}): ServiceRequest => ({
  method: 'POST',
  path: '/2015-03-31/functions/f/invocations',
  query: '',
  headers: {},
  body: Buffer.from('{"a":1}'),
  requestId: 'r-1',
  accessKeyId: 'key',
  ...overrides,
});

async function call(code: string, overrides: Partial<ServiceRequest> = {}) {
  const service = lambda.service([lambda.config(code)]);
  const { status, headers, body } = await invokeApi(() => service).handle(request(overrides));
  return { status, headers, body: JSON.parse(Buffer.from(body as string).toString()) };
}

describe('Invoke', () => {
  it('answers with what the function returned', async () => {
    const answer = await call('exports.handler = (event, context) => [event, context.awsRequestId];');

    expect(answer).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' },
      body: [{ a: 1 }, 'r-1'],
    });
  });

  it('marks the error of a function, and still succeeds', async () => {
    const answer = await call('exports.handler = () => { throw new Error("no"); };');

    expect(answer.status).toBe(200);
    expect(answer.headers['x-amz-function-error']).toBe('Unhandled');
    expect(answer.body).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
  });

  it('takes an ARN and a qualifier, percent-encoded', async () => {
    const arn = encodeURIComponent('arn:aws:lambda:eu-west-1:123456789012:function:f');

    const answer = await call('exports.handler = (event, { invokedFunctionArn }) => invokedFunctionArn;', {
      path: `/2015-03-31/functions/${arn}/invocations`,
      query: 'Qualifier=%24LATEST',
    });

    expect(answer.body).toBe('arn:aws:lambda:eu-west-1:123456789012:function:f:$LATEST');
  });

  it.each([
    [{ path: '/2015-03-31/functions/g/invocations' }, 404, 'ResourceNotFoundException'],
    [{ body: Buffer.from('{') }, 400, 'InvalidRequestContentException'],
    [{ headers: { 'x-amz-client-context': '!!!' } }, 400, 'InvalidRequestContentException'],
    [
      { headers: { 'x-amz-client-context': Buffer.from('[]').toString('base64') } },
      400,
      'InvalidRequestContentException',
    ],
    [{ body: Buffer.alloc(6_291_457, '1') }, 413, 'RequestEntityTooLargeException'],
    [{ headers: { 'x-amz-invocation-type': 'Event' } }, 501, 'NotImplemented'],
    [{ headers: { 'x-amz-log-type': 'Tail' } }, 501, 'NotImplemented'],
    [{ path: '/2015-03-31/functions', method: 'GET' }, 501, 'NotImplemented'],
  ])('refuses %o', async (overrides, status, code) => {
    const answer = await call('exports.handler = () => 1;', overrides);

    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, code]);
  });
});
