import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCloudWatch, topicArn, type TestCloudWatch } from '../testing/test-cloudwatch.ts';

const minute = 60_000;

let aws: TestCloudWatch;
beforeEach(async () => {
  aws = await startTestCloudWatch();
});
afterEach(() => aws.close());

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
    await aws.put({ Value: 3, Dimensions: [{ Name: 'pond', Value: 'north' }] });

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
    await aws.put({ Value: 3 });

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
      StateTransitionedTimestamp: new Date(aws.time.now()),
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
    await aws.put({ Value: 1 });
    await aws.time.turn(minute);

    expect(await describeOne()).toMatchObject({ StateValue: 'ALARM', ActionsEnabled: false });
    expect(aws.published).toEqual([]);
    await aws.client.send(new EnableAlarmActionsCommand({ AlarmNames: ['leaks'] }));
    expect(await describeOne()).toMatchObject({ ActionsEnabled: true });
  });

  it('has a history of what happened to it, with topics that could not be told', async () => {
    aws.missingTopics.add(topicArn('gone'));
    aws.declare('leaks', { AlarmActions: [topicArn('gone'), topicArn('alarms')] });
    await aws.put({ Value: 1 });
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
