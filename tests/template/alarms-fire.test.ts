import { describe, expect, it } from 'vitest';
import { MetricStore, readAlarm, stateOf, type AlarmState } from '../../local/services/cloudwatch/index.ts';
import { alarms, metricsOf } from '../testing/alarms.ts';
import { operations, pascal } from '../testing/contract.ts';

/** What a metric gets in a minute: values, with how often each came. */
type Minute = readonly (readonly [value: number, count: number])[];

/** What the metrics of an alarm get, by their names; of several with one name, the first. `minute` counts from the beginning of the test. */
type Weather = (minute: number) => Readonly<Record<string, Minute>>;

interface Case {
  /** Everything is as it should be. */
  readonly good: Weather;
  readonly bad: Weather;
  /** After how many bad minutes it rings at the latest. */
  readonly ringsWithin: number;
  /** Nothing to ring for: less of it than a person should be told of. */
  readonly bearable?: Weather;
  /** After how many good minutes it is over at the latest. */
  readonly isOverWithin: number;
}

const of = (name: string, ...minute: Minute): Weather => {
  return () => ({ [name]: minute });
};
/** Bad in one minute of five, which is no more than a hiccup where something is tried again. */
const hiccup = (bad: Weather, good: Weather): Weather => {
  return (minute) => (minute % 6 === 0 ? bad(minute) : good(minute));
};
const nothing: Weather = () => ({});

const rate = { good: of('5XXError', [0, 200]), bad: of('5XXError', [0, 97], [1, 3]) };
const answers: Case = {
  ...rate,
  // Of ten thousand, some always meet a service that is restarting.
  bearable: (minute) =>
    minute % 2 === 0
      ? hiccup(rate.bad, rate.good)(minute)
      : {
          '5XXError': [
            [0, 9990],
            [1, 10],
          ],
        },
  ringsWithin: 2,
  isOverWithin: 5,
};

const failing = { good: of('Errors', [0, 20]), bad: of('Errors', [0, 10], [1, 2]) };
const failures: Case = { ...failing, bearable: hiccup(failing.bad, failing.good), ringsWithin: 2, isOverWithin: 5 };
const throwsAnswers: Case = {
  good: nothing,
  // To Lambda, reports that are rejected are errors.
  bearable: () => ({
    Errors: [
      [0, 2],
      [1, 30],
    ],
    Refusals: [[1, 30]],
  }),
  // A function that ends by time says nothing of refusals.
  bad: (minute) => (minute % 2 === 0 ? { Errors: [[1, 3]] } : { Errors: [[1, 5]], Refusals: [[1, 2]] }),
  ringsWithin: 3,
  isOverWithin: 7,
};
const once: Case = { good: of('Errors', [0, 1]), bad: of('Errors', [1, 1]), ringsWithin: 1, isOverWithin: 5 };

const queue: Case = {
  good: of('ApproximateNumberOfMessagesVisible', [0, 1]),
  bad: (minute) => ({ ApproximateNumberOfMessagesVisible: minute % 3 === 0 ? [[0, 1]] : [[1, 1]] }),
  ringsWithin: 2,
  isOverWithin: 5,
};
const reader: Case = {
  good: of('IteratorAge', [900, 10]),
  bearable: of('IteratorAge', [120_000, 2]),
  bad: of('IteratorAge', [900, 1], [301_000, 1]),
  ringsWithin: 1,
  isOverWithin: 5,
};
const throttled = { good: of('Throttles', [0, 50]), bad: of('Throttles', [1, 4]) };

const cases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(operations.map(({ id }) => [`${pascal(id)}Errors`, answers])),
  ApiForMachinesErrors: answers,
  ValidateDragonErrors: throwsAnswers,
  AddDragonErrors: throwsAnswers,
  RejectReportErrors: failures,
  ConfirmReportErrors: failures,
  PublishCatalogErrors: failures,
  AnnounceChangesErrors: failures,
  RebuildCatalogErrors: failures,
  GrantScopesErrors: failures,
  ConfirmSignUpErrors: failures,
  ImportDragonsErrors: once,
  LoadFirstDataErrors: once,
  VerifyVersionErrors: once,
  ApiLatency: {
    good: of('Latency', [40, 900], [700, 95], [4000, 5]),
    // A cold start now and then, where little is asked.
    bearable: of('Latency', [40, 5], [4000, 1]),
    bad: of('Latency', [40, 900], [4000, 100]),
    ringsWithin: 15,
    isOverWithin: 6,
  },
  ApiThrottles: { ...throttled, bearable: hiccup(throttled.bad, throttled.good), ringsWithin: 2, isOverWithin: 5 },
  BackgroundThrottles: {
    ...throttled,
    bearable: (minute) => (minute % 20 < 5 ? throttled.bad(minute) : throttled.good(minute)),
    ringsWithin: 15,
    isOverWithin: 5,
  },
  PublishFailuresDepth: queue,
  RebuildFailuresDepth: queue,
  AnnounceFailuresDepth: queue,
  EventFailuresDepth: queue,
  PublishCatalogIteratorAge: reader,
  AnnounceChangesIteratorAge: reader,
  WorkflowFailures: {
    good: nothing,
    bad: of('ExecutionsFailed', [1, 1]),
    ringsWithin: 1,
    isOverWithin: 7,
  },
  CatalogAge: {
    good: of('CatalogAge', [1.2, 4]),
    bearable: of('CatalogAge', [200, 1]),
    bad: of('CatalogAge', [1, 3], [301, 1]),
    ringsWithin: 1,
    isOverWithin: 5,
  },
  CatalogUnverified: {
    good: (minute) => (minute % 60 === 0 ? { CatalogVerified: [[1, 1]] } : {}),
    // One is late, and one fails.
    bearable: (minute) => (minute % 120 === 5 || minute % 240 === 70 ? { CatalogVerified: [[1, 1]] } : {}),
    bad: nothing,
    ringsWithin: 2 * 60 + 1,
    isOverWithin: 61,
  },
  CircuitOpen: (() => {
    const bad = of('BreakerOpened', [1, 2]);
    return { good: nothing, bearable: hiccup(bad, nothing), bad, ringsWithin: 3, isOverWithin: 7 };
  })(),
};

