import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleStack } from '../../testing/sample-stack.ts';
import { AwsCli, awsCliTitle, hasAwsCli } from '../testing/aws-cli.ts';

describe.skipIf(!hasAwsCli)(awsCliTitle, { timeout: 120_000 }, () => {
  const sample = new SampleStack();
  let cli: AwsCli;
  beforeAll(async () => {
    await sample.start();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    cli = new AwsCli(sample.stack.addresses.endpoint, credentials, sample.stack.template.region);
  });
  afterAll(async () => {
    cli.remove();
    await sample.close();
  });

  const run = async (...args: string[]): Promise<string> => (await cli.run('cloudformation', ...args)).trim();

  it('reads an output of the stack that runs, and waits for a stack that is there', async () => {
    const { stackName, resources } = sample.stack.template;

    const query = "Stacks[0].Outputs[?OutputKey=='BucketName'].OutputValue";
    const output = run('describe-stacks', '--stack-name', stackName, '--query', query, '--output', 'text');
    await expect(output).resolves.toBe(resources.get('Things')?.ref);
    await expect(run('wait', 'stack-create-complete', '--stack-name', stackName)).resolves.toBe('');
  });
});
