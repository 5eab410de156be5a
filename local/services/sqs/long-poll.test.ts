import type { ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueue, receiveMessages, sendMessage, startTestQueues } from './testing/test-queues.ts';
import type { TestQueues } from './testing/test-queues.ts';
import { soon } from '../../testing/soon.ts';

let aws: TestQueues;
let QueueUrl: string;
beforeEach(async () => {
  aws = await startTestQueues();
  QueueUrl = await createQueue(aws, 'pond');
});
afterEach(() => aws.close());

const send = (body: string, more: object = {}) => sendMessage(aws, QueueUrl, body, more);
const receive = (more: Partial<ReceiveMessageCommandInput> = {}) => receiveMessages(aws, QueueUrl, more);

describe('a long poll', () => {
  /** Lets the request arrive: the wait that the queue began is what shows that it did. */
  async function waiting(more: number): Promise<void> {
    const before = aws.time.waiting;
    await vi.waitFor(() => expect(aws.time.waiting).toBeGreaterThanOrEqual(before + more), soon);
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
    QueueUrl = await createQueue(aws, 'patient', { ReceiveMessageWaitTimeSeconds: '5' });
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
