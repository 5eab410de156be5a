import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics({ serviceName: 'dragons' });

/** Counts something that happened during this invocation, under a metric of that name. */
export function count(name: string, value = 1): void {
  metrics.addMetric(name, MetricUnit.Count, value);
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
