import { describe, expect, it } from 'vitest';
import { alarmProblem, dashboardProblem } from '../declarations.ts';
import { readAlarm } from './read-alarm.ts';

const metric = {
  ...{ Namespace: 'Pond', MetricName: 'Leaks', Statistic: 'Sum', Period: 60 },
  ...{ EvaluationPeriods: 3, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
};
const rule = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' };
const stat = (Id: string, more: object = {}) => ({
  Id,
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'Pond', MetricName: Id }, Period: 60, Stat: 'Sum', ...more },
});
const math = (Expression: string, ...others: object[]) => ({
  ...rule,
  Metrics: [{ Id: 'e1', Expression }, stat('m1'), ...others],
});

describe('an alarm', () => {
  it('takes numbers as texts, as templates have them, and what is left out by CloudWatch’s rules', () => {
    expect(
      readAlarm({ ...metric, Period: '300', Threshold: '1.5', EvaluationPeriods: '3', ActionsEnabled: 'false' }),
    ).toMatchObject({
      ...{ period: 300, threshold: 1.5, evaluationPeriods: 3, datapointsToAlarm: 3, actionsEnabled: false },
      ...{ treatMissingData: 'missing', evaluateLowSampleCountPercentile: 'evaluate' },
    });
  });

  it.each<[string, object]>([
    ['anomaly detection', { ...metric, ComparisonOperator: 'GreaterThanUpperThreshold' }],
    ['anomaly detection', { ...rule, ThresholdMetricId: 'e1', Metrics: [] }],
    ['Metrics Insights', math('SELECT AVG(Leaks) FROM Pond')],
    ['high resolution', { ...metric, Period: 10 }],
    ['the statistic tm99', { ...metric, Statistic: undefined, ExtendedStatistic: 'tm99' }],
    ['looks back for more than a day', { ...metric, Period: 3600, EvaluationPeriods: 25 }],
    ['which is no topic', { ...metric, AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }],
    ['metrics of other accounts', { ...rule, Metrics: [{ ...stat('m1'), ReturnData: true, AccountId: '1' }] }],
    ['the metric math function ANOMALY_DETECTION_BAND', math('ANOMALY_DETECTION_BAND(m1)')],
  ])('is refused by name: %s', (text, properties) => {
    expect(() => readAlarm({ ...properties })).toThrow(expect.objectContaining({ name: 'NotSimulatedError' }));
    expect(() => readAlarm({ ...properties })).toThrow(text);
  });

  it.each<[string, object]>([
    ['DatapointsToAlarm (4) must not be more than EvaluationPeriods (3)', { ...metric, DatapointsToAlarm: 4 }],
    ['either Statistic or ExtendedStatistic', { ...metric, Statistic: undefined }],
    ['Namespace', { ...metric, Namespace: undefined }],
    ['The Period 90 must be a multiple of 60', { ...metric, Period: 90 }],
    ['The Threshold undefined must be a number', { ...metric, Threshold: undefined }],
    ['An alarm must have ComparisonOperator', { ...metric, ComparisonOperator: undefined }],
    ['TreatMissingData must be one of missing, ignore', { ...metric, TreatMissingData: 'zero' }],
    ['must not have MetricName', { ...math('m1'), MetricName: 'Leaks' }],
    ['Exactly one of the Metrics', { ...rule, Metrics: [stat('m1')] }],
    ['not unique', math('m1', stat('m1'))],
    ['one and the same Period', math('m1 + m2', stat('m2', { Period: 300 }))],
    ['There is no query with the Id m9', math('m9')],
    ['The expression e1 refers to itself', math('e1 + m1')],
    ['gives a number, not a time series', math('SUM(m1)')],
    ['no more than ten metrics', math('SUM(METRICS())', ...Array.from({ length: 10 }, (_, i) => stat(`n${i}`)))],
  ])('that CloudWatch would refuse is refused: %s', (text, properties) => {
    expect(() => readAlarm({ ...properties })).toThrow(text);
    expect(alarmProblem({ properties: { ...properties } })).toContain(text);
  });
});

describe('a dashboard', () => {
  it('must have a body of JSON with widgets, which nobody looks at further', () => {
    const problem = (DashboardBody: unknown) => dashboardProblem({ properties: { DashboardBody } });

    expect(problem('{"widgets":[{"type":"text"}]}')).toBe(undefined);
    expect(problem('{"widgets":[,]}')).toMatch(/is not JSON/);
    expect(problem('[]')).toMatch(/a list of widgets/);
    expect(problem({ widgets: [] })).toMatch(/must be a text/);
  });
});
