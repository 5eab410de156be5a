import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type MetricDatum,
  type PutMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCloudWatch, topicArn, type TestCloudWatch } from './testing/test-cloudwatch.ts';

const minute = 60_000;

let aws: TestCloudWatch;
beforeEach(async () => {
  aws = await startTestCloudWatch();
});
afterEach(() => aws.close());

const put = async (datum: Partial<MetricDatum>, more: Partial<PutMetricDataCommandInput> = {}) =>
  aws.client.send(
    new PutMetricDataCommand({ Namespace: 'Pond', MetricData: [{ MetricName: 'Leaks', ...datum }], ...more }),
  );
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
    await put({ Value: 4, Unit: 'Count', Timestamp: at(-2) });
    await put({ Values: [1, 2], Counts: [3, 1], Unit: 'Count' });
    await put({ StatisticValues: { Sum: 9, Minimum: 1, Maximum: 5, SampleCount: 4 }, Unit: 'Bytes' });

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
    await put({ Value: 1, Dimensions: [{ Name: 'pond', Value: 'north' }] });
    await put({ Value: 1, Dimensions: [{ Name: 'pond', Value: 'south' }] });
    await put({ Value: 1 }, { Namespace: 'Lake' });

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
    await expect(put(datum, more)).rejects.toMatchObject({ name: code });
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
    await put({ Value: 6, Timestamp: at(-1), Dimensions: [{ Name: 'pond', Value: 'north' }] });
    await put({ Value: 8, Dimensions: [{ Name: 'pond', Value: 'north' }] });
    await put({ Value: 2, Dimensions: [{ Name: 'pond', Value: 'south' }] });

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

