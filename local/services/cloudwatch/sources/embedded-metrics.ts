import { isObject } from '../../../json.ts';
import { readDimensions } from '../metric-math/metric-query.ts';
import type { DataPoint } from '../metrics/metric-store.ts';

/**
 * The metrics in a line that a function wrote: one for each metric and set of dimensions. None when the line is no document of the embedded
 * metric format, or a broken one: CloudWatch drops those, too.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @param time when the line was written: it counts for that minute, in milliseconds since 1970
 */
export function embeddedMetrics(line: string, time: number): readonly DataPoint[] {
  // Nearly all lines are something else, and parsing costs.
  if (!line.includes('"_aws"')) return [];
  const document = parse(line);
  const metadata = isObject(document) ? document._aws : undefined;
  if (!isObject(document) || !isObject(metadata)) return [];
  return listOf(metadata.CloudWatchMetrics).flatMap((directive) => metricsOf(directive, document, time));
}

function metricsOf(directive: unknown, document: Readonly<Record<string, unknown>>, timestamp: number): DataPoint[] {
  if (!isObject(directive) || typeof directive.Namespace !== 'string') return [];
  const { Namespace: namespace } = directive;
  const sets = listOf(directive.Dimensions).map((names) => dimensionsOf(listOf(names), document));
  return listOf(directive.Metrics).flatMap((metric) => {
    if (!isObject(metric) || typeof metric.Name !== 'string') return [];
    const { Name: name, Unit: unit } = metric;
    const values = [document[name]].flat().filter((value) => typeof value === 'number' && Number.isFinite(value));
    return (sets.length === 0 ? [{}] : sets).flatMap((dimensions) =>
      values.map((value) => ({
        ...{ namespace, name, dimensions, timestamp },
        value: Number(value),
        ...(typeof unit === 'string' ? { unit } : {}),
      })),
    );
  });
}

function dimensionsOf(names: readonly unknown[], document: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = names.filter((name) => typeof name === 'string');
  const given = known.map((Name) => ({ Name, Value: document[Name] }));
  return readDimensions(given.filter(({ Value }) => typeof Value === 'string' && Value !== ''));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
