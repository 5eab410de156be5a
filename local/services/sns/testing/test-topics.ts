import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { UnknownFunctionError } from '../../../lambda/invoker.ts';
import type { InvocationResult } from '../../../lambda/invoker.ts';
import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage } from '../../../state/storage.ts';
import { turnableTime } from '../../../testing/turnable-time.ts';
import type { TurnableTime } from '../../../testing/turnable-time.ts';
import { sqs as createSqs } from '../../sqs/index.ts';
import type { Sqs } from '../../sqs/index.ts';
import { accountId, credentials, region, startTestEndpoint } from '../../testing/test-endpoint.ts';
import { sns as createSns } from '../index.ts';
import type { Sns } from '../index.ts';

/** SNS and SQS behind a listening endpoint, in a time that a test turns, with clients that talk to them. */
export interface TestTopics {
  readonly url: string;
  readonly time: TurnableTime;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly client: SNSClient;
  readonly sqsClient: SQSClient;
  /** What was logged. */
  readonly lines: string[];
  /** The events that each function was called with. */
  readonly events: Map<string, unknown[]>;
  /** What functions do, by name; a name that is not here is unknown. */
  readonly functions: Map<string, () => InvocationResult | Promise<InvocationResult>>;
  close(): Promise<void>;
}

export const functionArn = (name: string): string => `arn:aws:lambda:${region}:${accountId}:function:${name}`;
export const topicArn = (name: string): string => `arn:aws:sns:${region}:${accountId}:${name}`;
export const queueArn = (name: string): string => `arn:aws:sqs:${region}:${accountId}:${name}`;

export const returned: InvocationResult = { outcome: 'returned', payload: 'null' };
export const failed: InvocationResult = { outcome: 'failed', payload: '{"errorType":"Error","errorMessage":"no"}' };
export const throttled: InvocationResult = { outcome: 'throttled' };

/** Starts SNS and SQS on a free port. */
export async function startTestTopics(
  options: {
    storage?: Storage;
    time?: TurnableTime;
    mayInvoke?: (functionArn: string, topicArn: string) => boolean;
  } = {},
): Promise<TestTopics> {
  const { storage = memoryStorage(), time = turnableTime(), mayInvoke } = options;
  const events: TestTopics['events'] = new Map();
  const functions: TestTopics['functions'] = new Map();
  const lines: string[] = [];
  const shared = { storage, timers: time, region, accountId, endpoint: () => aws.url };
  const sqs = createSqs(shared);
  const sns = createSns({
    ...shared,
    sendToQueue: (...message) => sqs.send(...message),
    log: (line) => lines.push(line),
    ...(mayInvoke === undefined ? {} : { mayInvoke }),
    invoker: {
      async invoke(arn, event) {
        const name = arn.split(':')[6]!;
        const run = functions.get(name);
        if (run === undefined) throw new UnknownFunctionError(`Function not found: ${arn}`);
        events.set(name, [...(events.get(name) ?? []), event]);
        return run();
      },
    },
  });
  const aws = await startTestEndpoint({ services: [sns.service, sqs.service] });
  const configuration = { endpoint: aws.url, region, credentials, maxAttempts: 1 };
  const client = new SNSClient(configuration);
  const sqsClient = new SQSClient(configuration);
  return {
    url: aws.url,
    time,
    sns,
    sqs,
    client,
    sqsClient,
    lines,
    events,
    functions,
    async close() {
      await sns.close();
      sqs.close();
      client.destroy();
      sqsClient.destroy();
      await aws.close();
    },
  };
}
