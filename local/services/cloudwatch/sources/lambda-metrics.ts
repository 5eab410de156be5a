import type { MetricStore } from '../metrics/metric-store.ts';
import type { Series } from '../metrics/series.ts';

/** How an invocation of a function ended. */
export interface Invocation {
  readonly functionName: string;
  /** The function's ARN as the caller named it: with a version or alias, or without. */
  readonly functionArn: string;
  readonly outcome: 'returned' | 'failed' | 'throttled';
  /** How long the handler ran, in milliseconds; zero when it did not. */
  readonly duration: number;
  /** How many invocations of the function were under way when this one began, itself included. */
  readonly concurrency: number;
}

interface FunctionSeries {
  readonly invocations: Series;
  readonly errors: Series;
  readonly throttles: Series;
  readonly duration: Series;
  readonly concurrency: Series;
}

/**
 * The metrics of functions: for a function, for the version or alias that was called, and for all functions together.
 * Errors and throttles are 0 for invocations without them, so that their sum is never missing while the function is called.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export class LambdaMetrics {
  readonly #store: MetricStore;
  /** By the ARN as it was called. */
  readonly #series = new Map<string, readonly FunctionSeries[]>();

  constructor(store: MetricStore) {
    this.#store = store;
  }

  /** @param time in milliseconds since 1970 */
  put({ functionName, functionArn, outcome, duration, concurrency }: Invocation, time: number): void {
    for (const series of this.#seriesOf(functionName, functionArn)) {
      series.throttles.add(outcome === 'throttled' ? 1 : 0, time);
      if (outcome === 'throttled') continue;
      series.invocations.add(1, time);
      series.errors.add(outcome === 'failed' ? 1 : 0, time);
      series.duration.add(duration, time);
      series.concurrency.add(concurrency, time);
    }
  }

  #seriesOf(functionName: string, functionArn: string): readonly FunctionSeries[] {
    const known = this.#series.get(functionArn);
    if (known !== undefined) return known;
    const qualifier = functionArn.split(':')[7];
    const resource = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
    const created = [{}, { FunctionName: functionName }, { FunctionName: functionName, Resource: resource }].map(
      (dimensions) => this.#create(dimensions),
    );
    this.#series.set(functionArn, created);
    return created;
  }

  #create(dimensions: Readonly<Record<string, string>>): FunctionSeries {
    const series = (name: string, unit: string): Series =>
      this.#store.series({ namespace: 'AWS/Lambda', name, dimensions }, unit);
    return {
      invocations: series('Invocations', 'Count'),
      errors: series('Errors', 'Count'),
      throttles: series('Throttles', 'Count'),
      duration: series('Duration', 'Milliseconds'),
      concurrency: series('ConcurrentExecutions', 'Count'),
    };
  }
}
