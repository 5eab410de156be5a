import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../state/memory-storage.ts';
import { declarationProblem } from './index.ts';
import { queueArn, startTestQueues } from './testing/test-queues.ts';
import type { TestQueues } from './testing/test-queues.ts';

let aws: TestQueues;
beforeEach(async () => {
  aws = await startTestQueues();
});
afterEach(() => aws.close());

async function attributesOf(QueueUrl: string): Promise<Record<string, string>> {
  const answer = await aws.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return answer.Attributes!;
}

describe('a queue that a template declares', () => {
  const properties = {
    VisibilityTimeout: 60,
    RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: '3' },
  };
  const declared = { name: 'pond', arn: queueArn('pond'), properties };

  it('is created with the attributes of its properties', async () => {
    expect(aws.sqs.declareQueue(declared)).toBe('created');

    expect(await attributesOf(`${aws.url}/000000000000/pond`)).toMatchObject({
      VisibilityTimeout: '60',
      RedrivePolicy: JSON.stringify(properties.RedrivePolicy),
    });
  });

  it('keeps what somebody changed until the declaration changes', async () => {
    const storage = memoryStorage();
    const url = 'http://127.0.0.1:4566/000000000000/pond';
    const first = await startTestQueues(storage);
    first.sqs.declareQueue(declared);
    await first.client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '5' } }));
    await first.close();

    const second = await startTestQueues(storage);

    expect(second.sqs.declareQueue(declared)).toBe('kept');
    expect(second.sqs.declareQueue({ ...declared, properties: { VisibilityTimeout: 61 } })).toBe('updated');
    await second.close();
  });
});

describe('the properties of a declared queue', () => {
  it.each([
    [{ QueueName: 'pond.fifo', FifoQueue: true }, 'FIFO queues are not simulated locally'],
    [{ QueueName: 'a b' }, 'alphanumeric characters'],
    [{ VisibilityTimeout: 43_201 }, 'Invalid value for the parameter VisibilityTimeout'],
    [{ RedrivePolicy: { maxReceiveCount: 3 } }, 'deadLetterTargetArn must be the ARN of a queue'],
  ])('%j are refused when the template is read', (properties, why) => {
    expect(declarationProblem({ properties })).toContain(why);
  });

  it('are taken otherwise', () => {
    const RedrivePolicy = { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 3 };

    expect(declarationProblem({ properties: { QueueName: 'pond', FifoQueue: false, RedrivePolicy } })).toBeUndefined();
  });
});
