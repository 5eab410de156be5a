import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  MessageNotInflight,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Message, ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestQueues } from './testing/test-queues.ts';
import type { TestQueues } from './testing/test-queues.ts';

let aws: TestQueues;
let QueueUrl: string;
beforeEach(async () => {
  aws = await startTestQueues();
  QueueUrl = await createQueue('pond');
});
afterEach(() => aws.close());

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl: url } = await aws.client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return url!;
}

async function send(MessageBody: string, more: object = {}): Promise<string> {
  const { MessageId } = await aws.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  return MessageId!;
}

async function receive(more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const { Messages = [] } = await aws.client.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
  return Messages;
}

async function receiveOne(more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message> {
  const [message] = await receive(more);
  return message!;
}

async function counts(): Promise<string[]> {
  const { Attributes } = await aws.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return ['', 'NotVisible', 'Delayed'].map((kind) => Attributes![`ApproximateNumberOfMessages${kind}` as 'QueueArn']!);
}

describe('a message', () => {
  it('is received with its id, its body and the digest of it', async () => {
    const text = 'Ada said "hi" 🐉 <&>\t\r\n\u00a0\ufffd';
    const id = await send(text);

    expect(await receive()).toEqual([
      {
        MessageId: id,
        Body: text,
        MD5OfBody: createHash('md5').update(text).digest('hex'),
        ReceiptHandle: expect.any(String) as string,
      },
    ]);
  });

  it('carries the attributes that a receiver asks for, and their digest', async () => {
    // The digests of this one attribute, with and without the label of its type, are ones that others published.
    await send('x', {
      MessageAttributes: {
        timestamp: { DataType: 'Number.java.lang.Long', StringValue: '1493147359900' },
        'pond.name': { DataType: 'String', StringValue: 'Göl 🐉' },
        bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 10) },
      },
    });

    const none = await receiveOne({ VisibilityTimeout: 0 });
    const one = await receiveOne({ VisibilityTimeout: 0, MessageAttributeNames: ['timestamp'] });
    const byPrefix = await receiveOne({ VisibilityTimeout: 0, MessageAttributeNames: ['pond.*'] });
    const all = await receiveOne({ MessageAttributeNames: ['All'] });

    expect(none.MessageAttributes).toBeUndefined();
    expect(one).toMatchObject({
      MessageAttributes: { timestamp: { DataType: 'Number.java.lang.Long', StringValue: '1493147359900' } },
      MD5OfMessageAttributes: '2e2e4876d8e0bd6b8c2c8f556831c349',
    });
    expect(Object.keys(byPrefix.MessageAttributes!)).toEqual(['pond.name']);
    expect(all.MessageAttributes!.bytes!.BinaryValue).toEqual(Uint8Array.of(0, 255, 10));
    expect(all.MessageAttributes!['pond.name']!.StringValue).toBe('Göl 🐉');
  });

  it('tells the sender the digest of its attributes and of the trace header', async () => {
    const answer = await aws.client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'x',
        MessageAttributes: { timestamp: { DataType: 'Number', StringValue: '1493147359900' } },
        MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988' } },
      }),
    );

    expect(answer.MD5OfMessageAttributes).toBe('235c5c510d26fb653d073faed50ae77c');
    expect(answer.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
    expect((await receiveOne({ MessageSystemAttributeNames: ['AWSTraceHeader'] })).Attributes).toEqual({
      AWSTraceHeader: 'Root=1-5759e988',
    });
  });

  it('says when it was sent and first received, and how often it was received', async () => {
    const sent = aws.time.now();
    await send('x');
    await aws.time.turn(5000);
    await receive({ VisibilityTimeout: 1 });
    await aws.time.turn(1000);

    const again = await receiveOne({ MessageSystemAttributeNames: ['All'] });

    expect(again.Attributes).toMatchObject({
      SentTimestamp: String(sent),
      ApproximateFirstReceiveTimestamp: String(sent + 5000),
      ApproximateReceiveCount: '2',
    });
  });

  it.each([
    ['a control character', { MessageBody: 'a\u0000b' }, 'InvalidMessageContents'],
    ['U+FFFF', { MessageBody: 'a\uffff' }, 'InvalidMessageContents'],
    ['no body', { MessageBody: '' }, 'MissingParameter'],
    ['more than a mebibyte', { MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
    ['too long a delay', { MessageBody: 'x', DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['an attribute of an unknown type', attribute('a', { DataType: 'Text', StringValue: 'x' })],
    ['an attribute without a value', attribute('a', { DataType: 'String' })],
    ['a number that is none', attribute('a', { DataType: 'Number', StringValue: 'one' })],
    ['a reserved name', attribute('AWS.a', { DataType: 'String', StringValue: 'x' })],
    ['a name with two points', attribute('a..b', { DataType: 'String', StringValue: 'x' })],
  ])('is refused with %s', async (_what, input, name = 'InvalidParameterValue') => {
    const refused = aws.client.send(new SendMessageCommand({ QueueUrl, ...input }));

    await expect(refused).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(await counts()).toEqual(['0', '0', '0']);
  });

  it('is refused with a group, which is not simulated', async () => {
    await expect(send('x', { MessageGroupId: 'g' })).rejects.toThrow('sqs:SendMessage with MessageGroupId');
  });
});

function attribute(name: string, value: { DataType: string; StringValue?: string }) {
  return [{ MessageBody: 'x', MessageAttributes: { [name]: value } }][0]!;
}

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
    QueueUrl = await createQueue('slow', { DelaySeconds: '60' });
    await send('slow');
    await send('fast', { DelaySeconds: 0 });

    expect(await receive({ MaxNumberOfMessages: 10 })).toMatchObject([{ Body: 'fast' }]);
  });
});

