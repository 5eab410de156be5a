export { alarmStates, type Alarm, type AlarmState } from './alarms/alarm.ts';
export { readAlarm } from './alarms/read-alarm.ts';
export { stateOf, type Evaluation } from './alarms/state-of.ts';
export { MetricStore, type DataPoint, type MetricId } from './metrics/metric-store.ts';
