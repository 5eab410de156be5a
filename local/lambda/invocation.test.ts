import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UnknownFunctionError } from './invoker.ts';
import { RequestEntityTooLargeError } from './failures.ts';
import { LambdaFixture, payloadOf } from './testing/fixture.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

describe('a result', () => {
  it('is the JSON text of what the handler returned', async () => {
    const result = await lambda.run('exports.handler = async (event) => ({ hello: event.name });', { name: 'Zoë' });

    expect(result).toEqual({ outcome: 'returned', payload: '{"hello":"Zoë"}' });
  });

  it('of nothing is null', async () => {
    const result = await lambda.run('exports.handler = async () => {};');

    expect(result).toEqual({ outcome: 'returned', payload: 'null' });
  });

  it('may come from a handler that is not asynchronous', async () => {
    const result = await lambda.run('exports.handler = () => 7;');

    expect(result).toEqual({ outcome: 'returned', payload: '7' });
  });

  it.each(['const a = {}; a.a = a; return a;', 'return 1n;', 'return () => 1;'])(
    'that has no JSON text fails with the runtime’s error: %s',
    async (body) => {
      const result = await lambda.run(`exports.handler = async () => { ${body} };`);

      expect(result.outcome).toBe('failed');
      expect(payloadOf(result)).toMatchObject({
        errorType: 'Runtime.JSONStringifyError',
        errorMessage: 'Unable to stringify response body',
      });
    },
  );

  it('of more than 6 MB fails, and one of exactly the limit does not', async () => {
    const service = lambda.service([lambda.config('exports.handler = async (bytes) => "x".repeat(bytes - 2);')]);

    const fits = await service.invoke('f', 6_291_556);
    const exceeds = await service.invoke('f', 6_291_557);

    expect(fits.outcome).toBe('returned');
    expect(exceeds.outcome).toBe('failed');
    expect(payloadOf(exceeds)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });
});

describe('an event', () => {
  it('of more than 6 MB is refused before the function runs', async () => {
    const service = lambda.service([lambda.config('exports.handler = async () => 1;')]);

    await expect(service.invoke('f', 'x'.repeat(6_291_456))).rejects.toThrow(RequestEntityTooLargeError);
    expect(service.environmentCount('f')).toBe(0);
  });
});

describe('a function', () => {
  it.each([
    'f',
    'f:$LATEST',
    'f:live',
    'f:17',
    '123456789012:function:f',
    'arn:aws:lambda:eu-west-1:123456789012:function:f',
    'arn:aws:lambda:eu-west-1:123456789012:function:f:live',
  ])('is found as %s', async (name) => {
    const service = lambda.service([lambda.config('exports.handler = async () => 1;', { aliases: ['live'] })]);

    expect(await service.invoke(name, {})).toEqual({ outcome: 'returned', payload: '1' });
  });

  it.each(['g', 'f:other', 'f:1', 'arn:aws:lambda:eu-west-1:123456789012:function:g'])(
    'that does not exist is refused by name: %s',
    async (name) => {
      const service = lambda.service([lambda.config('exports.handler = async () => 1;')]);

      await expect(service.invoke(name, {})).rejects.toThrow(new UnknownFunctionError(`Function not found: ${name}`));
    },
  );
});

describe('the context', () => {
  it('describes the function and the invocation', async () => {
    const service = lambda.service([
      lambda.config(
        'exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
        {
          aliases: ['live'],
          timeoutSeconds: 20,
        },
      ),
    ]);

    const context = payloadOf(
      await service.invokeText('f:live', { payload: '{}', requestId: 'r-1', clientContext: '{"a":1}' }),
    );

    expect(context).toMatchObject({
      functionName: 'f',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f:live',
      memoryLimitInMB: '256',
      awsRequestId: 'r-1',
      logGroupName: '/aws/lambda/f',
      clientContext: { a: 1 },
    });
    expect(context.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(context.left).toBeGreaterThan(1000);
    expect(context.left).toBeLessThanOrEqual(20_000);
  });

  it('offers no callback and none of its relatives', async () => {
    const result = await lambda.run(
      'exports.handler = async (...args) => [args.length, "done" in args[1], "callbackWaitsForEmptyEventLoop" in args[1]];',
    );

    expect(payloadOf(result)).toEqual([2, false, false]);
  });
});
