import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, region } from '../testing/test-endpoint.ts';
import { queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
import type { TestTopics } from './testing/test-topics.ts';

const version = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: 20_000 });
const found = version.status === 0;
const reason = found ? version.stdout.trim() : 'skipped: there is no aws CLI on the PATH';

describe.skipIf(!found)(`the aws CLI (${reason})`, { timeout: 120_000 }, () => {
  let aws: TestTopics;
  let directory: string;
  beforeAll(async () => {
    aws = await startTestTopics();
    directory = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  });
  afterAll(async () => {
    await aws.close();
    rmSync(directory, { recursive: true });
  });

  async function run(...args: string[]): Promise<unknown> {
    // Version 1 of the CLI has addresses of its own for SQS, which only this option takes the place of.
    const { stdout } = await promisify(execFile)('aws', ['--endpoint-url', aws.url, '--output', 'json', ...args], {
      cwd: directory,
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        HOME: directory,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_DEFAULT_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      },
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

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
