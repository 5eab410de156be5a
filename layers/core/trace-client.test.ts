import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { lambdaSegment, sampledHeader, xrayDaemon, type XrayDaemon } from './testing/xray-daemon.ts';
import { traced } from './trace.ts';
import { traceClient } from './trace-client.ts';

let daemon: XrayDaemon;
beforeEach(async () => {
  daemon = await xrayDaemon();
  vi.stubEnv('_X_AMZN_TRACE_ID', sampledHeader);
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'function');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A service that gives these answers in their order. @returns how clients reach it, and the requests that it got */
async function service(...answers: Answer[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const { status, headers = {}, body = '' } = answers[requests.push(request) - 1] ?? { status: 500 };
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const options = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  };
  return { options, requests };
}

const json = { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': 'REQUEST1' };

/** An answer of a service that refuses. */
function refusal(status: number, code: string): Answer {
  return { status, headers: json, body: JSON.stringify({ __type: code, message: `It is ${code}.` }) };
}

const getItem = new GetItemCommand({ TableName: 'registry', Key: { id: { S: 'private' } } });

describe('a call of a traced client', () => {
  it('is a subsegment of the step that makes it, and the service is told of it', async () => {
    const { options, requests } = await service({ status: 200, headers: json, body: '{"Item":{}}' });
    const client = traceClient(new DynamoDBClient(options));

    await traced('find dragon', () => client.send(getItem));

    const [call, step] = await daemon.received();
    expect(call).toEqual({
      type: 'subsegment',
      trace_id: lambdaSegment.trace,
      parent_id: step!.id,
      id: expect.any(String),
      name: 'DynamoDB',
      start_time: expect.any(Number),
      end_time: expect.any(Number),
      namespace: 'aws',
      aws: { operation: 'GetItem', region: 'eu-west-1', request_id: 'REQUEST1', retries: 0, table_name: 'registry' },
      http: { response: { status: 200 } },
    });
    const header = `Root=${lambdaSegment.trace};Parent=${call!.id};Sampled=1`;
    expect(requests[0]!.headers['x-amzn-trace-id']).toBe(header);
  });

  it('is a subsegment of the invocation when no step makes it, and passes the lineage on', async () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', `${sampledHeader};Lineage=1:ab12cd34:0`);
    const { options, requests } = await service({ status: 200, headers: json, body: '{}' });

    await traceClient(new DynamoDBClient(options)).send(getItem);

    const [call] = await daemon.received();
    expect(call!.parent_id).toBe(lambdaSegment.id);
    expect(requests[0]!.headers['x-amzn-trace-id']).toMatch(/;Sampled=1;Lineage=1:ab12cd34:0$/);
  });

  it('tells both ids of a request to S3, and the bucket', async () => {
    const { options } = await service({
      status: 200,
      headers: { 'x-amz-request-id': 'REQUEST2', 'x-amz-id-2': 'HOST' },
      body: 'dragons',
    });
    const client = traceClient(new S3Client({ ...options, forcePathStyle: true }));

    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'catalog', Key: 'private.json' }));

    expect(await Body?.transformToString()).toBe('dragons');
    const [call] = await daemon.received();
    expect(call).toMatchObject({
      name: 'S3',
      aws: { operation: 'GetObject', request_id: 'REQUEST2', id_2: 'HOST', bucket_name: 'catalog' },
    });
    expect(JSON.stringify(call)).not.toContain('private');
  });

  it.each([
    [
      'the tables of a batch',
      (options: object) =>
        traceClient(new DynamoDBClient(options)).send(
          new BatchGetItemCommand({ RequestItems: { one: { Keys: [] }, two: { Keys: [] } } }),
        ),
      { name: 'DynamoDB', aws: { operation: 'BatchGetItem', table_names: ['one', 'two'] } },
    ],
    [
      'an operation without a resource',
      (options: object) => traceClient(new SSMClient(options)).send(new GetParametersByPathCommand({ Path: '/' })),
      { name: 'SSM', aws: { operation: 'GetParametersByPath' } },
    ],
  ])('tells %s', async (_what, call: (options: object) => Promise<unknown>, expected) => {
    const { options } = await service({ status: 200, headers: json, body: '{}' });

    await call(options);

    expect((await daemon.received())[0]).toMatchObject(expected);
  });

  it('counts how often the client tried again', async () => {
    const { options } = await service({ status: 500 }, { status: 500 }, { status: 200, headers: json, body: '{}' });

    await traceClient(new DynamoDBClient(options)).send(getItem);

    const sent = await daemon.received();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ aws: { retries: 2 }, http: { response: { status: 200 } } });
    expect(sent[0]).not.toHaveProperty('fault');
  });

  it('is one subsegment, however often the client was made traced', async () => {
    const { options } = await service({ status: 200, headers: json, body: '{}' });
    const client = new DynamoDBClient(options);

    expect(traceClient(traceClient(client))).toBe(client);
    await client.send(getItem);

    expect(await daemon.received()).toHaveLength(1);
  });

  it('has its own subsegment among others at the same time, below the step that makes it', async () => {
    const { options } = await service(...Array.from({ length: 4 }, () => ({ status: 200, headers: json, body: '{}' })));
    const client = traceClient(new DynamoDBClient(options));

    await Promise.all(['a', 'b', 'c', 'd'].map((name) => traced(name, () => client.send(getItem))));

    const sent = await daemon.received();
    const steps = sent.filter(({ name }) => name !== 'DynamoDB').map(({ id }) => id);
    const parents = sent.filter(({ name }) => name === 'DynamoDB').map(({ parent_id }) => parent_id);
    expect(new Set(parents)).toEqual(new Set(steps));
    expect(parents).toHaveLength(4);
  });
});

