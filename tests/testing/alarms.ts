import { join } from 'node:path';
import { readTemplate } from '../../local/template/index.ts';
import { root } from './contract.ts';
import { ofType, type AnyResource } from './template.ts';

/** template.yaml with everything that a parameter may add to what is watched, and with whoever is told. */
export const watched = readTemplate(join(root, 'template.yaml'), {
  parameters: { MachineApi: 'yes', AlarmEmail: 'on-call@example.com' },
});

export const alarms = ofType('AWS::CloudWatch::Alarm', watched);

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
