import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
import type { TestTopics } from './testing/test-topics.ts';
import { soon } from '../../testing/soon.ts';

let aws: TestTopics;
const TopicArn = topicArn('news');
beforeEach(async () => {
  aws = await startTestTopics();
  await aws.client.send(new CreateTopicCommand({ Name: 'news' }));
});
afterEach(() => aws.close());

async function createQueue(name: string): Promise<void> {
  await aws.sqsClient.send(new CreateQueueCommand({ QueueName: name }));
}

async function subscribe(Protocol: string, Endpoint: string, Attributes = {}): Promise<string> {
  const { SubscriptionArn } = await aws.client.send(
    new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn!;
}

async function publish(Message: string, more: Partial<PublishCommandInput> = {}): Promise<string> {
  return (await aws.client.send(new PublishCommand({ TopicArn, Message, ...more }))).MessageId!;
}

/** The messages of a queue. Deliveries to queues are done when Publish is answered. */
async function messages(queue: string): Promise<Message[]> {
  const { Messages = [] } = await aws.sqsClient.send(
    new ReceiveMessageCommand({
      QueueUrl: aws.sqs.urlOf(queueArn(queue)),
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

const bodyOf = (message: Message | undefined) => JSON.parse(message!.Body!) as Record<string, unknown>;

describe('a queue that is subscribed', () => {
  beforeEach(() => createQueue('inbox'));

  it('gets the notification in its envelope', async () => {
    const arn = await subscribe('sqs', queueArn('inbox'));
    const text = 'Ada said "hi" 🐉 <&>\n\u0001';
    const MessageId = await publish(text, {
      Subject: 'A "dragon" 🐉',
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'red & "hot"' },
        bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
      },
    });

    const [message] = await messages('inbox');

    expect(bodyOf(message)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'A "dragon" 🐉',
      Message: text,
      Timestamp: '2026-01-01T00:00:00.000Z',
      SignatureVersion: '1',
      Signature: expect.any(String) as string,
      SigningCertURL: expect.stringContaining('https://sns.eu-west-1.amazonaws.com/') as string,
      UnsubscribeURL: `${aws.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
      MessageAttributes: { kind: { Type: 'String', Value: 'red & "hot"' }, bytes: { Type: 'Binary', Value: 'AP8=' } },
    });
    expect(message!.MessageAttributes).toBeUndefined();
  });

  it('gets neither subject nor attributes when there are none', async () => {
    await subscribe('sqs', queueArn('inbox'));

    await publish('x');

    const body = bodyOf((await messages('inbox'))[0]);
    expect(body).not.toHaveProperty('Subject');
    expect(body).not.toHaveProperty('MessageAttributes');
  });

  it('says that it is not signed, to whoever looks', async () => {
    await subscribe('sqs', queueArn('inbox'));

    await publish('x');

    const { Signature } = bodyOf((await messages('inbox'))[0]);
    expect(Buffer.from(String(Signature), 'base64').toString()).toBe('not signed: this is the local AWS');
  });

  it('gets the message as it is, with its attributes, when it wants it raw', async () => {
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    const MessageAttributes = {
      kinds: { DataType: 'String.Array', StringValue: '["red","blue"]' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
    };

    await publish('{"a":1}', { MessageAttributes });

    expect(await messages('inbox')).toMatchObject([{ Body: '{"a":1}', MessageAttributes }]);
  });

  it('gets its own message of several', async () => {
    await subscribe('sqs', queueArn('inbox'));

    await publish(JSON.stringify({ default: 'for all', sqs: 'for queues', email: 7 }), { MessageStructure: 'json' });

    expect(bodyOf((await messages('inbox'))[0])).toMatchObject({ Message: 'for queues' });
  });

  it('gets what its filter policy lets pass', async () => {
    await subscribe('sqs', queueArn('inbox'), { FilterPolicy: '{"kind":["red"]}' });
    const kind = (StringValue: string) => ({ MessageAttributes: { kind: { DataType: 'String', StringValue } } });

    await publish('1', kind('red'));
    await publish('2', kind('blue'));
    await publish('3');

    expect((await messages('inbox')).map(bodyOf)).toMatchObject([{ Message: '1' }]);
  });

  it('may be filtered by the body, which has to be a JSON object then', async () => {
    const FilterPolicy = '{"dragon":{"kind":["red"]}}';
    await subscribe('sqs', queueArn('inbox'), { FilterPolicy, FilterPolicyScope: 'MessageBody' });

    for (const text of ['{"dragon":{"kind":"red"}}', '{"dragon":{"kind":"blue"}}', 'red', '["red"]'])
      await publish(text);

    expect((await messages('inbox')).map(bodyOf)).toMatchObject([{ Message: '{"dragon":{"kind":"red"}}' }]);
  });

  it('gets nothing any more when somebody follows the link to unsubscribe', async () => {
    await subscribe('sqs', queueArn('inbox'));
    await publish('x');
    const { UnsubscribeURL } = bodyOf((await messages('inbox'))[0]);

    const { status } = await fetch(String(UnsubscribeURL));

    expect(status).toBe(200);
    await publish('y');
    expect(await messages('inbox')).toEqual([]);
  });

  it('that is gone loses the message, which is told', async () => {
    await subscribe('sqs', queueArn('other'));

    const id = await publish('x');

    await vi.waitFor(() => expect(aws.lines).toHaveLength(1), soon);
    expect(aws.lines[0]).toMatch(new RegExp(`${id} .* is LOST, .*The specified queue does not exist`));
  });

  it('that does not take the text loses it to the dead-letter queue of the subscription', async () => {
    await createQueue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead') });
    await subscribe('sqs', queueArn('other'), { RedrivePolicy });

    await publish('x');

    expect(bodyOf((await messages('dead'))[0])).toMatchObject({ Type: 'Notification', Message: 'x', TopicArn });
  });
});
