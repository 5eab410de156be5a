import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

// Stages of one account and region share the namespace; without the dimension their metrics would be one.
const metrics = new Metrics({
  serviceName: 'dragons',
  defaultDimensions: { stage: process.env.STAGE ?? 'unknown' },
});

/** Counts something that happened during this invocation, under a metric of that name. */
export function count(name: string, value = 1): void {
  metrics.addMetric(name, MetricUnit.Count, value);
}

/** Says how many seconds something took or is old, under a metric of that name. */
export function seconds(name: string, value: number): void {
  metrics.addMetric(name, MetricUnit.Seconds, value);
}

/**
 * Writes the metrics of one invocation as one line in CloudWatch's embedded metric format.
 * @param operation the dimension
 * @param milliseconds how long the invocation took
 */
export function publishMetrics(operation: string, milliseconds: number): void {
  metrics.addDimension('operation', operation);
  metrics.addMetric('Duration', MetricUnit.Milliseconds, milliseconds);
  metrics.publishStoredMetrics();
}
