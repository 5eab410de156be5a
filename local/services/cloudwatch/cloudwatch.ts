import type { Timers } from '../../clock.ts';
import type { AwsService } from '../service.ts';
import type { AlarmMessage } from './alarms/alarm-message.ts';
import { Alarms, type AlarmChange } from './alarms/alarms.ts';
import { MetricStore } from './metrics/metric-store.ts';
import { minute } from './metrics/series.ts';

/** What CloudWatch is made of. */
export interface CloudWatchOptions {
  /** The time that metrics and alarms go by. */
  readonly timers: Timers;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Tells a topic of an alarm. Rejects when there is no such topic. */
  readonly publish: (topicArn: string, message: AlarmMessage) => Promise<unknown>;
  /** Told of every change of an alarm's state. */
  readonly onChange: (change: AlarmChange) => void;
  /** Told what failed with nobody there to be answered. */
  readonly onError: (error: unknown) => void;
}

/** CloudWatch: metrics and alarms, with what the stack needs of it. */
export interface CloudWatch {
  readonly service: AwsService;
  readonly store: MetricStore;
  /**
   * Brings an alarm of the template about; one that is there keeps its state.
   * @param properties resolved
   * @throws ServiceError when the alarm breaks the rules of CloudWatch
   */
  declareAlarm(alarm: {
    readonly name: string;
    readonly arn: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }): void;
  /** Removes the alarms with other names. */
  keepOnlyAlarms(names: readonly string[]): void;
  /**
   * Begins to look at the alarms when each minute is over.
   * @param sample called before that, for metrics that nobody reports by himself; `time` is within the minute that is over
   */
  start(sample: (time: number) => void): void;
  close(): void;
}

/** CloudWatch. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
export function cloudWatch(options: CloudWatchOptions): CloudWatch {
  const { timers, onError } = options;
  const { now } = timers;
  const store = new MetricStore();
  const alarms = new Alarms({ ...options, store, clock: now });
  let cancel = (): void => undefined;
  let isClosed = false;

  // Loaded when somebody asks: a stack starts without.
  let loading: Promise<AwsService> | undefined;
  const service: AwsService = {
    signingName: 'monitoring',
    targetPrefix: 'GraniteServiceVersion20100801',
    allowsAnonymous: () => false,
    async handle(request) {
      loading ??= import('./service.ts').then(({ cloudWatchService }) => cloudWatchService(store, alarms, now));
      return (await loading).handle(request);
    },
  };

  async function look(sample: (time: number) => void): Promise<void> {
    try {
      sample(now() - 1);
      await alarms.evaluate();
    } catch (error) {
      onError(error);
    }
  }

  function lookEveryMinute(sample: (time: number) => void): void {
    cancel = timers.after(minute - (now() % minute), () => {
      void look(sample);
      if (!isClosed) lookEveryMinute(sample);
    });
  }

  return {
    service,
    store,
    declareAlarm: ({ name, arn, properties }) => alarms.declare(name, arn, properties),
    keepOnlyAlarms: (names) => alarms.keepOnly(names),
    start: lookEveryMinute,
    close() {
      isClosed = true;
      cancel();
    },
  };
}
