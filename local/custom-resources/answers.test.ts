import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnknownFunctionError } from '../lambda/invoker.ts';
import { answer, CustomResourcesFixture, functionArn } from './testing/fixture.ts';
import { soon } from '../testing/soon.ts';

let stack: CustomResourcesFixture;
beforeEach(async () => {
  stack = new CustomResourcesFixture();
  await stack.start();
});
afterEach(() => stack.close());

describe('the answer of a function', () => {
  it.each([
    ['of another request', { RequestId: 'other' }, /RequestId has to be .* as in the request, not "other"/],
    ['of another stack', { StackId: undefined }, /StackId has to be/],
    ['of another resource', { LogicalResourceId: 'Other' }, /LogicalResourceId has to be Seeds/],
    ['without status', { Status: 'DONE' }, /Status has to be SUCCESS or FAILED, not "DONE"/],
    ['that failed without reason', { Status: 'FAILED' }, /Status is FAILED and there is no Reason/],
    ['without physical id', { PhysicalResourceId: '' }, /PhysicalResourceId has to be a text that is not empty/],
    ['with a long physical id', { PhysicalResourceId: 'x'.repeat(1025) }, /more than 1024 bytes/],
    ['of more than 4096 bytes', { Data: { x: 'x'.repeat(4096) } }, /it has \d+ bytes, and 4096 are allowed/],
    ['with data that is no object', { Data: 'x' }, /Data has to be an object/],
  ])('%s makes the resource fail', async (_what, changes, message) => {
    stack.handler = (request) => answer(request, changes);

    await expect(stack.apply()).rejects.toThrow(message);
    expect(stack.resources.applied('Seeds')).toBeUndefined();
  });

  it('that is no JSON makes the resource fail, by name', async () => {
    stack.handler = (request) => fetch(request.ResponseURL, { method: 'PUT', body: 'ok' });

    await expect(stack.apply()).rejects.toThrow(
      `Seeds (Custom::Seeds, ${functionArn}): the answer at the ResponseURL is not valid: it is not JSON`,
    );
  });

  it.each(['', 'application/json', 'application/x-www-form-urlencoded', 'text/plain'])(
    'may have the content type "%s"',
    async (type) => {
      let status = 0;
      stack.handler = async (request) => {
        ({ status } = await answer(request, {}, type === '' ? {} : { 'content-type': type }));
      };

      await stack.apply();
      await vi.waitFor(() => expect(status).toBe(200), soon);
    },
  );

  it('is taken once, by PUT, and at its own address only', async () => {
    await stack.apply();
    const { ResponseURL } = stack.requests[0]!;

    expect((await answer(stack.requests[0]!)).status).toBe(403);
    expect((await fetch(ResponseURL)).status).toBe(403);
    expect((await fetch(`${ResponseURL}x`, { method: 'PUT', body: '{}' })).status).toBe(403);
  });

  it('may come from somebody else, after the function returned', async () => {
    stack.handler = () => Promise.resolve();
    const applied = stack.apply();
    await vi.waitFor(
      () => expect(stack.lines).toEqual([expect.stringMatching(/returned without an answer.*up to 3600 s/)]),
      soon,
    );

    await answer(stack.requests[0]!);

    await applied;
    expect(stack.time.waiting).toBe(0);
  });

  it('has to come within ServiceTimeout', async () => {
    stack.handler = () => Promise.resolve();
    const rejected = expect(stack.apply({ ServiceTimeout: '30' })).rejects.toThrow(
      `Seeds (Custom::Seeds, ${functionArn}): the function did not answer at the ResponseURL within 30 seconds`,
    );
    await vi.waitFor(() => expect(stack.lines).toHaveLength(1), soon);
    await stack.time.turn(30_000);
    await rejected;

    expect((await answer(stack.requests[0]!)).status).toBe(403);
  });
});

describe('a function that fails', () => {
  it('is tried twice more with the same request, and then ends the wait by name', async () => {
    stack.handler = () => Promise.reject(new TypeError('no table'));
    const rejected = expect(stack.apply()).rejects.toThrow(
      `Seeds (Custom::Seeds, ${functionArn}): the function failed 3 times, the last time with TypeError: no table`,
    );
    await stack.time.turn(3000);
    await rejected;

    expect(stack.requests).toHaveLength(3);
    expect(new Set(stack.requests.map(({ RequestId }) => RequestId)).size).toBe(1);
  });

  it('is forgiven when another attempt answers, and when it answered before it failed', async () => {
    stack.handler = async (request) => {
      if (stack.requests.length === 1) throw new Error('not yet');
      await answer(request);
      throw new Error('too late');
    };
    const applied = stack.apply();
    await stack.time.turn(1000);
    await applied;

    expect(stack.requests).toHaveLength(2);
  });

  it('is waited for while it is throttled', async () => {
    stack.handler = async (request) => (stack.requests.length < 5 ? 'throttled' : answer(request));
    const applied = stack.apply();
    await stack.time.turn(10_000);
    await applied;

    expect(stack.requests).toHaveLength(5);
  });

  it('ends the wait at once when it is not there', async () => {
    stack.handler = () => Promise.reject(new UnknownFunctionError('Function not found: maker'));

    await expect(stack.apply()).rejects.toThrow(/the function could not be invoked: Function not found: maker/);
    expect(stack.requests).toHaveLength(1);
  });
});
