import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsCli, awsCliTitle, hasAwsCli } from '../testing/aws-cli.ts';
import { queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
import type { TestTopics } from './testing/test-topics.ts';

describe.skipIf(!hasAwsCli)(awsCliTitle, { timeout: 120_000 }, () => {
  let aws: TestTopics;
  let cli: AwsCli;
  beforeAll(async () => {
    aws = await startTestTopics();
    cli = new AwsCli(aws.url);
  });
  afterAll(async () => {
    await aws.close();
    cli.remove();
  });

  // Version 1 of the CLI has addresses of its own for SQS, which only this option takes the place of.
  const run = (...args: string[]): Promise<unknown> => cli.ask('--endpoint-url', aws.url, ...args);

  it('publishes to a topic and receives from the queue that is subscribed', async () => {
    const { QueueUrl } = (await run('sqs', 'create-queue', '--queue-name', 'inbox')) as { QueueUrl: string };
    await run('sns', 'create-topic', '--name', 'news', '--attributes', 'DisplayName=Dragon news');
    await run(
      ...['sns', 'subscribe', '--topic-arn', topicArn('news'), '--protocol', 'sqs'],
      ...['--notification-endpoint', queueArn('inbox')],
      ...['--attributes', '{"RawMessageDelivery":"true","FilterPolicy":"{\\"kind\\":[\\"red\\"]}"}'],
    );
    await run(
      ...['sns', 'publish', '--topic-arn', topicArn('news'), '--message', 'Ada says "hi" 🐉'],
      ...['--message-attributes', '{"kind":{"DataType":"String","StringValue":"red"}}'],
    );

    const answer = await run('sqs', 'receive-message', '--queue-url', QueueUrl, '--message-attribute-names', 'All');

    expect(answer).toMatchObject({
      Messages: [{ Body: 'Ada says "hi" 🐉', MessageAttributes: { kind: { StringValue: 'red', DataType: 'String' } } }],
    });
    const { ReceiptHandle } = (answer as { Messages: [{ ReceiptHandle: string }] }).Messages[0];
    await run('sqs', 'delete-message', '--queue-url', QueueUrl, '--receipt-handle', ReceiptHandle);
    expect(await run('sns', 'get-topic-attributes', '--topic-arn', topicArn('news'))).toMatchObject({
      Attributes: { DisplayName: 'Dragon news', SubscriptionsConfirmed: '1' },
    });
  });

  it('is told what is wrong', async () => {
    const missing = run('sqs', 'get-queue-url', '--queue-name', 'lake');
    await expect(missing).rejects.toThrow('(AWS.SimpleQueueService.NonExistentQueue)');
    const unknown = run('sns', 'list-platform-applications');
    await expect(unknown).rejects.toThrow('sns:ListPlatformApplications is not simulated by the local AWS.');
  });
});
