import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';

import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkPorts, type Ports } from './ports.ts';
import { RestartNeededError } from './restart-needed.ts';
import { isExpected } from './expected-error.ts';
import { startStack } from './stack.ts';
import type { StackEvent } from './stack-event.ts';
import { SampleStack, handler, template } from '../testing/sample-stack.ts';

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
});
afterEach(() => sample.close());

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientOptions = () => ({ endpoint: sample.stack.addresses.endpoint, region: 'us-east-1', credentials });

async function token(): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(clientOptions());
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: sample.stack.template.resources.get('Scripts')?.ref,
      AuthParameters: { USERNAME: 'reader', PASSWORD: 'Sample-password-1' },
    }),
  );
  return AuthenticationResult?.IdToken ?? '';
}

/** Ports that are free, and that nobody is given between two starts: those that systems give away have higher numbers. */
async function quietPorts(): Promise<Ports> {
  for (;;) {
    const first = randomInt(10_000, 30_000);
    const ports = { api: first, endpoint: first + 1, domain: first + 2, site: 0 };
    const areFree = await checkPorts(ports).then(
      () => true,
      () => false,
    );
    if (areFree) return ports;
  }
}

describe('a stack', () => {
  it('answers through gateway, function and layer, with the template’s parameters', async () => {
    await sample.start({ parameters: { Greeting: 'good day' } });

    expect(await sample.get('/greeting')).toEqual({ status: 200, body: 'good day from the layer' });
    expect(sample.events).toContainEqual(
      expect.objectContaining({ type: 'function', line: expect.objectContaining({ line: 'asked for /greeting' }) }),
    );
    expect(sample.events).toContainEqual(
      expect.objectContaining({ type: 'request', entry: expect.objectContaining({ path: '/greeting', status: 200 }) }),
    );
    expect(sample.defects()).toEqual([]);
  });

  it('lets seeded users sign in, and only them through', async () => {
    await sample.start();

    expect((await sample.get('/secret')).status).toBe(401);
    expect((await sample.get('/secret', { authorization: await token() })).status).toBe(200);
    expect(sample.stack.sampleUsers.map(({ username, groups }) => [username, groups])).toEqual([
      ['reader', ['Readers']],
    ]);
  });

  it('has the buckets, objects and parameters that template and seed name', async () => {
    const { outputs } = await sample.start();

    const object = await new S3Client(clientOptions()).send(
      new GetObjectCommand({ Bucket: outputs.BucketName as string, Key: 'one.txt' }),
    );
    const { Parameters } = await new SSMClient(clientOptions()).send(
      new GetParametersByPathCommand({ Path: '/sample' }),
    );

    expect([await object.Body?.transformToString(), object.ContentType]).toEqual(['first', 'text/plain']);
    expect(Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['/sample/more', 'seeded'],
      ['/sample/setting', outputs.BucketName],
    ]);
  });

  it('keeps its state in a folder, and seeds it once', async () => {
    const options = { dataDirectory: sample.path('data') };
    const { outputs } = await sample.start(options);
    const object = { Bucket: outputs.BucketName as string, Key: 'one.txt' };
    await new S3Client(clientOptions()).send(new PutObjectCommand({ ...object, Body: 'changed' }));
    await sample.stop();

    await sample.start(options);

    const after = await new S3Client(clientOptions()).send(new GetObjectCommand(object));
    expect(await after.Body?.transformToString()).toBe('changed');
    expect((await sample.get('/secret', { authorization: await token() })).status).toBe(200);
  });

  it('frees its ports and its folder when it is closed', async () => {
    const options = { dataDirectory: sample.path('data'), ports: await quietPorts() };
    const { addresses } = await sample.start(options);
    await sample.stop();

    const again = await sample.start(options);

    expect(again.addresses).toEqual(addresses);
    expect(addresses.api).toBe(`http://127.0.0.1:${options.ports.api}`);
  });
});

it('runs what it built although another stack of the same template builds something else meanwhile', async () => {
  await sample.start();
  const built = () => readFileSync(sample.path('dist/functions/Greet/handler.js'), 'utf8');
  const before = built();
  sample.write('greet/handler.ts', handler("'changed'"));

  const other = await startStack({
    templateFile: sample.path('template.yaml'),
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: () => undefined,
  });
  const answer = await (await fetch(`${other.addresses.api}/greeting`)).text();
  const whileBothRun = built();
  await other.close();

  expect(answer).toBe('changed');
  expect(whileBothRun).toBe(before);
});

