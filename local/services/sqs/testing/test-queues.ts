import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Message, ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage } from '../../../state/storage.ts';
import { turnableTime } from '../../../testing/turnable-time.ts';
import type { TurnableTime } from '../../../testing/turnable-time.ts';
import { accountId, credentials, region, startTestEndpoint } from '../../testing/test-endpoint.ts';
import type { TestEndpoint } from '../../testing/test-endpoint.ts';
import { sqs as createSqs } from '../index.ts';
import type { Sqs } from '../index.ts';

/** SQS behind a listening endpoint, in a time that a test turns, with a client that talks to it. */
export interface TestQueues {
  readonly url: string;
  readonly time: TurnableTime;
  readonly sqs: Sqs;
  readonly client: SQSClient;
  /** Sends a request with a right signature and nothing that an SDK would add. */
  readonly send: TestEndpoint['send'];
  close(): Promise<void>;
}

/** The ARN of a queue under test. */
export function queueArn(name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

/** Starts SQS on a free port. */
export async function startTestQueues(
  storage: Storage = memoryStorage(),
  time: TurnableTime = turnableTime(),
): Promise<TestQueues> {
  const sqs = createSqs({ storage, timers: time, region, accountId, endpoint: () => aws.url });
  const aws = await startTestEndpoint({ services: [sqs.service] });
  const client = new SQSClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  return {
    url: aws.url,
    time,
    sqs,
    client,
    send: (call) => aws.send(call),
    async close() {
      sqs.close();
      client.destroy();
      await aws.close();
    },
  };
}

/** Creates a queue by the client. @returns its URL */
export async function createQueue(
  { client }: TestQueues,
  QueueName: string,
  Attributes: Record<string, string> = {},
): Promise<string> {
  return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
}

/** Sends a message by the client. @returns its id */
export async function sendMessage(
  { client }: TestQueues,
  QueueUrl: string,
  MessageBody: string,
  more: object = {},
): Promise<string> {
  return (await client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }))).MessageId!;
}

/** Receives messages by the client. */
export async function receiveMessages(
  { client }: TestQueues,
  QueueUrl: string,
  more: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
  return Messages;
}

/** How many messages of a queue are visible, not visible, and delayed. */
export async function messageCounts({ client }: TestQueues, QueueUrl: string): Promise<string[]> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return ['', 'NotVisible', 'Delayed'].map((kind) => Attributes![`ApproximateNumberOfMessages${kind}` as 'QueueArn']!);
}
