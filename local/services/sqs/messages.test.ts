import { PurgeQueueCommand, PurgeQueueInProgress, QueueDoesNotExist, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
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