describe('an alarm of the template', () => {
  const describeOne = async (name = 'leaks') => {
    const { MetricAlarms = [] } = await aws.client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    return MetricAlarms[0];
  };

  it('is told in CloudWatch’s own message to the topics of the state that it goes to', async () => {
    aws.declare('leaks', {
      AlarmDescription: 'It leaks',
      Dimensions: [{ Name: 'pond', Value: 'north' }],
      DatapointsToAlarm: 1,
      AlarmActions: [topicArn('alarms')],
      OKActions: [topicArn('relief')],
    });
    await put({ Value: 3, Dimensions: [{ Name: 'pond', Value: 'north' }] });

    await aws.time.turn(minute);

    expect(aws.published).toHaveLength(1);
    const [{ topicArn: told, subject, message } = { topicArn: '', subject: '', message: '{}' }] = aws.published;
    expect([told, subject]).toEqual([topicArn('alarms'), 'ALARM: "leaks" in EU (Ireland)']);
    expect(JSON.parse(message)).toEqual({
      AlarmName: 'leaks',
      AlarmDescription: 'It leaks',
      AWSAccountId: '000000000000',
      AlarmConfigurationUpdatedTimestamp: '2026-11-20T09:00:00.000+0000',
      NewStateValue: 'ALARM',
      NewStateReason:
        'Threshold Crossed: 1 out of the last 1 datapoints [3.0 (20/11/26 09:00:00)] was greater than the threshold (0.0) ' +
        '(minimum 1 datapoint for OK -> ALARM transition).',
      StateChangeTime: '2026-11-20T09:01:00.000+0000',
      Region: 'EU (Ireland)',
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:leaks',
      OldStateValue: 'INSUFFICIENT_DATA',
      OKActions: [topicArn('relief')],
      AlarmActions: [topicArn('alarms')],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'Leaks',
        Namespace: 'Pond',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [{ value: 'north', name: 'pond' }],
        Period: 60,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        TreatMissingData: 'notBreaching',
        EvaluateLowSampleCountPercentile: '',
      },
    });
    await aws.time.turn(10 * minute);
    expect(aws.published.map(({ topicArn: arn }) => arn)).toEqual([topicArn('alarms'), topicArn('relief')]);
    expect(aws.changes.map(({ oldState, state }) => `${oldState} ${state}`)).toEqual([
      'INSUFFICIENT_DATA ALARM',
      'ALARM OK',
    ]);
  });

  it('on metric math tells its queries', async () => {
    aws.declare('ratio', {
      ...{ Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined },
      Metrics: [
        { Id: 'e1', Expression: 'FILL(m1, 0) * 2', Label: 'twice' },
        {
          Id: 'm1',
          ReturnData: false,
          MetricStat: { Metric: { Namespace: 'Pond', MetricName: 'Leaks' }, Period: 60, Stat: 'p90' },
        },
      ],
      AlarmActions: [topicArn('alarms')],
    });
    await put({ Value: 3 });

    await aws.time.turn(minute);

    expect(JSON.parse(aws.published[0]!.message)).toMatchObject({
      NewStateValue: 'ALARM',
      Trigger: {
        Period: 60,
        Metrics: [
          { Expression: 'FILL(m1, 0) * 2', Id: 'e1', Label: 'twice', ReturnData: true },
          {
            Id: 'm1',
            MetricStat: { Metric: { Dimensions: [], MetricName: 'Leaks', Namespace: 'Pond' }, Period: 60, Stat: 'p90' },
            ReturnData: false,
          },
        ],
      },
    });
  });

  it('starts without data, and is described as it was declared, with its state', async () => {
    aws.declare('leaks', { AlarmDescription: 'It leaks', OKActions: [topicArn('relief')] });

    expect(await describeOne()).toMatchObject({
      AlarmName: 'leaks',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      ActionsEnabled: true,
    });
    await aws.time.turn(minute);

    expect(await describeOne()).toMatchObject({
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:leaks',
      AlarmDescription: 'It leaks',
      StateValue: 'OK',
      StateTransitionedTimestamp: at(0),
      OKActions: [topicArn('relief')],
      AlarmActions: [],
      Namespace: 'Pond',
      MetricName: 'Leaks',
      Dimensions: [],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('is found by prefix, state and action, page by page', async () => {
    for (const name of ['a1', 'a2', 'b1']) aws.declare(name, name === 'a2' ? { AlarmActions: [topicArn('x')] } : {});
    const names = async (input: object) => {
      const { MetricAlarms = [] } = await aws.client.send(new DescribeAlarmsCommand(input));
      return MetricAlarms.map(({ AlarmName }) => AlarmName);
    };

    const { NextToken } = await aws.client.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));

    expect(await names({ NextToken })).toEqual(['b1']);
    expect(await names({ AlarmNamePrefix: 'a' })).toEqual(['a1', 'a2']);
    expect(await names({ ActionPrefix: topicArn('x') })).toEqual(['a2']);
    expect(await names({ StateValue: 'ALARM' })).toEqual([]);
    expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  });

  it('may be set to a state, until it is looked at again', async () => {
    aws.declare('leaks', { AlarmActions: [topicArn('alarms')] });
    await aws.time.turn(minute);

    await aws.client.send(new SetAlarmStateCommand({ AlarmName: 'leaks', StateValue: 'ALARM', StateReason: 'a test' }));

    expect(await describeOne()).toMatchObject({ StateValue: 'ALARM', StateReason: 'a test' });
    expect(aws.published).toHaveLength(1);
    await aws.time.turn(minute);
    expect(await describeOne()).toMatchObject({ StateValue: 'OK' });
    const unknown = new SetAlarmStateCommand({ AlarmName: 'no', StateValue: 'OK', StateReason: '' });
    await expect(aws.client.send(unknown)).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('tells nobody while its actions are switched off', async () => {
    aws.declare('leaks', { AlarmActions: [topicArn('alarms')] });
    await aws.client.send(new DisableAlarmActionsCommand({ AlarmNames: ['leaks', 'no'] }));
    await put({ Value: 1 });
    await aws.time.turn(minute);

    expect(await describeOne()).toMatchObject({ StateValue: 'ALARM', ActionsEnabled: false });
    expect(aws.published).toEqual([]);
    await aws.client.send(new EnableAlarmActionsCommand({ AlarmNames: ['leaks'] }));
    expect(await describeOne()).toMatchObject({ ActionsEnabled: true });
  });

  it('has a history of what happened to it, with topics that could not be told', async () => {
    aws.missingTopics.add(topicArn('gone'));
    aws.declare('leaks', { AlarmActions: [topicArn('gone'), topicArn('alarms')] });
    await put({ Value: 1 });
    await aws.time.turn(minute);

    const { AlarmHistoryItems = [] } = await aws.client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'leaks', ScanBy: 'TimestampAscending' }),
    );

    expect(
      AlarmHistoryItems.map(({ HistoryItemType, HistorySummary }) => `${HistoryItemType}: ${HistorySummary}`),
    ).toEqual([
      'ConfigurationUpdate: Alarm "leaks" created',
      'StateUpdate: Alarm updated from INSUFFICIENT_DATA to ALARM',
      `Action: Failed to execute action ${topicArn('gone')}. Received error: "Topic does not exist"`,
      `Action: Successfully executed action ${topicArn('alarms')}`,
    ]);
    expect(JSON.parse(AlarmHistoryItems[1]!.HistoryData!)).toMatchObject({
      oldState: { stateValue: 'INSUFFICIENT_DATA' },
      newState: { stateValue: 'ALARM', stateReasonData: { recentDatapoints: [1], threshold: 0 } },
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
