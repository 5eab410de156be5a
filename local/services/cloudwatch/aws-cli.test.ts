import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsCli, awsCliTitle, hasAwsCli } from '../testing/aws-cli.ts';
import { startTestCloudWatch, type TestCloudWatch } from './testing/test-cloudwatch.ts';

describe.skipIf(!hasAwsCli)(awsCliTitle, { timeout: 120_000 }, () => {
  let aws: TestCloudWatch;
  let cli: AwsCli;
  beforeAll(async () => {
    aws = await startTestCloudWatch();
    cli = new AwsCli(aws.url);
  });
  afterAll(async () => {
    await aws.close();
    cli.remove();
  });

  const run = (...args: string[]): Promise<unknown> => cli.ask('cloudwatch', ...args);

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
