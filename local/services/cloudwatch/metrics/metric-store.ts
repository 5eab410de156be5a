import { Aggregate, type StatisticSet } from './aggregate.ts';
import { minute, Series } from './series.ts';

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

/** A stretch of time in milliseconds since 1970, from the start of a minute to that of another, which is not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A metric more, and the one that had no data for longest is forgotten. */
const mostMetrics = 5000;

interface Metric extends MetricId {
  readonly units: Map<string, Series>;
}

/**
 * The data of metrics, in memory: minute by minute, for a day, of so many metrics. Nothing of it is stored.
 * @example
 * const store = new MetricStore();
 * store.put({ namespace: 'Pond', name: 'Frogs', dimensions: { pond: 'north' }, value: 3, unit: 'Count', timestamp: Date.now() });
 */
export class MetricStore {
  /** The one that had new data last is last. */
  readonly #metrics = new Map<string, Metric>();

  /** Adds a data point. */
  put(point: DataPoint): void {
    this.series(point, point.unit).add(point.value, point.timestamp, point.count);
  }

  /** The data of a metric in one unit, to add to: for whoever does so with every request. */
  series({ namespace, name, dimensions }: MetricId, unit = 'None'): Series {
    const key = keyOf({ namespace, name, dimensions });
    let metric = this.#metrics.get(key);
    if (metric === undefined) {
      metric = { namespace, name, dimensions, units: new Map() };
      this.#keep(key, metric);
    }
    const known = metric.units.get(unit);
    if (known !== undefined) return known;
    const kept = metric;
    const series = new Series(() => this.#keep(key, kept));
    metric.units.set(unit, series);
    return series;
  }

  /**
   * What is known of a metric in a stretch of time.
   * @param unit only what came with this unit; all when not given
   */
  read(id: MetricId, { start, end }: Span, unit?: string): Aggregate {
    const found = new Aggregate();
    for (const [name, series] of this.#metrics.get(keyOf(id))?.units ?? []) {
      if (unit !== undefined && unit !== name) continue;
      for (let at = start; at < end; at += minute) {
        const aggregate = series.at(at);
        if (aggregate !== undefined) found.addAll(aggregate);
      }
    }
    return found;
  }

  /** The units that a metric came with. */
  units(id: MetricId): readonly string[] {
    return [...(this.#metrics.get(keyOf(id))?.units.keys() ?? [])];
  }

  /** Every metric that has data, by its name, with the minute of its newest. */
  all(): readonly (MetricId & { readonly key: string; readonly newest: number })[] {
    return [...this.#metrics]
      .map(([key, { namespace, name, dimensions, units }]) => {
        const newest = Math.max(...[...units.values()].map((series) => series.newest));
        return { key, namespace, name, dimensions, newest };
      })
      .filter(({ newest }) => newest > -Infinity)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Puts a metric last, and back if it was forgotten meanwhile. */
  #keep(key: string, metric: Metric): void {
    this.#metrics.delete(key);
    this.#metrics.set(key, metric);
    const [oldest] = this.#metrics.keys();
    if (this.#metrics.size > mostMetrics && oldest !== undefined) this.#metrics.delete(oldest);
  }
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const parts = Object.keys(dimensions)
    .sort()
    .map((dimension) => `\0${dimension}\0${dimensions[dimension] ?? ''}`);
  return `${namespace}\0${name}${parts.join('')}`;
}