describe('a call that fails', () => {
  const putItem = new PutItemCommand({ TableName: 'registry', Item: {} });

  it.each([
    ['refuses', refusal(400, 'ConditionalCheckFailedException'), { error: true }],
    ['was asked too often', refusal(400, 'ThrottlingException'), { error: true, throttle: true }],
    ['says so by its status', refusal(429, 'Whatever'), { error: true, throttle: true }],
    ['fails', refusal(500, 'InternalServerError'), { fault: true }],
    ['is busy', refusal(503, 'SlowDown'), { fault: true, throttle: true }],
  ])('is marked when the service %s, and its error goes on', async (_what, answer, marks) => {
    const { options } = await service(answer);
    const client = traceClient(new DynamoDBClient({ ...options, maxAttempts: 1 }));

    const error: unknown = await client.send(putItem).catch((thrown: unknown) => thrown);

    const [call] = await daemon.received();
    const { type, message } = { type: (error as Error).name, message: (error as Error).message };
    expect(message).toMatch(/^It is /);
    expect(call).toMatchObject({
      ...marks,
      aws: { operation: 'PutItem', request_id: 'REQUEST1', retries: 0, table_name: 'registry' },
      http: { response: { status: answer.status } },
      cause: { exceptions: [{ type, message, remote: true }] },
    });
    expect(
      Object.keys(call!)
        .filter((key) => ['error', 'fault', 'throttle'].includes(key))
        .toSorted(),
    ).toEqual(Object.keys(marks).toSorted());
  });

  it('is a fault when the service cannot be reached', async () => {
    const { options } = await service();
    const client = traceClient(new DynamoDBClient({ ...options, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 }));

    await expect(client.send(putItem)).rejects.toThrow();

    const [call] = await daemon.received();
    expect(call).toMatchObject({ fault: true, aws: { operation: 'PutItem' } });
    expect(call).not.toHaveProperty('http');
  });

  it('describes its error once: the step around it refers to it', async () => {
    const { options } = await service(refusal(400, 'ResourceNotFoundException'));
    const client = traceClient(new DynamoDBClient(options));

    await expect(traced('put', () => client.send(putItem))).rejects.toThrow('It is');

    const [call, step] = await daemon.received();
    const { exceptions } = call!.cause as { exceptions: { id: string }[] };
    expect(step).toMatchObject({ fault: true, cause: exceptions[0]!.id });
  });

  it('is no failure when an object is unchanged', async () => {
    const { options } = await service({ status: 304 });
    const client = traceClient(new S3Client({ ...options, forcePathStyle: true }));

    const input = { Bucket: 'catalog', Key: 'dragons', IfNoneMatch: '"tag"' };
    await expect(client.send(new GetObjectCommand(input))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });

    const [call] = await daemon.received();
    expect(call).toMatchObject({ http: { response: { status: 304 } } });
    for (const mark of ['error', 'fault', 'cause']) expect(call).not.toHaveProperty(mark);
  });
});

it('a call of an invocation that is not sampled is not recorded, and the service is told so', async () => {
  const header = sampledHeader.replace('Sampled=1', 'Sampled=0');
  vi.stubEnv('_X_AMZN_TRACE_ID', header);
  const { options, requests } = await service({ status: 200, headers: json, body: '{}' });

  await traceClient(new DynamoDBClient(options)).send(getItem);

  expect(await daemon.received()).toEqual([]);
  expect(requests[0]!.headers['x-amzn-trace-id']).toBe(header);
});

it('where a text message goes is not told', async () => {
  const { options } = await service({ status: 200, body: '<PublishResponse/>' });

  const input = { PhoneNumber: '+15555550147', Message: 'private' };
  await traceClient(new SNSClient(options)).send(new PublishCommand(input));

  const [call] = await daemon.received();
  expect(call).toMatchObject({ name: 'SNS', aws: { operation: 'Publish' } });
  expect(JSON.stringify(call)).not.toMatch(/5555550147|private/);
});
