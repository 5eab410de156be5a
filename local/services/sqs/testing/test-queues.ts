import { SQSClient } from '@aws-sdk/client-sqs';
import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage } from '../../../state/storage.ts';
import { turnableTime } from '../../../testing/turnable-time.ts';
import type { TurnableTime } from '../../../testing/turnable-time.ts';
import { accountId, credentials, region, startTestEndpoint } from '../../testing/test-endpoint.ts';
import { sqs as createSqs } from '../index.ts';
import type { Sqs } from '../index.ts';

/** SQS behind a listening endpoint, in a time that a test turns, with a client that talks to it. */
export interface TestQueues {
  readonly url: string;
  readonly time: TurnableTime;
  readonly sqs: Sqs;
  readonly client: SQSClient;
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
    async close() {
      sqs.close();
      client.destroy();
      await aws.close();
    },
  };
}
