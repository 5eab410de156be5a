import { describe, expect, it } from 'vitest';
import { MetricStore } from '../metrics/metric-store.ts';
import { minute } from '../metrics/series.ts';
import { alarmStates, type AlarmState } from './alarm.ts';
import { readAlarm } from './read-alarm.ts';
import { stateOf } from './state-of.ts';

const now = Date.UTC(2026, 10, 20, 9, 5);
const metric = { namespace: 'Pond', name: 'Leaks', dimensions: { pond: 'north' } };

const properties = {
  AlarmName: 'leaks',
  Namespace: 'Pond',
  MetricName: 'Leaks',
  Dimensions: [{ Name: 'pond', Value: 'north' }],
  Statistic: 'Sum',
  Period: 60,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
};

/** A store with a period for each sign, the newest on the right: `0` within the threshold, `X` beyond it, `-` without data. */
function storeOf(periods: string, period = 60): MetricStore {
  const store = new MetricStore();
  const signs = periods.split(' ');
  signs.forEach((sign, i) => {
    const timestamp = now - (signs.length - i) * period * 1000;
    if (sign !== '-') store.put({ ...metric, value: sign === 'X' ? 1 : 0, timestamp });
  });
  return store;
}

type Row = [periods: string, missing: string, ignore: string, breaching: string, notBreaching: string];

function expectRow(more: object, [periods, ...states]: Row): void {
  const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'];
  treatments.forEach((TreatMissingData, i) => {
    const alarm = readAlarm({ ...properties, ...more, TreatMissingData });
    const seen = alarmStates.map((current) => stateOf(alarm, storeOf(periods), now, current).state);
    const expected = states[i] === 'kept' ? alarmStates : alarmStates.map(() => states[i]);
    expect(seen, `${periods}, ${TreatMissingData}`).toEqual(expected);
  });
}

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe('an alarm whose data are missing here and there', () => {
  it.each<Row>([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', 'kept', 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', 'kept', 'ALARM', 'OK'],
    ['- - - - X', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'OK', 'OK', 'ALARM', 'OK'],
  ])('needs three of three: %s', (...row) => {
    expectRow({ EvaluationPeriods: 3, DatapointsToAlarm: 3 }, row);
  });

  it.each<Row>([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', 'kept', 'ALARM', 'OK'],
  ])('needs two of three: %s', (...row) => {
    expectRow({ EvaluationPeriods: 3, DatapointsToAlarm: 2 }, row);
  });

  it('keeps its state when it is on DynamoDB, whatever it says', () => {
    const alarm = readAlarm({
      ...properties,
      Namespace: 'AWS/DynamoDB',
      EvaluationPeriods: 1,
      TreatMissingData: 'breaching',
    });

    expect(stateOf(alarm, new MetricStore(), now, 'OK').state).toBe('OK');
  });
});

describe('an alarm', () => {
  const stateWith = (more: object, store: MetricStore, at = now): AlarmState =>
    stateOf(readAlarm({ ...properties, EvaluationPeriods: 1, ...more }), store, at).state;

  it('does not look at the minute that is not over', () => {
    const store = new MetricStore();
    store.put({ ...metric, value: 1, timestamp: now + 1000 });

    expect(stateWith({ TreatMissingData: 'notBreaching' }, store, now + 59_999)).toBe('OK');
    expect(stateWith({ TreatMissingData: 'notBreaching' }, store, now + minute)).toBe('ALARM');
  });

  it('moves its period on with every minute', () => {
    const store = storeOf('X 0 0 0 0');
    const ofFiveMinutes = { Period: 300, Statistic: 'Maximum' };
    store.put({ ...metric, value: 0, timestamp: now });

    expect(stateWith(ofFiveMinutes, store)).toBe('ALARM');
    expect(stateWith(ofFiveMinutes, store, now + minute)).toBe('OK');
  });

  it.each([
    ['GreaterThanThreshold', 'OK', 'ALARM', 'OK'],
    ['GreaterThanOrEqualToThreshold', 'ALARM', 'ALARM', 'OK'],
    ['LessThanThreshold', 'OK', 'OK', 'ALARM'],
    ['LessThanOrEqualToThreshold', 'ALARM', 'OK', 'ALARM'],
  ])('compares with %s', (ComparisonOperator, at, above, below) => {
    const states = [0, 1, -1].map((value) => {
      const store = new MetricStore();
      store.put({ ...metric, value, timestamp: now - minute });
      return stateWith({ ComparisonOperator }, store);
    });

    expect(states).toEqual([at, above, below]);
  });

  it.each([
    ['Sum', 6],
    ['Average', 1.5],
    ['Minimum', 1],
    ['Maximum', 3],
    ['SampleCount', 4],
    ['p50', 1],
    ['p99.9', 3],
  ])('watches the statistic %s', (statistic, value) => {
    const store = new MetricStore();
    for (const one of [1, 1, 1, 3]) store.put({ ...metric, value: one, timestamp: now - minute });
    const given = statistic.startsWith('p')
      ? { Statistic: undefined, ExtendedStatistic: statistic }
      : { Statistic: statistic };
    const alarm = readAlarm({ ...properties, EvaluationPeriods: 1, ...given });

    expect(stateOf(alarm, store, now).datapoints).toEqual([{ start: now - minute, value }]);
  });

  it('watches one unit when it names one', () => {
    const store = new MetricStore();
    store.put({ ...metric, value: 1, unit: 'Bytes', timestamp: now - minute });

    expect(stateWith({ Unit: 'Count', TreatMissingData: 'notBreaching' }, store)).toBe('OK');
    expect(stateWith({ Unit: 'Bytes' }, store)).toBe('ALARM');
  });

  it('does not change for a percentile of few samples, when it is told so', () => {
    const percentile = { Statistic: undefined, ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: 'ignore' };
    const store = new MetricStore();
    store.put({ ...metric, value: 1, count: 99, timestamp: now - minute });

    expect(stateWith(percentile, store)).toBe('INSUFFICIENT_DATA');
    store.put({ ...metric, value: 1, timestamp: now - minute });
    expect(stateWith(percentile, store)).toBe('ALARM');
  });

  it('says why as CloudWatch does', () => {
    const reasonOf = (more: object, periods: string): string =>
      stateOf(readAlarm({ ...properties, ...more }), storeOf(periods), now).reason;

    expect(reasonOf({ EvaluationPeriods: 1 }, 'X')).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [1.0 (20/11/26 09:04:00)] was greater than the threshold (0.0) ' +
        '(minimum 1 datapoint for OK -> ALARM transition).',
    );
    expect(reasonOf({ EvaluationPeriods: 2 }, '0 0')).toBe(
      'Threshold Crossed: 2 out of the last 2 datapoints [0.0 (20/11/26 09:04:00), 0.0 (20/11/26 09:03:00)] were not ' +
        'greater than the threshold (0.0) (minimum 1 datapoint for ALARM -> OK transition).',
    );
    expect(reasonOf({ EvaluationPeriods: 1, TreatMissingData: 'breaching' }, '-')).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
    );
    expect(reasonOf({ EvaluationPeriods: 2 }, '-')).toBe('Insufficient Data: 2 datapoints were unknown.');
  });
});