describe('a message that is not deleted', () => {
  it('is dropped after the retention period of its queue', async () => {
    QueueUrl = await createQueue('short', { MessageRetentionPeriod: '60' });
    await send('x');

    await aws.time.turn(59_999);
    expect(await counts()).toEqual(['1', '0', '0']);
    await aws.time.turn(1);
    expect(await counts()).toEqual(['0', '0', '0']);
  });
});

describe('a long poll', () => {
  /** Lets the request arrive: the wait that the queue began is what shows that it did. */
  async function waiting(more: number): Promise<void> {
    const before = aws.time.waiting;
    await vi.waitFor(() => expect(aws.time.waiting).toBeGreaterThanOrEqual(before + more));
  }

  it('is answered by the next message', async () => {
    const answer = receive({ WaitTimeSeconds: 20 });
    await waiting(1);

    await send('x');

    expect(await answer).toMatchObject([{ Body: 'x' }]);
  });

  it('is answered when a message becomes visible again', async () => {
    await send('x', { DelaySeconds: 5 });
    const answer = receive({ WaitTimeSeconds: 20 });
    await waiting(2);

    await aws.time.turn(5000);

    expect(await answer).toHaveLength(1);
  });

  it('is empty when nothing comes', async () => {
    const answer = receive({ WaitTimeSeconds: 20 });
    await waiting(1);

    await aws.time.turn(20_000);

    expect(await answer).toEqual([]);
  });

  it('is the way of a queue that says so', async () => {
    QueueUrl = await createQueue('patient', { ReceiveMessageWaitTimeSeconds: '5' });
    const answer = receive();
    await waiting(1);

    await send('x');

    expect(await answer).toHaveLength(1);
  });

  it('gives one message to one of several that wait', async () => {
    const answers = [receive({ WaitTimeSeconds: 1 }), receive({ WaitTimeSeconds: 1 })];
    await waiting(2);

    await send('x');
    await aws.time.turn(1000);

    expect((await Promise.all(answers)).flat()).toHaveLength(1);
  });

  it('within the process ends when its caller gives up, and leaves the message to others', async () => {
    const caller = new AbortController();
    const answer = aws.sqs.call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 }, caller.signal);

    caller.abort();
    await send('x');

    expect(await answer).toEqual({});
    expect(await receive()).toHaveLength(1);
  });
});

describe('a batch', () => {
  it('sends, keeps and deletes entry by entry, and tells which failed', async () => {
    const Entries = [
      { Id: 'a', MessageBody: 'one' },
      { Id: 'b', MessageBody: 'bad \u0001' },
      { Id: 'c', MessageBody: 'three' },
    ];
    const sent = await aws.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }]);

    const handles = (await receive({ MaxNumberOfMessages: 10 })).map(({ ReceiptHandle }) => ReceiptHandle);
    const changed = await aws.client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: handles.map((ReceiptHandle, i) => ({ Id: `${i}`, ReceiptHandle, VisibilityTimeout: 100 })),
      }),
    );
    expect(changed.Successful).toHaveLength(2);
    const deleted = await aws.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [...handles, 'nonsense'].map((ReceiptHandle, i) => ({ Id: `${i}`, ReceiptHandle })),
      }),
    );
    expect(deleted.Successful).toHaveLength(2);
    expect(deleted.Failed).toMatchObject([{ Id: '2', Code: 'ReceiptHandleIsInvalid' }]);
    expect(await counts()).toEqual(['0', '0', '0']);
  });

  it.each([
    ['without entries', [], 'EmptyBatchRequest'],
    ['of 11 entries', Array.from({ length: 11 }, (_, i) => `${i}`), 'TooManyEntriesInBatchRequest'],
    ['with one id twice', ['a', 'a'], 'BatchEntryIdsNotDistinct'],
    ['with an id that is none', ['a b'], 'InvalidBatchEntryId'],
  ])('%s is refused', async (_what, ids, name) => {
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }));

    await expect(aws.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({ name });
  });

  it('of more than a mebibyte is refused', async () => {
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) }));

    const sent = aws.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    await expect(sent).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });
});

describe('a queue', () => {
  it('is emptied by a purge, once a minute', async () => {
    await send('x');

    await aws.client.send(new PurgeQueueCommand({ QueueUrl }));

    expect(await counts()).toEqual(['0', '0', '0']);
    await expect(aws.client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toBeInstanceOf(PurgeQueueInProgress);
    await aws.time.turn(60_000);
    await aws.client.send(new PurgeQueueCommand({ QueueUrl }));
  });

  it('is found by any URL whose path names it', async () => {
    QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/pond';

    await send('x');

    expect(await receive()).toHaveLength(1);
  });

  it.each(['http://127.0.0.1:4566/000000000000/lake', 'http://127.0.0.1:4566/111111111111/pond'])(
    'that is not there is refused: %s',
    async (url) => {
      QueueUrl = url;

      const error: unknown = await receive().catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(QueueDoesNotExist);
      expect(error).toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
    },
  );
});
