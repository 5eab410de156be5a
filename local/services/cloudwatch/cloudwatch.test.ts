import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  type MetricDatum,
  type PutMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCloudWatch, type TestCloudWatch } from './testing/test-cloudwatch.ts';

const minute = 60_000;

let aws: TestCloudWatch;
beforeEach(async () => {
  aws = await startTestCloudWatch();
});
afterEach(() => aws.close());

const at = (minutes: number): Date => new Date(aws.time.now() + minutes * minute);
const statistics = async (more: object) => {
  const { Datapoints = [] } = await aws.client.send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: 'Pond', MetricName: 'Leaks', StartTime: at(-60), EndTime: at(1), Period: 60 },
      ...more,
    }),
  );
  return Datapoints;
};

describe('data that were put', () => {
  it('come back as statistics, minute by minute and unit by unit', async () => {
    await aws.put({ Value: 4, Unit: 'Count', Timestamp: at(-2) });
    await aws.put({ Values: [1, 2], Counts: [3, 1], Unit: 'Count' });
    await aws.put({ StatisticValues: { Sum: 9, Minimum: 1, Maximum: 5, SampleCount: 4 }, Unit: 'Bytes' });

    const found = await statistics({
      Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
      ExtendedStatistics: ['p50', 'p99.9'],
    });

    expect(found).toEqual([
      expect.objectContaining({ Timestamp: at(-2), Sum: 4, SampleCount: 1, Unit: 'Count' }),
      {
        Timestamp: at(0),
        Sum: 5,
        Average: 1.25,
        Minimum: 1,
        Maximum: 2,
        SampleCount: 4,
        ExtendedStatistics: { p50: 1, 'p99.9': 2 },
        Unit: 'Count',
      },
      // Nobody knows the values behind a statistic set.
      { Timestamp: at(0), Sum: 9, Average: 2.25, Minimum: 1, Maximum: 5, SampleCount: 4, Unit: 'Bytes' },
    ]);
  });

  it('are listed by namespace, name and dimensions', async () => {
    await aws.put({ Value: 1, Dimensions: [{ Name: 'pond', Value: 'north' }] });
    await aws.put({ Value: 1, Dimensions: [{ Name: 'pond', Value: 'south' }] });
    await aws.put({ Value: 1 }, { Namespace: 'Lake' });

    const list = async (filter: object) => {
      const { Metrics = [] } = await aws.client.send(new ListMetricsCommand(filter));
      return Metrics.map(({ Namespace, Dimensions }) =>
        [Namespace, ...Dimensions!.map(({ Value }) => Value)].join(' '),
      );
    };

    expect(await list({})).toEqual(['Lake', 'Pond north', 'Pond south']);
    expect(await list({ Namespace: 'Lake', MetricName: 'Leaks' })).toEqual(['Lake']);
    expect(await list({ Dimensions: [{ Name: 'pond' }] })).toEqual(['Pond north', 'Pond south']);
    expect(await list({ Dimensions: [{ Name: 'pond', Value: 'south' }] })).toEqual(['Pond south']);
    await aws.time.turn(181 * minute);
    expect(await list({ RecentlyActive: 'PT3H' })).toEqual([]);
  });

  it('may come compressed', async () => {
    const MetricData = Array.from({ length: 500 }, (_, i) => ({ MetricName: `Metric ${i}`, Value: i }));

    await aws.client.send(new PutMetricDataCommand({ Namespace: 'Pond', MetricData }));

    expect(await statistics({ MetricName: 'Metric 499', Statistics: ['Sum'] })).toMatchObject([{ Sum: 499 }]);
  });

  it.each<[string, Partial<MetricDatum>, Partial<PutMetricDataCommandInput>, string]>([
    ['a namespace of AWS', { Value: 1 }, { Namespace: 'AWS/Lambda' }, 'InvalidParameterValueException'],
    ['no value', {}, {}, 'InvalidParameterCombinationException'],
    ['two kinds of values', { Value: 1, Values: [1] }, {}, 'InvalidParameterCombinationException'],
    ['fewer counts than values', { Values: [1, 2], Counts: [1] }, {}, 'InvalidParameterValueException'],
    ['a time long ago', { Value: 1, Timestamp: new Date(0) }, {}, 'InvalidParameterValueException'],
    ['high resolution', { Value: 1, StorageResolution: 1 }, {}, 'NotImplemented'],
    ['entities', { Value: 1 }, { EntityMetricData: [{}] }, 'NotImplemented'],
  ])('are refused with %s', async (_, datum, more, code) => {
    await expect(aws.put(datum, more)).rejects.toMatchObject({ name: code });
    expect((await aws.client.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
  });
});

describe('GetMetricData', () => {
  const leaks = (pond: string, more: object = {}) => ({
    MetricStat: {
      Metric: { Namespace: 'Pond', MetricName: 'Leaks', Dimensions: [{ Name: 'pond', Value: pond }] },
      Period: 60,
      Stat: 'Sum',
    },
    ...more,
  });
  const get = async (MetricDataQueries: { Id: string }[], more: object = {}) => {
    const { MetricDataResults = [] } = await aws.client.send(
      new GetMetricDataCommand({ MetricDataQueries, StartTime: at(-10), EndTime: at(1), ...more }),
    );
    return MetricDataResults;
  };

  it('gives statistics and what metric math makes of them, newest first', async () => {
    await aws.put({ Value: 6, Timestamp: at(-1), Dimensions: [{ Name: 'pond', Value: 'north' }] });
    await aws.put({ Value: 8, Dimensions: [{ Name: 'pond', Value: 'north' }] });
    await aws.put({ Value: 2, Dimensions: [{ Name: 'pond', Value: 'south' }] });

    const queries = [
      { Id: 'north', ...leaks('north') },
      { Id: 'south', ...leaks('south', { ReturnData: false }) },
      { Id: 'both', Expression: 'SUM(METRICS())', Label: 'Both' },
      { Id: 'ratio', Expression: 'north / south' },
    ];

    expect(await get(queries)).toEqual([
      { Id: 'north', Label: 'Leaks', Timestamps: [at(0), at(-1)], Values: [8, 6], StatusCode: 'Complete' },
      { Id: 'both', Label: 'Both', Timestamps: [at(0), at(-1)], Values: [10, 6], StatusCode: 'Complete' },
      { Id: 'ratio', Label: 'ratio', Timestamps: [at(0)], Values: [4], StatusCode: 'Complete' },
    ]);
    const [first] = await get(queries, { ScanBy: 'TimestampAscending' });
    expect(first!.Values).toEqual([6, 8]);
  });

  it('refuses what it cannot work out', async () => {
    await expect(
      get([
        { Id: 'a', ...leaks('x') },
        { Id: 'b', ...{ Expression: 'c' } },
      ]),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'There is no query with the Id c.',
    });
    await expect(get([{ Id: 'a', ...leaks('x', { Label: '${MAX}' }) }])).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });
});

describe('what CloudWatch does not take', () => {
  it('is an alarm that is not in the template', async () => {
    const command = new PutMetricAlarmCommand({
      AlarmName: 'x',
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    });

    await expect(aws.client.send(command)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'monitoring:PutMetricAlarm is not simulated by the local AWS.',
    });
  });

  it.each([
    ['CBOR', '/service/GraniteServiceVersion20100801/operation/ListMetrics', 'application/cbor', ''],
    ['the Query protocol', '/', 'application/x-www-form-urlencoded', 'Action=ListMetrics&Version=2010-08-01'],
  ])('is %s', async (_, path, type, body) => {
    const response = await aws.send({
      ...{ method: 'POST', path, service: 'monitoring', body },
      headers: { 'content-type': type },
    });

    expect(response.status).toBe(501);
    expect(await response.text()).toContain('cloudwatch:ListMetrics in');
  });
});
