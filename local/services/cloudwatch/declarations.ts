import { isObject } from '../../json.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import { readAlarm } from './alarms/read-alarm.ts';

type Properties = Readonly<Record<string, unknown>>;

interface PropertyNames {
  readonly properties: readonly string[];
  readonly withoutEffect: readonly string[];
}

/** The properties of `AWS::CloudWatch::Alarm`: what is honoured, and what can have no effect here. */
export const alarmProperties: PropertyNames = {
  properties: [
    'ActionsEnabled',
    'AlarmActions',
    'AlarmDescription',
    'AlarmName',
    'ComparisonOperator',
    'DatapointsToAlarm',
    'Dimensions',
    'EvaluateLowSampleCountPercentile',
    'EvaluationPeriods',
    'ExtendedStatistic',
    'InsufficientDataActions',
    'MetricName',
    'Metrics',
    'Namespace',
    'OKActions',
    'Period',
    'Statistic',
    'Threshold',
    'TreatMissingData',
    'Unit',
  ],
  withoutEffect: ['Tags'],
};

/** The properties of `AWS::CloudWatch::Dashboard`: there is no console that would show it. */
export const dashboardProperties: PropertyNames = { properties: ['DashboardBody'], withoutEffect: ['DashboardName'] };

/** What in an `AWS::CloudWatch::Alarm` cannot run here; undefined when all can. */
export function alarmProblem({ properties }: { readonly properties: Properties }): string | undefined {
  const { ThresholdMetricId: band } = properties;
  // Refused as a property that is not simulated already.
  if (band !== undefined) return undefined;
  try {
    readAlarm(properties);
    return undefined;
  } catch (error) {
    if (error instanceof NotSimulatedError) return error.message.replace(/^cloudwatch: /, '');
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

/**
 * What in an `AWS::CloudWatch::Dashboard` CloudFormation would refuse; undefined when nothing. Widgets are not looked at.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardProblem({ properties }: { readonly properties: Properties }): string | undefined {
  const { DashboardBody: body } = properties;
  if (typeof body !== 'string') return 'its DashboardBody must be a text: JSON';
  try {
    const parsed: unknown = JSON.parse(body);
    if (isObject(parsed) && Array.isArray(parsed.widgets)) return undefined;
    return 'its DashboardBody must be a JSON object with a list of widgets';
  } catch (error) {
    return `its DashboardBody is not JSON: ${String(error)}`;
  }
}
