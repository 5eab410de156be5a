import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleStack } from '../../testing/sample-stack.ts';

const version = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: 20_000 });
const found = version.status === 0;
const reason = found ? version.stdout.trim() : 'skipped: there is no aws CLI on the PATH';

describe.skipIf(!found)(`the aws CLI (${reason})`, { timeout: 120_000 }, () => {
  const sample = new SampleStack();
  beforeAll(() => sample.start());
  afterAll(() => sample.close());

  async function run(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('aws', ['cloudformation', ...args], {
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        HOME: sample.folder,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: sample.stack.addresses.endpoint,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      },
    });
    return stdout.trim();
  }

  it('reads an output of the stack that runs, and waits for a stack that is there', async () => {
    const { stackName, resources } = sample.stack.template;

    const query = "Stacks[0].Outputs[?OutputKey=='BucketName'].OutputValue";
    const output = run('describe-stacks', '--stack-name', stackName, '--query', query, '--output', 'text');
    await expect(output).resolves.toBe(resources.get('Things')?.ref);
    await expect(run('wait', 'stack-create-complete', '--stack-name', stackName)).resolves.toBe('');
  });
});
