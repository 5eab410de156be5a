import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isTransient } from './aws-failure.ts';

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Settings of clients that are all answered in one way. */
async function answeredBy(answer: (response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 100, throwOnRequestTimeout: true, socketTimeout: 100 },
  };
}

type Settings = Awaited<ReturnType<typeof answeredBy>>;

const calls = {
  DynamoDB: (settings: Settings) =>
    new DynamoDBClient(settings).send(new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'key' } } })),
  'Step Functions': (settings: Settings) =>
    new SFNClient(settings).send(
      new StartExecutionCommand({ stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:report' }),
    ),
  S3: (settings: Settings) =>
    new S3Client({ ...settings, forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: 'content' }),
    ),
};

/** What a service answers that works. */
function answered(response: ServerResponse, status = 200, length?: number): ServerResponse {
  return response.writeHead(status, {
    'Content-Type': 'application/x-amz-json-1.0',
    ...(length !== undefined && { 'Content-Length': length }),
  });
}

/** The error of a call that fails. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('The call succeeded.'),
    (error: unknown) => error,
  );
}

const answers: Record<string, (response: ServerResponse) => void> = {
  'a connection that breaks': (response) => response.socket?.destroy(),
  'no answer in time': () => undefined,
  'an answer that breaks off': (response) => {
    answered(response, 200, 1000).write('{"a":', () => response.socket?.destroy());
  },
  'an answer that stops in the middle': (response) => answered(response, 200, 1000).write('{"a":'),
  'a page of something on the way': (response) => answered(response, 503).end('<html>'),
  'a failure without a word': (response) => answered(response, 500).end(),
  'too many requests': (response) => answered(response, 429).end('{}'),
};

describe.each(Object.entries(calls))('trying again later may help after %s gave', (_, call) => {
  it.each(Object.entries(answers))('%s', async (__, answer) => {
    expect(isTransient(await failureOf(call(await answeredBy(answer))))).toBe(true);
  });
});

it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'ExecutionLimitExceeded'])(
  'trying again later may help after %s, whatever its status says',
  async (code) => {
    const settings = await answeredBy((response) => answered(response, 400).end(JSON.stringify({ __type: code })));

    expect(isTransient(await failureOf(calls['Step Functions'](settings)))).toBe(true);
  },
);

it('trying again later may help after S3 waited too long', async () => {
  const settings = await answeredBy((response) =>
    answered(response, 400).end('<Error><Code>RequestTimeout</Code><Message>idle</Message></Error>'),
  );

  expect(isTransient(await failureOf(calls.S3(settings)))).toBe(true);
});

it.each([
  ['DynamoDB', 'ValidationException'],
  ['DynamoDB', 'AccessDeniedException'],
  ['Step Functions', 'StateMachineDoesNotExist'],
] as const)('trying again does not help after %s answered %s', async (service, code) => {
  const settings = await answeredBy((response) => answered(response, 400).end(JSON.stringify({ __type: code })));

  expect(isTransient(await failureOf(calls[service](settings)))).toBe(false);
});

it('trying again does not help against a defect of ours', () => {
  expect(isTransient(new TypeError('undefined is not a function'))).toBe(false);
  expect(isTransient('thrown')).toBe(false);
});

it('trying again does not help where there is no such object', async () => {
  const settings = await answeredBy((response) => response.writeHead(404).end());

  const call = new S3Client({ ...settings, forcePathStyle: true }).send(
    new HeadObjectCommand({ Bucket: 'bucket', Key: 'key' }),
  );

  expect(isTransient(await failureOf(call))).toBe(false);
});
