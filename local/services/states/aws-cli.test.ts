import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, region } from '../testing/test-endpoint.ts';
import { startTestStepFunctions } from './testing/test-step-functions.ts';
import type { TestStepFunctions } from './testing/test-step-functions.ts';

const version = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: 20_000 });
const found = version.status === 0;
const reason = found ? version.stdout.trim() : 'skipped: there is no aws CLI on the PATH';

describe.skipIf(!found)(`the aws CLI (${reason})`, { timeout: 120_000 }, () => {
  let aws: TestStepFunctions;
  beforeAll(async () => {
    aws = await startTestStepFunctions();
  });
  afterAll(() => aws.close());

  async function run(...args: string[]): Promise<Record<string, unknown>> {
    const { stdout } = await promisify(execFile)('aws', ['stepfunctions', ...args], {
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: aws.url,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      },
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it('starts an execution and reads what became of it', async () => {
    const arn = aws.declare({ StartAt: 'A', States: { A: { Type: 'Pass', Result: 'ü', End: true } } }, { name: 'm' });

    const { executionArn } = await run('start-execution', '--state-machine-arn', arn, '--input', '{"a":1}');
    await aws.finished(String(executionArn));
    const described = await run('describe-execution', '--execution-arn', String(executionArn));
    const { events } = await run('get-execution-history', '--execution-arn', String(executionArn));

    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '"ü"' });
    expect(events).toHaveLength(4);
  });
});
