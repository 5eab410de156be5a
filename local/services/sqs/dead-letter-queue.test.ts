import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('a dead-letter queue', () => {
  const redrive = (maxReceiveCount: number) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead'), maxReceiveCount }),
  });
  const receive = async (QueueUrl: string) => {
    const { Messages = [] } = await aws.client.send(
      new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] }),
    );
    return Messages;
  };

  it('gets what was received too often, with its id, body and attributes', async () => {
    const dead = await create('dead');
    const QueueUrl = await create('pond', redrive(2));
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'dragon' } };
    const { MessageId } = await aws.client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: '🐉', MessageAttributes }),
    );

    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toEqual([]);

    expect(await receive(dead)).toMatchObject([
      { MessageId, Body: '🐉', Attributes: { DeadLetterQueueSourceArn: queueArn('pond') } },
    ]);
    expect(await attributesOf(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: '0' });
  });

  it('with a limit of its own hands a message out before it gives it up, also back to where it came from', async () => {
    const to = (name: string) => ({
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(name), maxReceiveCount: 1 }),
    });
    const dead = await create('dead');
    const pond = await create('pond', to('dead'));
    await set(dead, to('pond'));
    await aws.client.send(new SendMessageCommand({ QueueUrl: pond, MessageBody: 'x' }));

    for (const QueueUrl of [pond, dead, pond]) {
      expect(await receive(QueueUrl)).toHaveLength(1);
      expect(await receive(QueueUrl)).toEqual([]);
    }
  });

  it('knows the queues that it is for', async () => {
    const dead = await create('dead');
    const pond = await create('pond', redrive(2));

    const answer = await aws.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));

    expect(answer.queueUrls).toEqual([pond]);
  });

  it('has to be there, and to allow it', async () => {
    const pond = await create('pond');
    await expect(set(pond, redrive(2))).rejects.toThrow('Dead letter target does not exist.');

    await create('dead', { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
    await expect(set(pond, redrive(2))).rejects.toThrow('does not allow it');
  });

  it('gets nothing when it stopped to allow it', async () => {
    const dead = await create('dead');
    const QueueUrl = await create('pond', redrive(1));
    await aws.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await set(dead, { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });

    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it.each([
    ['no JSON'],
    ['{"maxReceiveCount":2}'],
    [JSON.stringify({ deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 0 })],
  ])('is not named by the policy %s', async (RedrivePolicy) => {
    await expect(create('pond', { RedrivePolicy })).rejects.toThrow('for parameter RedrivePolicy is invalid');
  });
});
