import { full } from './full-template.ts';
import { ofType, type AnyResource } from './template.ts';

/** The alarms of a stack with everything that a parameter can turn on. */
export const alarms = ofType('AWS::CloudWatch::Alarm', full);

export const alarmOf = (logicalId: string): AnyResource | undefined =>
  alarms.find((alarm) => alarm.logicalId === logicalId);

/** A metric as an alarm or a dashboard names it. */
export interface NamedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The metrics that an alarm looks at: its own, or those of its expression. */
export function metricsOf({ properties }: AnyResource): NamedMetric[] {
  if (properties.Metrics === undefined) return [named(properties)];
  return (properties.Metrics as Record<string, any>[]).flatMap(({ MetricStat: stat }) =>
    stat === undefined ? [] : [named(stat.Metric)],
  );
}

function named({ Namespace, MetricName, Dimensions = [] }: Record<string, any>): NamedMetric {
  const dimensions = (Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]);
  return { namespace: Namespace, name: MetricName, dimensions: Object.fromEntries(dimensions) };
}
