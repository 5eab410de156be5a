import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { answerCloudFormation, AnswerRefusedError } from './custom-resource.ts';

let status: number;
let answers: { method: string | undefined; headers: IncomingHttpHeaders; body: string }[];
let url: string;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    answers.push({ method: request.method, headers: request.headers, body });
    response.writeHead(status).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/answer?signature=a%2Fb`;
});
afterAll(() => server.close());
beforeEach(() => {
  status = 200;
  answers = [];
});

const event = (RequestType: 'Create' | 'Update' | 'Delete'): CloudFormationCustomResourceEvent =>
  ({
    RequestType,
    ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:load',
    ResponseURL: url,
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/dragons/1',
    RequestId: 'request-1',
    ResourceType: 'Custom::FirstData',
    LogicalResourceId: 'FirstData',
    ...(RequestType !== 'Create' && { PhysicalResourceId: 'physical-1' }),
    ResourceProperties: { ServiceToken: 'arn' },
  }) as CloudFormationCustomResourceEvent;

const nothing = async (): Promise<void> => undefined;
const answer = (): unknown => JSON.parse(answers[0]?.body ?? 'null');

it('a new resource is called by its logical id', async () => {
  await answerCloudFormation(event('Create'), nothing);

  expect(answer()).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'FirstData',
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/dragons/1',
    RequestId: 'request-1',
    LogicalResourceId: 'FirstData',
  });
});

it.each(['Update', 'Delete'] as const)('%s leaves the resource the same one', async (type) => {
  await answerCloudFormation(event(type), nothing);

  expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'physical-1' });
});

it('the answer is a PUT without a content type, which its signature does not cover', async () => {
  await answerCloudFormation(event('Create'), nothing);

  expect(answers[0]).toMatchObject({ method: 'PUT' });
  expect(answers[0]?.headers).not.toHaveProperty('content-type');
  expect(Number(answers[0]?.headers['content-length'])).toBe(Buffer.byteLength(answers[0]?.body ?? ''));
});

it.each([
  ['an error', new RangeError('too many'), 'RangeError: too many'],
  ['something else', 'text', 'Error: text'],
])('%s is answered too, as the reason of the failure', async (_, thrown, reason) => {
  await answerCloudFormation(event('Create'), async () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what others throw may be anything
    throw thrown;
  });

  expect(answer()).toMatchObject({ Status: 'FAILED', Reason: reason, PhysicalResourceId: 'FirstData' });
});

it('a long reason is cut off, since the whole answer may have 4096 bytes', async () => {
  await answerCloudFormation(event('Create'), async () => {
    throw new Error('ü'.repeat(5000));
  });

  expect(Buffer.byteLength(answers[0]?.body ?? '')).toBeLessThanOrEqual(4096);
  expect(answer()).toMatchObject({ Status: 'FAILED' });
});

it('an answer that CloudFormation does not take is an error, so that Lambda tries again', async () => {
  status = 403;

  await expect(answerCloudFormation(event('Create'), nothing)).rejects.toThrow(AnswerRefusedError);
});
