import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  InvalidAttributeValue,
  ListQueuesCommand,
  ListQueueTagsCommand,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentials, region } from '../testing/test-endpoint.ts';
import { queueArn, startTestQueues } from './testing/test-queues.ts';
import type { TestQueues } from './testing/test-queues.ts';

let aws: TestQueues;
beforeEach(async () => {
  aws = await startTestQueues();
});
afterEach(() => aws.close());

async function create(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await aws.client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
}

async function attributesOf(QueueUrl: string): Promise<Record<string, string>> {
  const answer = await aws.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return answer.Attributes!;
}

const set = (QueueUrl: string, Attributes: Record<string, string>) =>
  aws.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

describe('a queue', () => {
  it('has a URL on the endpoint that it was made at, by which it is found', async () => {
    const url = await create('pond');

    expect(url).toBe(`${aws.url}/000000000000/pond`);
    expect(await aws.client.send(new GetQueueUrlCommand({ QueueName: 'pond' }))).toMatchObject({ QueueUrl: url });
  });

  it('is reached by that URL from a client that knows AWS_ENDPOINT_URL alone, which sends to the host of the URL', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    const client = new SQSClient({ region, credentials, maxAttempts: 1 });

    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'pond' }));
    const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));

    expect(sent.MessageId).toBeDefined();
    client.destroy();
    vi.unstubAllEnvs();
  });

  it('shows its attributes, those that nobody set too', async () => {
    const url = await create('pond', { VisibilityTimeout: '7' });
    const seconds = String(aws.time.now() / 1000);

    expect(await attributesOf(url)).toEqual({
      QueueArn: queueArn('pond'),
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: seconds,
      LastModifiedTimestamp: seconds,
      VisibilityTimeout: '7',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '0',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
    });
  });

  it('shows the attributes that are asked for', async () => {
    const QueueUrl = await create('pond');

    const one = await aws.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const none = await aws.client.send(new GetQueueAttributesCommand({ QueueUrl }));

    expect(one.Attributes).toEqual({ QueueArn: queueArn('pond') });
    expect(none.Attributes).toBeUndefined();
    const AttributeNames = ['constructor' as 'QueueArn'];
    const unknown = aws.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    await expect(unknown).rejects.toBeInstanceOf(InvalidAttributeName);
  });

  it('may be created again with the same attributes, and not with others', async () => {
    const url = await create('pond', { DelaySeconds: '1' });

    expect(await create('pond', { DelaySeconds: '1' })).toBe(url);
    expect(await create('pond')).toBe(url);
    await expect(create('pond', { DelaySeconds: '2' })).rejects.toBeInstanceOf(QueueNameExists);
  });

  it('takes changed attributes from the next message on', async () => {
    const QueueUrl = await create('pond');

    await set(QueueUrl, { MaximumMessageSize: '1024' });

    const large = aws.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(1025) }));
    await expect(large).rejects.toThrow('Message must be shorter than 1024 bytes.');
  });

  it.each([
    [{ VisibilityTimeout: '43201' }, InvalidAttributeValue],
    [{ DelaySeconds: 'soon' }, InvalidAttributeValue],
    [{ Colour: 'red' }, InvalidAttributeName],
    [{ constructor: '1' }, InvalidAttributeName],
  ])('refuses the attribute %o', async (attributes, type) => {
    const url = await create('pond');

    await expect(set(url, attributes)).rejects.toBeInstanceOf(type);
    await expect(create('lake', attributes)).rejects.toBeInstanceOf(type);
  });

  it.each([['pond.fifo'], ['pond']])('of the kind first in, first out is refused by name: %s', async (name) => {
    await expect(create(name, { FifoQueue: 'true' })).rejects.toThrow('FIFO queues) is not simulated');
  });

  it('must have a name', async () => {
    await expect(create('a b')).rejects.toThrow('alphanumeric characters, hyphens, or underscores');
  });

  it('is listed by its name, in pages for who asks for them', async () => {
    for (const name of ['b2', 'a1', 'b1', 'b3']) await create(name);
    const list = async (input: object) => aws.client.send(new ListQueuesCommand(input));

    const all = await list({});
    const first = await list({ QueueNamePrefix: 'b', MaxResults: 2 });
    const rest = await list({ QueueNamePrefix: 'b', MaxResults: 2, NextToken: first.NextToken });

    const named = (...names: string[]) => names.map((name) => `${aws.url}/000000000000/${name}`);
    expect(all).toMatchObject({ QueueUrls: named('a1', 'b1', 'b2', 'b3') });
    expect(first.QueueUrls).toEqual(named('b1', 'b2'));
    expect(rest.QueueUrls).toEqual(named('b3'));
    expect(rest.NextToken).toBeUndefined();
  });

  it('is gone with its messages when it is deleted, and can be created again at once', async () => {
    const QueueUrl = await create('pond');
    await aws.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));

    await aws.client.send(new DeleteQueueCommand({ QueueUrl }));

    await expect(attributesOf(QueueUrl)).rejects.toBeInstanceOf(QueueDoesNotExist);
    expect(await attributesOf(await create('pond'))).toMatchObject({ ApproximateNumberOfMessages: '0' });
  });

  it('can be tagged', async () => {
    const QueueUrl = await create('pond');
    const tags = async () => (await aws.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags;

    await aws.client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
    expect(await tags()).toEqual({ a: '1', b: '2' });
    await aws.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a'] }));
    expect(await tags()).toEqual({ b: '2' });
  });
});

describe('what is not simulated', () => {
  it('is refused by name', async () => {
    const moved = aws.client.send(new StartMessageMoveTaskCommand({ SourceArn: queueArn('dead') }));

    await expect(moved).rejects.toThrow('sqs:StartMessageMoveTask is not simulated by the local AWS.');
    await expect(aws.sqs.call('AddPermission', {})).rejects.toThrow('sqs:AddPermission is not simulated');
  });
});

describe('a client that speaks the Query protocol', () => {
  it('is refused by name, in XML', async () => {
    const answer = await aws.send({
      method: 'POST',
      path: '/',
      service: 'sqs',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=SendMessage&Version=2012-11-05&MessageBody=x',
    });

    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain(
      'sqs:SendMessage in the Query protocol (newer clients speak JSON) is not simulated',
    );
  });
});

describe('within the process', () => {
  it('a message can be sent by the ARN of its queue, and operations be called as the SDK calls them', async () => {
    const QueueUrl = await create('pond');
    const { messageId } = aws.sqs.send(queueArn('pond'), 'x', { a: { DataType: 'String', StringValue: 'b' } });

    const answer = await aws.sqs.call('ReceiveMessage', { QueueUrl, MessageAttributeNames: ['All'] });

    expect(answer).toMatchObject({
      Messages: [{ MessageId: messageId, Body: 'x', MessageAttributes: { a: { StringValue: 'b' } } }],
    });
    expect(aws.sqs.urlOf(queueArn('pond'))).toBe(QueueUrl);
    expect(() => aws.sqs.send(queueArn('lake'), 'x')).toThrow('The specified queue does not exist.');
  });

  it('deletes with the handle that a client got', async () => {
    const QueueUrl = await create('pond');
    aws.sqs.send(queueArn('pond'), 'x');
    const { Messages } = await aws.client.send(new ReceiveMessageCommand({ QueueUrl }));

    await aws.sqs.call('DeleteMessage', { QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle });

    await aws.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle }));
    expect(await attributesOf(QueueUrl)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
  });
});