it('every alarm has a case, and every case an alarm', () => {
  expect(Object.keys(cases).toSorted()).toEqual(alarms.map(({ logicalId }) => logicalId).toSorted());
});

describe.each(alarms)('$logicalId', (resource) => {
  const { good, bad, ringsWithin, isOverWithin } = caseOf(resource);
  const long = lengthOf(resource);

  it('is quiet while all is well, rings when it is not, and is over when it is well again', () => {
    const time = timeOf(resource);

    expect(time.during(good, long).at(-1)).toBe('OK');
    expect(time.during(good, long)).not.toContain('ALARM');
    expect(time.during(bad, ringsWithin)).toContain('ALARM');
    expect(time.during(bad, long).every((state) => state === 'ALARM')).toBe(true);
    expect(time.during(good, isOverWithin).at(-1)).toBe('OK');
    expect(time.during(good, long).every((state) => state === 'OK')).toBe(true);
  });
});

it.each(alarms.filter((alarm) => caseOf(alarm).bearable !== undefined))(
  '$logicalId does not ring for what nobody has to do anything about',
  (resource) => {
    const { good, bearable = nothing } = caseOf(resource);
    const time = timeOf(resource);
    time.during(good, lengthOf(resource));

    expect(time.during(bearable, lengthOf(resource))).not.toContain('ALARM');
  },
);

/** To one, missing data are what it rings for; the other needs a thousand answers, which do not stop from one minute to the next. */
const forSteadyData = ['CatalogUnverified', 'ApiLatency'];

it.each(alarms.filter(({ logicalId }) => !forSteadyData.includes(logicalId)))(
  '$logicalId rings once for what is over, also when nothing is measured any more',
  (resource) => {
    const { good, bad, ringsWithin } = caseOf(resource);
    for (const badMinutes of [1, ringsWithin]) {
      const time = timeOf(resource);
      time.during(good, 10);
      const states = [...time.during(bad, badMinutes), ...time.during(good, 1), ...time.during(nothing, 60)];

      const changes = states.filter((state, minute) => state !== (states[minute - 1] ?? 'OK'));
      expect(changes, `${badMinutes} bad minutes`).toEqual(states.includes('ALARM') ? ['ALARM', 'OK'] : []);
    }
  },
);

it.each(alarms.filter(({ logicalId }) => logicalId.endsWith('Depth')))(
  '$logicalId goes on ringing when the queue is asleep and measures nothing any more',
  (resource) => {
    const time = timeOf(resource);
    time.during(of('ApproximateNumberOfMessagesVisible', [1, 1]), 10);

    expect(new Set(time.during(nothing, 8 * 60))).toEqual(new Set(['ALARM']));
  },
);

const rising = alarms.filter(({ properties }) => properties.ComparisonOperator.startsWith('GreaterThan'));
it.each(rising.filter(({ properties }) => properties.Metrics?.length > 2))(
  '$logicalId rings for each of its metrics',
  (resource) => {
    const metrics = metricsOf(resource);
    for (const metric of metrics) {
      if (metric.name === 'Refusals') continue;
      const time = timeOf(resource, [metric]);
      time.during(nothing, 5);

      expect(time.during(of(metric.name, [1, 3]), 15), JSON.stringify(metric)).toContain('ALARM');
    }
  },
);

/** Without a case the alarm fails: it never rings. */
function caseOf({ logicalId }: (typeof alarms)[number]): Case {
  return cases[logicalId] ?? { good: nothing, bad: nothing, ringsWithin: 0, isOverWithin: 0 };
}

/** Minutes after which an alarm has looked at nothing that was before. */
function lengthOf({ logicalId }: (typeof alarms)[number]): number {
  return logicalId === 'CatalogUnverified' ? 12 * 60 : 40;
}

/** The time of one alarm, minute by minute. @param metrics those that get what the weather is; all when not given */
function timeOf(resource: (typeof alarms)[number], metrics = metricsOf(resource)) {
  const alarm = readAlarm(resource.properties);
  const store = new MetricStore();
  let now = Date.UTC(2026, 0, 1);
  let minute = 0;
  let state: AlarmState = 'INSUFFICIENT_DATA';
  return {
    /** The states that the alarm has at the end of each minute. */
    during(weather: Weather, minutes: number): AlarmState[] {
      return Array.from({ length: minutes }, () => {
        for (const [name, values] of Object.entries(weather(minute))) {
          const metric = metrics.find((one) => one.name === name);
          if (metric === undefined) throw new Error(`${resource.logicalId} does not look at ${name}.`);
          for (const [value, count] of values) store.put({ ...metric, value, count, timestamp: now + 30_000 });
        }
        minute += 1;
        now += 60_000;
        state = stateOf(alarm, store, now, state).state;
        return state;
      });
    },
  };
}
