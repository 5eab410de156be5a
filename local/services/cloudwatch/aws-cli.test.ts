import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, region } from '../testing/test-endpoint.ts';
import { startTestCloudWatch, type TestCloudWatch } from './testing/test-cloudwatch.ts';

const version = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: 20_000 });
const found = version.status === 0;
const reason = found ? version.stdout.trim() : 'skipped: there is no aws CLI on the PATH';

describe.skipIf(!found)(`the aws CLI (${reason})`, { timeout: 120_000 }, () => {
  let aws: TestCloudWatch;
  let directory: string;
  beforeAll(async () => {
    aws = await startTestCloudWatch();
    directory = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  });
  afterAll(async () => {
    await aws.close();
    rmSync(directory, { recursive: true });
  });

  async function run(...args: string[]): Promise<unknown> {
    const { stdout } = await promisify(execFile)('aws', ['cloudwatch', '--output', 'json', ...args], {
      cwd: directory,
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        HOME: directory,
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_DEFAULT_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      },
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  it('puts data, reads statistics and sees the alarm that they make', async () => {
    aws.declare('leaks');
    await run('put-metric-data', '--namespace', 'Pond', '--metric-name', 'Leaks', '--value', '2', '--unit', 'Count');
    await aws.time.turn(60_000);

    expect(
      await run(
        ...['get-metric-statistics', '--namespace', 'Pond', '--metric-name', 'Leaks', '--statistics', 'Sum'],
        ...['--period', '60', '--start-time', '2026-11-20T08:00:00Z', '--end-time', '2026-11-20T10:00:00Z'],
      ),
    ).toMatchObject({ Datapoints: [{ Sum: 2, Unit: 'Count' }] });
    expect(await run('describe-alarms', '--state-value', 'ALARM')).toMatchObject({
      MetricAlarms: [
        {
          AlarmName: 'leaks',
          StateValue: 'ALARM',
          StateTransitionedTimestamp: Date.UTC(2026, 10, 20, 9, 1) / 1000,
        },
      ],
    });
  });

  it('is told what is wrong', async () => {
    await expect(
      run('set-alarm-state', '--alarm-name', 'no', '--state-value', 'OK', '--state-reason', 'x'),
    ).rejects.toThrow('(ResourceNotFound)');
    await expect(run('list-dashboards')).rejects.toThrow(
      'monitoring:ListDashboards is not simulated by the local AWS.',
    );
  });
});
