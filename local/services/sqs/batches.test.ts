import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import type { ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createQueue, messageCounts, receiveMessages, startTestQueues } from './testing/test-queues.ts';
import type { TestQueues } from './testing/test-queues.ts';

let aws: TestQueues;
let QueueUrl: string;
beforeEach(async () => {
  aws = await startTestQueues();
  QueueUrl = await createQueue(aws, 'pond');
});
afterEach(() => aws.close());

const receive = (more: Partial<ReceiveMessageCommandInput> = {}) => receiveMessages(aws, QueueUrl, more);
const counts = () => messageCounts(aws, QueueUrl);

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
