import type { Clock } from '../../../clock.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { AlarmState } from './alarm.ts';
import { alarmMessage, timeText, type AlarmMessage } from './alarm-message.ts';
import type { DeclaredAlarm, HistoryItem } from './declared-alarm.ts';
import { readAlarm } from './read-alarm.ts';
import { stateOf, type Evaluation } from './state-of.ts';
import { initialReason } from './state-reason.ts';

/** A change of an alarm's state, for whoever watches the stack. */
export interface AlarmChange {
  readonly name: string;
  readonly oldState: AlarmState;
  readonly state: AlarmState;
  readonly reason: string;
  /** Ends, by the conventions of a project, with what to do about it. */
  readonly description?: string;
}

/** What alarms work with. */
export interface AlarmsOptions {
  readonly store: MetricStore;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** Tells a topic. Rejects when there is none. */
  readonly publish: (topicArn: string, message: AlarmMessage) => Promise<unknown>;
  readonly onChange: (change: AlarmChange) => void;
}

/** CloudWatch keeps 30 days of history; here the newest items of all alarms are kept. */
const longestHistory = 2000;

/** The alarms of the template, their states and their history, in memory. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #alarms = new Map<string, DeclaredAlarm>();
  #history: HistoryItem[] = [];

  constructor(options: AlarmsOptions) {
    this.#options = options;
  }

  /** By name. */
  all(): readonly DeclaredAlarm[] {
    return [...this.#alarms.values()].sort((a, b) => (a.alarm.name < b.alarm.name ? -1 : 1));
  }

  get(name: string): DeclaredAlarm | undefined {
    return this.#alarms.get(name);
  }

  /** Oldest first. */
  get history(): readonly HistoryItem[] {
    return this.#history;
  }

  /**
   * Creates an alarm, or changes the one of that name to what is declared now. A change leaves its state as it is
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html).
   * @throws ServiceError, NotSimulatedError as `readAlarm`
   */
  declare(name: string, arn: string, properties: Readonly<Record<string, unknown>>): void {
    const known = this.#alarms.get(name);
    if (known !== undefined && JSON.stringify(known.properties) === JSON.stringify(properties)) return;
    const alarm = { ...readAlarm(properties), name };
    const now = this.#options.clock();
    const { state, reason, reasonData, updated, transitioned } = known ?? {
      state: 'INSUFFICIENT_DATA',
      reason: initialReason,
      reasonData: undefined,
      updated: now,
      transitioned: now,
    };
    this.#alarms.set(name, {
      ...{ alarm, arn, properties, configured: now, actionsEnabled: alarm.actionsEnabled },
      ...{ state, reason, reasonData, updated, transitioned },
    });
    const type = known === undefined ? 'Create' : 'Update';
    this.#record(name, 'ConfigurationUpdate', `Alarm "${name}" ${type.toLowerCase()}d`, { type });
  }

  /** Removes the alarms with other names. */
  keepOnly(names: readonly string[]): void {
    for (const name of this.#alarms.keys()) if (!names.includes(name)) this.#alarms.delete(name);
  }

  /** Looks at all alarms, by the data that are there; those that change tell their topics. */
  async evaluate(): Promise<void> {
    const { store, clock } = this.#options;
    const now = clock();
    const changes: Promise<void>[] = [];
    for (const declared of this.#alarms.values()) {
      const evaluation = stateOf(declared.alarm, store, now, declared.state);
      const { state, reason } = evaluation;
      if (state !== declared.state) {
        changes.push(this.change(declared, state, reason, reasonData(declared, evaluation, now)));
      } else if (declared.reason === initialReason) Object.assign(declared, { reason, updated: now });
    }
    await Promise.all(changes);
  }

  /** Puts an alarm into a state, and tells its topics when it was in another. */
  async change(declared: DeclaredAlarm, state: AlarmState, reason: string, data?: string): Promise<void> {
    const now = this.#options.clock();
    const { state: oldState, alarm } = declared;
    const before = stateText(declared);
    Object.assign(declared, { state, reason, reasonData: data, updated: now });
    if (state === oldState) return;
    declared.transitioned = now;
    const { name, description } = alarm;
    const change = { version: '1.0', oldState: before, newState: stateText(declared) };
    this.#record(name, 'StateUpdate', `Alarm updated from ${oldState} to ${state}`, change);
    this.#options.onChange({ name, oldState, state, reason, ...(description === undefined ? {} : { description }) });
    if (declared.actionsEnabled) await this.#act(declared, oldState);
  }

  /** Switches whether alarms tell their topics. */
  setActionsEnabled(declared: DeclaredAlarm, enabled: boolean): void {
    Object.assign(declared, { actionsEnabled: enabled, configured: this.#options.clock() });
  }

  async #act(declared: DeclaredAlarm, oldState: AlarmState): Promise<void> {
    const { name, actions } = declared.alarm;
    const message = alarmMessage(declared, oldState, this.#options);
    for (const topicArn of actions[declared.state]) {
      try {
        await this.#options.publish(topicArn, message);
        const data = {
          actionState: 'Succeeded',
          notificationResource: topicArn,
          stateUpdateTimestamp: declared.transitioned,
        };
        this.#record(name, 'Action', `Successfully executed action ${topicArn}`, data);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const data = { actionState: 'Failed', notificationResource: topicArn, error: why };
        this.#record(name, 'Action', `Failed to execute action ${topicArn}. Received error: "${why}"`, data);
      }
    }
  }

  #record(alarmName: string, type: HistoryItem['type'], summary: string, data: object): void {
    const item = { alarmName, timestamp: this.#options.clock(), type, summary, data: JSON.stringify(data) };
    this.#history = [...this.#history.slice(1 - longestHistory), item];
  }
}

function stateText({ state, reason, reasonData: data }: DeclaredAlarm): object {
  const stateReasonData: unknown = data === undefined ? undefined : JSON.parse(data);
  return { stateValue: state, stateReason: reason, stateReasonData };
}

/** The JSON text of `StateReasonData`. */
function reasonData({ alarm }: DeclaredAlarm, { datapoints }: Evaluation, now: number): string {
  const oldest = datapoints.at(-1);
  return JSON.stringify({
    version: '1.0',
    queryDate: timeText(now),
    ...(oldest === undefined ? {} : { startDate: timeText(oldest.start) }),
    period: alarm.period,
    recentDatapoints: datapoints.map(({ value }) => value).reverse(),
    threshold: alarm.threshold,
    evaluatedDatapoints: datapoints.map(({ start, value }) => ({ timestamp: timeText(start), value })),
  });
}