describe('a stack that cannot be ended in one part', () => {
  /** What frees a claimed folder removes a file: it cannot remove this. */
  const jam = (folder: string) => {
    rmSync(sample.path(`${folder}/lock`));
    mkdirSync(sample.path(`${folder}/lock`));
  };

  it('ends in all others, and tells', async () => {
    const { addresses } = await sample.start({ dataDirectory: sample.path('data') });
    jam('data');

    await expect(sample.stop()).rejects.toThrow('lock');

    await expect(fetch(`${addresses.api}/greeting`)).rejects.toThrow('fetch failed');
    expect(existsSync(sample.path('dist/lock'))).toBe(false);
  });

  it('tells why it did not start all the same', async () => {
    sample.write('seed.yaml', 'objects: [{ bucket: Nowhere, key: k, file: one.txt }]');
    const log = (event: StackEvent) => {
      if (event.type === 'step' && event.name === 'services loaded') jam('data');
      sample.events.push(event);
    };

    await expect(sample.start({ dataDirectory: sample.path('data'), log })).rejects.toThrow('the seed names Nowhere');

    expect(sample.defects()).toEqual([expect.objectContaining({ message: expect.stringContaining('lock') })]);
    expect(existsSync(sample.path('dist/lock'))).toBe(false);
  });
});

it.each([
  ['an error of ours', true, new RestartNeededError('restart')],
  ['an Error', false, new Error('unforeseen')],
  ['a SyntaxError', false, new SyntaxError('unforeseen')],
  ['an AggregateError', false, new AggregateError([], 'unforeseen')],
  ['an AbortError', false, new DOMException('unforeseen', 'AbortError')],
  ['no error', false, 'text'],
])('whether %s is expected: %s', (_what, expected, error) => {
  expect(isExpected(error)).toBe(expected);
});

describe('a stack does not start', () => {
  it('when a port is taken, and says which and how to change it', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );

    await expect(sample.start({ ports: { api: port, endpoint: 0, domain: 0, site: 0 } })).rejects.toThrow(
      `Port ${port}, for the API, is in use by another program. Stop that, or choose another port with --port.`,
    );
    other.close();
  });

  it('with resources that are not simulated, and lists all of them', async () => {
    const more = `
  Table: { Type: AWS::Kinesis::Stream, Properties: { Name: t } }
  Queue: { Type: AWS::Events::Rule }
Outputs:`;
    sample.write(
      'template.yaml',
      template.replace('\nOutputs:', more).replace('CodeUri: greet', 'CodeUri: greet\n      VpcConfig: {}'),
    );

    const failure = sample.start();

    await expect(failure).rejects.toThrow(
      /template.yaml:\d+:\d+: Table \(AWS::Kinesis::Stream\): this type .* not simulated/,
    );
    await expect(failure).rejects.toThrow(/Queue \(AWS::Events::Rule\)/);
    await expect(failure).rejects.toThrow(
      /Greet \(AWS::Serverless::Function\): the property VpcConfig is not simulated/,
    );
  });

  it('when a function cannot be built, and shows the place', async () => {
    sample.write('greet/handler.ts', handler('nonsense +'));

    await expect(sample.start()).rejects.toThrow(/greet\/handler\.ts:5:\d+: /);
  });

  it('when the seed names what the template has not', async () => {
    sample.write('seed.yaml', 'objects: [{ bucket: Nowhere, key: k, file: one.txt }]');

    await expect(sample.start()).rejects.toThrow(
      'the seed names Nowhere, but the template has no AWS::S3::Bucket of that name',
    );
  });

  it('when the contract holds what is not simulated, and shows the place', async () => {
    sample.write(
      'openapi.yaml',
      'openapi: 3.0.3\ninfo: { title: t, version: "1" }\npaths:\n  /greeting:\n    get:\n      x-amazon-apigateway-integration: { type: http_proxy, uri: "https://example.com", httpMethod: GET }\n',
    );

    await expect(sample.start()).rejects.toThrow(/openapi\.yaml:6:\d+: /);
  });
});
