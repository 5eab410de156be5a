import { optionalEnum, optionalInteger, optionalString, optionalStrings } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { pageByKey } from '../../page-by-key.ts';
import type { Alarms } from '../alarms/alarms.ts';
import { optionalTime, seconds } from './time.ts';

/** DescribeAlarmHistory, newest first unless asked for otherwise. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export function describeAlarmHistory(alarms: Alarms, input: JsonInput): object {
  const name = optionalString(input, 'AlarmName');
  const types = optionalStrings(input, 'AlarmTypes') ?? ['MetricAlarm'];
  const type = optionalEnum(input, 'HistoryItemType', ['ConfigurationUpdate', 'StateUpdate', 'Action']);
  const from = optionalTime(input, 'StartDate') ?? -Infinity;
  const to = optionalTime(input, 'EndDate') ?? Infinity;
  const found = alarms.history.filter(
    (item) =>
      types.includes('MetricAlarm') &&
      (name ?? item.alarmName) === item.alarmName &&
      (type ?? item.type) === item.type &&
      item.timestamp >= from &&
      item.timestamp <= to,
  );
  if (optionalEnum(input, 'ScanBy', ['TimestampAscending', 'TimestampDescending']) !== 'TimestampAscending')
    found.reverse();
  const limit = optionalInteger(input, 'MaxRecords', { min: 1, max: 100 }) ?? 100;
  const numbered = found.map((item, i) => ({ ...item, number: String(i).padStart(6, '0') }));
  const { items, next } = pageByKey(numbered, limit, optionalString(input, 'NextToken'), ({ number }) => number);
  return {
    AlarmHistoryItems: items.map((item) => ({
      AlarmName: item.alarmName,
      AlarmType: 'MetricAlarm',
      Timestamp: seconds(item.timestamp),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...next,
  };
}
