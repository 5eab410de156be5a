import { Aggregate } from './aggregate.ts';
import type { StatisticSet } from './aggregate.ts';

/** What makes a metric: the same name with other dimensions is another metric. */
export interface MetricId {
  /** `AWS/Lambda`. */
  readonly namespace: string;
  readonly name: string;
  /** In any order; none when empty. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value of a metric, or the statistics of several. */
export interface DataPoint extends MetricId {
  readonly value: number | StatisticSet;
  /** How often the value came; once when not given. */
  readonly count?: number;
  /** `Count`, `Milliseconds`; `None` when not given. */
  readonly unit?: string;
  /** In milliseconds since 1970. */
  readonly timestamp: number;
}

/** A stretch of time in milliseconds since 1970; its end is not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The resolution: what comes within a minute is kept together, as CloudWatch does with metrics of standard resolution. */
export const minute = 60_000;

/** How long data are kept, in milliseconds: no alarm looks back further, but for some minutes. */
const retention = 25 * 60 * minute;

/** A metric more, and the one that had no data for longest is forgotten. */
const mostMetrics = 5000;

interface Metric extends MetricId {
  /** By unit, then by the minute's start. */
  readonly units: Map<string, Map<number, Aggregate>>;
}

/**
 * The data of metrics, in memory: minute by minute, for a day, of so many metrics. Nothing of it is stored.
 * @example
 * const store = new MetricStore();
 * store.put({ namespace: 'Pond', name: 'Frogs', dimensions: { pond: 'north' }, value: 3, unit: 'Count', timestamp: Date.now() });
 */
export class MetricStore {
  /** The one with the newest minute last. */
  readonly #metrics = new Map<string, Metric>();

  /** Adds a data point. It costs a few microseconds: it stands in the path of requests. */
  put(point: DataPoint): void {
    const { value, count, unit = 'None', timestamp } = point;
    const key = keyOf(point);
    const metric = this.#metrics.get(key) ?? this.#create(key, point);
    let minutes = metric.units.get(unit);
    if (minutes === undefined) metric.units.set(unit, (minutes = new Map<number, Aggregate>()));
    const start = timestamp - (timestamp % minute);
    let aggregate = minutes.get(start);
    if (aggregate === undefined) {
      minutes.set(start, (aggregate = new Aggregate()));
      this.#startMinute(key, metric, start);
    }
    if (typeof value === 'number') aggregate.add(value, count);
    else aggregate.addSet(value);
  }

  /**
   * What is known of a metric in a stretch of time.
   * @param span from a minute's start to another's
   * @param unit only what came with this unit; all when not given
   */
  read(id: MetricId, { start, end }: Span, unit?: string): Aggregate {
    const found = new Aggregate();
    for (const [name, minutes] of this.#metrics.get(keyOf(id))?.units ?? []) {
      if (unit !== undefined && unit !== name) continue;
      for (let at = start; at < end; at += minute) {
        const aggregate = minutes.get(at);
        if (aggregate !== undefined) found.addAll(aggregate);
      }
    }
    return found;
  }

  /** The units that a metric came with. */
  units(id: MetricId): readonly string[] {
    return [...(this.#metrics.get(keyOf(id))?.units.keys() ?? [])];
  }

  /** Every metric that has data, in no order, with the minute of its newest. */
  all(): readonly (MetricId & { readonly newest: number })[] {
    return [...this.#metrics.values()].map(({ namespace, name, dimensions, units }) => ({
      namespace,
      name,
      dimensions,
      newest: Math.max(...[...units.values()].flatMap((minutes) => [...minutes.keys()])),
    }));
  }

  #create(key: string, { namespace, name, dimensions }: MetricId): Metric {
    const metric = { namespace, name, dimensions, units: new Map<string, Map<number, Aggregate>>() };
    this.#metrics.set(key, metric);
    const [oldest] = this.#metrics.keys();
    if (this.#metrics.size > mostMetrics && oldest !== undefined) this.#metrics.delete(oldest);
    return metric;
  }

  /** Once a minute and metric: forgets what is too old, and puts the metric last. */
  #startMinute(key: string, metric: Metric, start: number): void {
    this.#metrics.delete(key);
    this.#metrics.set(key, metric);
    for (const minutes of metric.units.values()) {
      for (const at of minutes.keys()) if (at < start - retention) minutes.delete(at);
    }
  }
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  let key = `${namespace}\0${name}`;
  for (const dimension of names) key += `\0${dimension}\0${dimensions[dimension] ?? ''}`;
  return key;
}
