import type { NamedMetric } from './alarms.ts';
import { full } from './full-template.ts';
import { ofType } from './template.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Record<string, any>;
}

const [dashboard] = ofType('AWS::CloudWatch::Dashboard', full);
const body = JSON.parse(String(dashboard?.properties.DashboardBody)) as { widgets: readonly Widget[] };

export const dashboardWidgets = body.widgets;

/** Every metric that the dashboard shows, once. */
export const dashboardMetrics: readonly NamedMetric[] = [
  ...new Map(
    dashboardWidgets
      .flatMap(({ properties }) => written((properties.metrics ?? []) as unknown[][]))
      .map((metric) => [JSON.stringify(metric), metric]),
  ).values(),
];

/**
 * The metrics of a widget, written out: "." stands for what is above it, and "..." for everything at the beginning that is the same.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metrics-Array-Format
 */
function written(rows: readonly unknown[][]): NamedMetric[] {
  let above: string[] = [];
  return rows.map((row) => {
    const texts = row.filter((item) => typeof item === 'string');
    const own = texts[0] === '...' ? [...above.slice(0, above.length - texts.length + 1), ...texts.slice(1)] : texts;
    above = own.map((text, i) => (text === '.' ? (above[i] ?? '') : text));
    const [namespace = '', name = '', ...pairs] = above;
    const dimensions = Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]]);
    return { namespace, name, dimensions: Object.fromEntries(dimensions) as Record<string, string> };
  });
}
