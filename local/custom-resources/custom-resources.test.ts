import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, CustomResourcesFixture, declaration, functionArn } from './testing/fixture.ts';
import { soon } from '../testing/soon.ts';

let stack: CustomResourcesFixture;
beforeEach(async () => {
  stack = new CustomResourcesFixture();
  await stack.start();
});
afterEach(() => stack.close());

describe('a custom resource', () => {
  it('is created by its function, which gets what CloudFormation sends, with scalars as texts', async () => {
    await stack.apply({ Count: 3, Flags: [true, { Deep: 1.5 }], Name: 'x' });

    expect(stack.requests).toEqual([
      {
        RequestType: 'Create',
        ServiceToken: functionArn,
        ResponseURL: expect.stringMatching(
          /^http:\/\/127\.0\.0\.1:\d+\/_cloudformation\/responses\/[\w-]{43}$/,
        ) as string,
        StackId: expect.stringMatching(
          /^arn:aws:cloudformation:eu-west-1:000000000000:stack\/notes\/[0-9a-f-]{36}$/,
        ) as string,
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        LogicalResourceId: 'Seeds',
        ResourceType: 'Custom::Seeds',
        ResourceProperties: { ServiceToken: functionArn, Count: '3', Flags: ['true', { Deep: '1.5' }], Name: 'x' },
      },
    ]);
  });

  it('is known by what its function answered', async () => {
    stack.handler = (request) => answer(request, { PhysicalResourceId: 'p', Data: { Key: 'k' }, NoEcho: true });

    await stack.apply();

    expect(stack.resources.applied('Seeds')).toEqual({ physicalId: 'p', data: { Key: 'k' }, noEcho: true });
  });

  it('is left alone when nothing changed, also by a new process', async () => {
    await stack.apply({ Count: 3 });
    await stack.apply({ Count: '3' });
    await stack.restart();
    await stack.apply({ Count: 3 });

    expect(stack.requests).toHaveLength(1);
  });

  it('is updated when its properties changed, with the old ones and the physical id', async () => {
    await stack.apply({ Count: 3 });
    await stack.restart();
    await stack.apply({ Count: 4 });

    expect(stack.requests[1]).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'seeds-1',
      ResourceProperties: { Count: '4' },
      OldResourceProperties: { ServiceToken: functionArn, Count: '3' },
    });
    expect(stack.requests[1]!.RequestId).not.toBe(stack.requests[0]!.RequestId);
  });

  it('may be replaced by an update; the old one is not deleted, and the log says so', async () => {
    await stack.apply();
    stack.handler = (request) => answer(request, { PhysicalResourceId: 'seeds-2' });
    await stack.apply({ Count: 4 });

    expect(stack.requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update']);
    expect(stack.resources.applied('Seeds')).toMatchObject({ physicalId: 'seeds-2' });
    expect(stack.lines).toContainEqual(expect.stringContaining('seeds-2 replaces seeds-1'));
  });

  it('waits for its request before, when it is applied twice at once', async () => {
    await Promise.all([stack.apply({ Count: 1 }), stack.apply({ Count: 2 })]);

    expect(stack.requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update']);
  });

  it('is created after a creation that failed, also when both were asked for at once', async () => {
    stack.handler = (request) =>
      answer(
        request,
        stack.requests.length === 1 ? { Status: 'FAILED', Reason: 'no space' } : { PhysicalResourceId: 'p' },
      );
    const [first, second] = await Promise.allSettled([stack.apply(), stack.apply()]);

    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    expect(stack.requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Create']);
  });

  it('that was answered for needs no word in the log, however long its function goes on', async () => {
    const gate = Promise.withResolvers<undefined>();
    let returned: Promise<unknown> = Promise.resolve();
    stack.handler = (request) => (returned = answer(request).then(() => gate.promise));
    await stack.apply();
    gate.resolve(undefined);
    await returned;
    await stack.time.turn(0);

    expect(stack.lines).toEqual([]);
  });

  it('can have neither another type nor another function', async () => {
    await stack.apply();

    await expect(stack.resources.apply({ ...declaration(), type: 'Custom::Other' })).rejects.toThrow(
      /its type cannot be changed from Custom::Seeds/,
    );
    await expect(stack.resources.apply({ ...declaration(), serviceToken: `${functionArn}2` })).rejects.toThrow(
      /its ServiceToken cannot be changed/,
    );
  });

  it('is created again at the next start when its creation failed or was cut', async () => {
    stack.handler = (request) => answer(request, { Status: 'FAILED', Reason: 'no space' });
    await expect(stack.apply()).rejects.toThrow('the function answered FAILED: no space');
    stack.handler = () => new Promise(() => undefined);
    const cut = stack.apply();
    await vi.waitFor(() => expect(stack.requests).toHaveLength(2), soon);
    const rejected = expect(cut).rejects.toThrow(/the stack was stopped before the function answered/);
    await stack.stop();
    await rejected;
    await stack.start();
    stack.handler = (request) => answer(request);
    await stack.apply();

    expect(stack.requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Create', 'Create']);
  });
});
