import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
} from '@aws-sdk/client-sqs';
import type { ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createQueue, messageCounts, receiveMessages, sendMessage, startTestQueues } from './testing/test-queues.ts';
import type { TestQueues } from './testing/test-queues.ts';

let aws: TestQueues;
let QueueUrl: string;
beforeEach(async () => {
  aws = await startTestQueues();
  QueueUrl = await createQueue(aws, 'pond');
});
afterEach(() => aws.close());

const send = (body: string, more: object = {}) => sendMessage(aws, QueueUrl, body, more);
const receive = (more: Partial<ReceiveMessageCommandInput> = {}) => receiveMessages(aws, QueueUrl, more);
const receiveOne = async (more: Partial<ReceiveMessageCommandInput> = {}) => (await receive(more))[0]!;
const counts = () => messageCounts(aws, QueueUrl);

describe('a message that somebody has', () => {
  it('is hidden from others until its visibility timeout is over', async () => {
    await send('x');
    const first = await receiveOne();

    expect(await receive()).toEqual([]);
    expect(await counts()).toEqual(['0', '1', '0']);
    await aws.time.turn(29_999);
    expect(await receive()).toEqual([]);
    await aws.time.turn(1);
    const second = await receiveOne();
    expect(second.MessageId).toBe(first.MessageId);
    expect(second.ReceiptHandle).not.toBe(first.ReceiptHandle);
  });

  it('is gone for good when it is deleted, also when its time was over', async () => {
    await send('x');
    const { ReceiptHandle } = await receiveOne();
    await aws.time.turn(31_000);

    await aws.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await aws.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    expect(await counts()).toEqual(['0', '0', '0']);
  });

  it('stays when the handle of an earlier receive is used to delete it', async () => {
    await send('x');
    const { ReceiptHandle } = await receiveOne({ VisibilityTimeout: 0 });
    await receiveOne();

    await aws.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    expect(await counts()).toEqual(['0', '1', '0']);
  });

  it('can be kept longer, or given back', async () => {
    await send('x');
    const { ReceiptHandle } = await receiveOne();
    const change = (VisibilityTimeout: number) =>
      aws.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

    await change(60);
    await aws.time.turn(59_000);
    expect(await receive()).toEqual([]);
    await change(0);
    expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
  });

  it('can be kept for 12 hours at most, and not any more when its time is over', async () => {
    await send('x');
    const { ReceiptHandle } = await receiveOne();
    const change = (VisibilityTimeout: number) =>
      aws.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

    await aws.time.turn(10_000);
    await expect(change(43_200)).rejects.toThrow('Total VisibilityTimeout');
    await aws.time.turn(20_000);
    await expect(change(1)).rejects.toBeInstanceOf(MessageNotInflight);
  });

  it('has a handle that is refused when it is none', async () => {
    const ReceiptHandle = 'nonsense';

    const deleted = aws.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    await expect(deleted).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  });
});

describe('a delayed message', () => {
  it('can be received when its delay is over', async () => {
    await send('x', { DelaySeconds: 10 });

    expect(await counts()).toEqual(['0', '0', '1']);
    await aws.time.turn(9999);
    expect(await receive()).toEqual([]);
    await aws.time.turn(1);
    expect(await receive()).toHaveLength(1);
  });

  it('takes its delay from the queue, unless it says another one', async () => {
    QueueUrl = await createQueue(aws, 'slow', { DelaySeconds: '60' });
    await send('slow');
    await send('fast', { DelaySeconds: 0 });

    expect(await receive({ MaxNumberOfMessages: 10 })).toMatchObject([{ Body: 'fast' }]);
  });
});

describe('a message that is not deleted', () => {
  it('is dropped after the retention period of its queue', async () => {
    QueueUrl = await createQueue(aws, 'short', { MessageRetentionPeriod: '60' });
    await send('x');

    await aws.time.turn(59_999);
    expect(await counts()).toEqual(['1', '0', '0']);
    await aws.time.turn(1);
    expect(await counts()).toEqual(['0', '0', '0']);
  });
});
