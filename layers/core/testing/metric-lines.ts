import { vi } from 'vitest';
import { publishMetrics } from '../metric.ts';

/** One line in CloudWatch's embedded metric format, with the dimensions and values that it names. */
export type MetricLine = Record<string, unknown> & {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
};

/**
 * Collects the metrics that are written from now on. While developing, Powertools writes none unless it is told to, which has to happen before
 * the first import: `vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false'));`
 */
export function metricLines(): MetricLine[] {
  const lines: MetricLine[] = [];
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
    const line = JSON.parse(String(text)) as MetricLine;
    if ('_aws' in line) lines.push(line);
  });
  // What was counted before, outside of any invocation.
  publishMetrics('before', 0);
  lines.length = 0;
  return lines;
}
