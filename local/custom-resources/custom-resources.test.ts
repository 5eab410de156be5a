import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnknownFunctionError } from '../lambda/invoker.ts';
import type { InvocationResult } from '../lambda/invoker.ts';
import { createEndpoint } from '../services/endpoint.ts';
import type { Endpoint } from '../services/endpoint.ts';
import { folderStorage } from '../state/folder-storage.ts';
import type { FolderStorage } from '../state/folder-storage.ts';
import { turnableTime } from '../testing/turnable-time.ts';
import type { TurnableTime } from '../testing/turnable-time.ts';
import { customResources } from './custom-resources.ts';
import type { CustomResourceDeclaration, CustomResources } from './custom-resources.ts';
import type { CustomResourceRequest } from './request.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:maker';
const declaration = (properties: Record<string, unknown> = {}): CustomResourceDeclaration => ({
  logicalId: 'Seeds',
  type: 'Custom::Seeds',
  serviceToken: functionArn,
  properties: { ServiceToken: functionArn, ...properties },
});

let directory: string;
let storage: FolderStorage;
let endpoint: Endpoint;
let resources: CustomResources;
let time: TurnableTime;
let requests: CustomResourceRequest[];
let lines: string[];
/** What the function does with a request. */
let handler: (request: CustomResourceRequest) => Promise<unknown>;

/** A start of the stack on the state that the one before left. */
async function start(): Promise<void> {
  storage = folderStorage(directory);
  const invoke = async (_name: string, event: unknown): Promise<InvocationResult> => {
    const request = event as CustomResourceRequest;
    requests.push(request);
    try {
      const result = await handler(request);
      return result === 'throttled' ? { outcome: 'throttled' } : { outcome: 'returned', payload: 'null' };
    } catch (error) {
      if (error instanceof UnknownFunctionError) throw error;
      const { name, message } = error as Error;
      return { outcome: 'failed', payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
  };
  let address = '';
  resources = customResources({
    storage,
    timers: time,
    region: 'eu-west-1',
    accountId: '000000000000',
    stackName: 'notes',
    invoker: { invoke },
    endpoint: () => address,
    log: (line) => lines.push(line),
  });
  endpoint = createEndpoint({ services: [resources.service], credentials: [] });
  address = await endpoint.listen(0);
}

async function stop(): Promise<void> {
  resources.close();
  await endpoint.close();
  storage.close();
}

/** Answers a request as functions do, with what the test changes. */
const answer = async (request: CustomResourceRequest, changes: object = {}, headers: Record<string, string> = {}) => {
  const { StackId, RequestId, LogicalResourceId } = request;
  const body = { Status: 'SUCCESS', PhysicalResourceId: 'seeds-1', StackId, RequestId, LogicalResourceId, ...changes };
  return fetch(request.ResponseURL, { method: 'PUT', headers, body: JSON.stringify(body) });
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'custom-resources-'));
  time = turnableTime();
  requests = [];
  lines = [];
  handler = (request) => answer(request);
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

describe('a custom resource', () => {
  it('is created by its function, which gets what CloudFormation sends, with scalars as texts', async () => {
    await resources.apply(declaration({ Count: 3, Flags: [true, { Deep: 1.5 }], Name: 'x' }));

    expect(requests).toEqual([
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
    handler = (request) => answer(request, { PhysicalResourceId: 'p', Data: { Key: 'k' }, NoEcho: true });

    await resources.apply(declaration());

    expect(resources.applied('Seeds')).toEqual({ physicalId: 'p', data: { Key: 'k' }, noEcho: true });
  });

  it('is left alone when nothing changed, also by a new process', async () => {
    await resources.apply(declaration({ Count: 3 }));
    await resources.apply(declaration({ Count: '3' }));
    await stop();
    await start();
    await resources.apply(declaration({ Count: 3 }));

    expect(requests).toHaveLength(1);
  });

  it('is updated when its properties changed, with the old ones and the physical id', async () => {
    await resources.apply(declaration({ Count: 3 }));
    await stop();
    await start();
    await resources.apply(declaration({ Count: 4 }));

    expect(requests[1]).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'seeds-1',
      ResourceProperties: { Count: '4' },
      OldResourceProperties: { ServiceToken: functionArn, Count: '3' },
    });
    expect(requests[1]!.RequestId).not.toBe(requests[0]!.RequestId);
  });

  it('may be replaced by an update; the old one is not deleted, and the log says so', async () => {
    await resources.apply(declaration());
    handler = (request) => answer(request, { PhysicalResourceId: 'seeds-2' });
    await resources.apply(declaration({ Count: 4 }));

    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update']);
    expect(resources.applied('Seeds')).toMatchObject({ physicalId: 'seeds-2' });
    expect(lines).toContainEqual(expect.stringContaining('seeds-2 replaces seeds-1'));
  });

  it('waits for its request before, when it is applied twice at once', async () => {
    await Promise.all([resources.apply(declaration({ Count: 1 })), resources.apply(declaration({ Count: 2 }))]);

    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update']);
  });

  it('is created after a creation that failed, also when both were asked for at once', async () => {
    handler = (request) =>
      answer(request, requests.length === 1 ? { Status: 'FAILED', Reason: 'no space' } : { PhysicalResourceId: 'p' });
    const [first, second] = await Promise.allSettled([resources.apply(declaration()), resources.apply(declaration())]);

    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Create']);
  });

  it('that was answered for needs no word in the log, however long its function goes on', async () => {
    const gate = Promise.withResolvers<undefined>();
    let returned: Promise<unknown> = Promise.resolve();
    handler = (request) => (returned = answer(request).then(() => gate.promise));
    await resources.apply(declaration());
    gate.resolve(undefined);
    await returned;
    await time.turn(0);

    expect(lines).toEqual([]);
  });

  it('can have neither another type nor another function', async () => {
    await resources.apply(declaration());

    await expect(resources.apply({ ...declaration(), type: 'Custom::Other' })).rejects.toThrow(
      /its type cannot be changed from Custom::Seeds/,
    );
    await expect(resources.apply({ ...declaration(), serviceToken: `${functionArn}2` })).rejects.toThrow(
      /its ServiceToken cannot be changed/,
    );
  });

  it('is created again at the next start when its creation failed or was cut', async () => {
    handler = (request) => answer(request, { Status: 'FAILED', Reason: 'no space' });
    await expect(resources.apply(declaration())).rejects.toThrow('the function answered FAILED: no space');
    handler = () => new Promise(() => undefined);
    const cut = resources.apply(declaration());
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    const rejected = expect(cut).rejects.toThrow(/the stack was stopped before the function answered/);
    await stop();
    await rejected;
    await start();
    handler = (request) => answer(request);
    await resources.apply(declaration());

    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Create', 'Create']);
  });
});

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
    handler = (request) => answer(request, changes);

    await expect(resources.apply(declaration())).rejects.toThrow(message);
    expect(resources.applied('Seeds')).toBeUndefined();
  });

  it('that is no JSON makes the resource fail, by name', async () => {
    handler = (request) => fetch(request.ResponseURL, { method: 'PUT', body: 'ok' });

    await expect(resources.apply(declaration())).rejects.toThrow(
      `Seeds (Custom::Seeds, ${functionArn}): the answer at the ResponseURL is not valid: it is not JSON`,
    );
  });

  it.each(['', 'application/json', 'application/x-www-form-urlencoded', 'text/plain'])(
    'may have the content type "%s"',
    async (type) => {
      let status = 0;
      handler = async (request) => {
        ({ status } = await answer(request, {}, type === '' ? {} : { 'content-type': type }));
      };

      await resources.apply(declaration());
      await vi.waitFor(() => expect(status).toBe(200));
    },
  );

  it('is taken once, by PUT, and at its own address only', async () => {
    await resources.apply(declaration());
    const { ResponseURL } = requests[0]!;

    expect((await answer(requests[0]!)).status).toBe(403);
    expect((await fetch(ResponseURL)).status).toBe(403);
    expect((await fetch(`${ResponseURL}x`, { method: 'PUT', body: '{}' })).status).toBe(403);
  });

  it('may come from somebody else, after the function returned', async () => {
    handler = () => Promise.resolve();
    const applied = resources.apply(declaration());
    await vi.waitFor(() => expect(lines).toEqual([expect.stringMatching(/returned without an answer.*up to 3600 s/)]));

    await answer(requests[0]!);

    await applied;
    expect(time.waiting).toBe(0);
  });

  it('has to come within ServiceTimeout', async () => {
    handler = () => Promise.resolve();
    const rejected = expect(resources.apply(declaration({ ServiceTimeout: '30' }))).rejects.toThrow(
      `Seeds (Custom::Seeds, ${functionArn}): the function did not answer at the ResponseURL within 30 seconds`,
    );
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    await time.turn(30_000);
    await rejected;

    expect((await answer(requests[0]!)).status).toBe(403);
  });
});

