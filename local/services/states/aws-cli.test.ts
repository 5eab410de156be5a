import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsCli, awsCliTitle, hasAwsCli } from '../testing/aws-cli.ts';
import { startTestStepFunctions } from './testing/test-step-functions.ts';
import type { TestStepFunctions } from './testing/test-step-functions.ts';

describe.skipIf(!hasAwsCli)(awsCliTitle, { timeout: 120_000 }, () => {
  let aws: TestStepFunctions;
  let cli: AwsCli;
  beforeAll(async () => {
    aws = await startTestStepFunctions();
    cli = new AwsCli(aws.url);
  });
  afterAll(async () => {
    cli.remove();
    await aws.close();
  });

  const run = async (...args: string[]) => (await cli.ask('stepfunctions', ...args)) as Record<string, unknown>;

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
