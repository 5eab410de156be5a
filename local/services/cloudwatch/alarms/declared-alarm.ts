import type { Alarm, AlarmState } from './alarm.ts';

/** An alarm of the template with the state that it is in. Times are milliseconds since 1970. */
export interface DeclaredAlarm {
  readonly alarm: Alarm;
  readonly arn: string;
  /** The properties as they were declared: what clients and notifications are told. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** When it was declared, or its actions were switched. */
  configured: number;
  actionsEnabled: boolean;
  state: AlarmState;
  reason: string;
  /** JSON text. */
  reasonData: string | undefined;
  /** When the state, or the reason for it, changed last. */
  updated: number;
  /** When the state changed last. */
  transitioned: number;
}

/** What DescribeAlarmHistory tells. */
export interface HistoryItem {
  readonly alarmName: string;
  readonly timestamp: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}