describe('a function that fails', () => {
  it('is tried twice more with the same request, and then ends the wait by name', async () => {
    handler = () => Promise.reject(new TypeError('no table'));
    const rejected = expect(resources.apply(declaration())).rejects.toThrow(
      `Seeds (Custom::Seeds, ${functionArn}): the function failed 3 times, the last time with TypeError: no table`,
    );
    await time.turn(3000);
    await rejected;

    expect(requests).toHaveLength(3);
    expect(new Set(requests.map(({ RequestId }) => RequestId)).size).toBe(1);
  });

  it('is forgiven when another attempt answers, and when it answered before it failed', async () => {
    handler = async (request) => {
      if (requests.length === 1) throw new Error('not yet');
      await answer(request);
      throw new Error('too late');
    };
    const applied = resources.apply(declaration());
    await time.turn(1000);
    await applied;

    expect(requests).toHaveLength(2);
  });

  it('is waited for while it is throttled', async () => {
    handler = async (request) => (requests.length < 5 ? 'throttled' : answer(request));
    const applied = resources.apply(declaration());
    await time.turn(10_000);
    await applied;

    expect(requests).toHaveLength(5);
  });

  it('ends the wait at once when it is not there', async () => {
    handler = () => Promise.reject(new UnknownFunctionError('Function not found: maker'));

    await expect(resources.apply(declaration())).rejects.toThrow(
      /the function could not be invoked: Function not found: maker/,
    );
    expect(requests).toHaveLength(1);
  });
});

describe('other operations of CloudFormation', () => {
  it('are refused by name', async () => {
    const request = { method: 'POST', path: '/', query: '', headers: {}, requestId: 'r', accessKeyId: 'key' };
    const body = Buffer.from('Action=DescribeStacks&Version=2010-05-15');

    await expect(resources.service.handle({ ...request, body })).rejects.toThrow(
      'cloudformation:DescribeStacks is not simulated by the local AWS.',
    );
  });
});
