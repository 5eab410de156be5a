import { CreateTopicCommand, PublishCommand, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  failed,
  functionArn,
  queueArn,
  returned,
  startTestTopics,
  throttled,
  topicArn,
} from './testing/test-topics.ts';
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
const calls = (name: string) => aws.events.get(name)?.length ?? 0;

describe('a function that is subscribed', () => {
  it('is called with the event of SNS', async () => {
    aws.functions.set('notify', () => returned);
    const arn = await subscribe('lambda', functionArn('notify'));

    const MessageId = await publish('Hi 🐉', { MessageAttributes: { n: { DataType: 'Number', StringValue: '7' } } });

    await vi.waitFor(() => expect(calls('notify')).toBe(1), soon);
    expect(aws.events.get('notify')).toEqual([
      {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: arn,
            Sns: {
              Type: 'Notification',
              MessageId,
              TopicArn,
              Subject: null,
              Message: 'Hi 🐉',
              Timestamp: '2026-01-01T00:00:00.000Z',
              SignatureVersion: '1',
              Signature: expect.any(String) as string,
              SigningCertUrl: expect.any(String) as string,
              UnsubscribeUrl: expect.stringContaining(arn) as string,
              MessageAttributes: { n: { Type: 'Number', Value: '7' } },
            },
          },
        ],
      },
    ]);
  });

  it('does not keep the publisher waiting', async () => {
    let finish = (): void => undefined;
    aws.functions.set('slow', () => new Promise((resolve) => (finish = () => resolve(returned))));
    await subscribe('lambda', functionArn('slow'));

    await publish('x');

    await vi.waitFor(() => expect(calls('slow')).toBe(1), soon);
    finish();
  });

  it('that fails is called twice more, after one minute and after two', async () => {
    aws.functions.set('broken', () => failed);
    await subscribe('lambda', functionArn('broken'));
    await publish('x');
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);

    expect(calls('broken')).toBe(1);
    expect(await aws.time.turnToNext()).toBe(60_000);
    expect(calls('broken')).toBe(2);
    expect(await aws.time.turnToNext()).toBe(120_000);
    expect(calls('broken')).toBe(3);
    expect(await aws.time.turnToNext()).toBeUndefined();
    expect(aws.lines).toEqual([expect.stringMatching(/is LOST, its subscription has no dead-letter queue.*"no"/)]);
  });

  it('that works again at a retry got the message, and nothing is lost', async () => {
    let call = 0;
    aws.functions.set('shaky', () => (++call === 1 ? failed : returned));
    await subscribe('lambda', functionArn('shaky'));
    await publish('x');
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);

    await aws.time.turn(3_600_000);

    expect(calls('shaky')).toBe(2);
    expect(aws.lines).toEqual([]);
  });

  it('that is throttled is called for six hours, less and less often', async () => {
    aws.functions.set('busy', () => throttled);
    await subscribe('lambda', functionArn('busy'));
    await publish('x');
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);

    const waits: number[] = [];
    for (let wait = await aws.time.turnToNext(); wait !== undefined; wait = await aws.time.turnToNext())
      waits.push(wait);

    expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300].map((seconds) => seconds * 1000));
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThanOrEqual(6 * 3_600_000);
    expect(aws.lines).toEqual([expect.stringContaining('is LOST')]);
  });

  it('loses what it fails on to the dead-letter queue of the subscription', async () => {
    aws.functions.set('broken', () => failed);
    await createQueue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead') });
    await subscribe('lambda', functionArn('broken'), { RedrivePolicy });
    const MessageId = await publish('x');
    await vi.waitFor(() => expect(aws.time.waiting).toBeGreaterThan(0), soon);

    await aws.time.turn(180_000);

    expect(bodyOf((await messages('dead'))[0])).toMatchObject({ MessageId, Message: 'x', TopicArn });
    expect(aws.lines).toEqual([expect.stringContaining('went to the dead-letter queue')]);
  });

  it('that is not there gets no second attempt', async () => {
    await subscribe('lambda', functionArn('gone'));

    await publish('x');

    await vi.waitFor(() => expect(aws.lines).toEqual([expect.stringMatching(/is LOST.*Function not found/)]), soon);
    expect(aws.time.waiting).toBe(0);
  });

  it('that the topic may not invoke is not called, and the message goes to the dead-letter queue', async () => {
    await aws.close();
    const asked: string[] = [];
    aws = await startTestTopics({ mayInvoke: (...who) => asked.push(who.join(' by ')) < 0 });
    await aws.client.send(new CreateTopicCommand({ Name: 'news' }));
    aws.functions.set('private', () => returned);
    await createQueue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead') });
    await subscribe('lambda', functionArn('private'), { RedrivePolicy });

    await publish('x');

    await vi.waitFor(
      () => expect(aws.lines).toEqual([expect.stringContaining('no permission lets sns.amazonaws.com')]),
      soon,
    );
    expect(asked).toEqual([`${functionArn('private')} by ${TopicArn}`]);
    expect(calls('private')).toBe(0);
    expect(await messages('dead')).toHaveLength(1);
  });

  it('is not called any more when it is unsubscribed between two attempts', async () => {
    aws.functions.set('broken', () => failed);
    const SubscriptionArn = await subscribe('lambda', functionArn('broken'));
    await publish('x');
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);

    await aws.client.send(new UnsubscribeCommand({ SubscriptionArn }));
    await aws.time.turn(3_600_000);

    expect(calls('broken')).toBe(1);
  });
});

describe('a topic', () => {
  it('delivers to all its subscribers, and to each as if there were no other', async () => {
    aws.functions.set('broken', () => failed);
    aws.functions.set('notify', () => returned);
    await createQueue('inbox');
    await subscribe('lambda', functionArn('broken'));
    await subscribe('lambda', functionArn('notify'));
    await subscribe('sqs', queueArn('inbox'));

    await publish('x');

    await vi.waitFor(() => expect(calls('notify')).toBe(1), soon);
    expect(await messages('inbox')).toHaveLength(1);
    await vi.waitFor(() => expect(aws.time.waiting).toBeGreaterThan(0), soon);
    await aws.time.turn(180_000);
    expect([calls('broken'), calls('notify')]).toEqual([3, 1]);
  });
});
