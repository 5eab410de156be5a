import { isObject } from '../json.ts';
import type { EventFilter } from './filter/event-pattern.ts';
import { filterCriteria } from './filter/filter-criteria.ts';
import { FilterError } from './filter/filter-error.ts';
import { MappingPropertyError } from './property-error.ts';
import { boolean, integer, shown, text } from './property-values.ts';
import type { Properties } from './property-values.ts';

/** What `AWS::Lambda::EventSourceMapping` says of a DynamoDB stream: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export interface MappingConfig {
  readonly id: string;
  /** Name or ARN. */
  readonly functionName: string;
  readonly streamArn: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly isEnabled: boolean;
  readonly batchSize: number;
  /** Milliseconds. */
  readonly batchingWindow: number;
  readonly parallelizationFactor: number;
  /** Infinity when attempts have no end. */
  readonly maximumRetryAttempts: number;
  /** Milliseconds; at most the 24 hours that a stream keeps its records. */
  readonly maximumRecordAge: number;
  readonly bisects: boolean;
  readonly reportsBatchItemFailures: boolean;
  /** ARN of a queue or topic. */
  readonly failureDestination: string | undefined;
  readonly filter: EventFilter;
}

/** The properties that are simulated. */
export const eventSourceMappingProperties = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'EventSourceArn',
  'FilterCriteria',
  'FunctionName',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'StartingPosition',
] as const;

/** The properties that can have no effect here: nothing is encrypted, and metrics, system logs and tags are not kept. */
export const eventSourceMappingPropertiesWithoutEffect = [
  'KmsKeyArn',
  'LoggingConfig',
  'MetricsConfig',
  'Tags',
] as const;

const retention = 24 * 60 * 60 * 1000;

/** Why a mapping cannot run here; undefined when it can. */
export function declarationProblem({ properties }: { readonly properties: Properties }): string | undefined {
  try {
    text(properties, 'FunctionName');
    mappingConfig('', '', properties);
    return undefined;
  } catch (error) {
    if (error instanceof MappingPropertyError || error instanceof FilterError) return error.message;
    throw error;
  }
}

/**
 * Reads the properties of a mapping.
 * @throws MappingPropertyError, FilterError for what Lambda would refuse or what is not simulated
 */
export function mappingConfig(id: string, functionName: string, properties: Properties): MappingConfig {
  refuseOthers(properties);
  const attempts = integer(properties, 'MaximumRetryAttempts', -1, 10_000) ?? -1;
  return {
    id,
    functionName,
    streamArn: streamArn(properties),
    startingPosition: startingPosition(properties),
    isEnabled: boolean(properties, 'Enabled') ?? true,
    batchSize: integer(properties, 'BatchSize', 1, 10_000) ?? 100,
    batchingWindow: (integer(properties, 'MaximumBatchingWindowInSeconds', 0, 300) ?? 0) * 1000,
    parallelizationFactor: integer(properties, 'ParallelizationFactor', 1, 10) ?? 1,
    maximumRetryAttempts: attempts === -1 ? Infinity : attempts,
    maximumRecordAge: maximumRecordAge(properties),
    bisects: boolean(properties, 'BisectBatchOnFunctionError') ?? false,
    reportsBatchItemFailures: reportsBatchItemFailures(properties),
    failureDestination: failureDestination(properties),
    filter: filterCriteria(properties.FilterCriteria),
  };
}

function refuseOthers(properties: Properties): void {
  const known: readonly string[] = [...eventSourceMappingProperties, ...eventSourceMappingPropertiesWithoutEffect];
  const others = Object.keys(properties).filter((name) => !known.includes(name));
  if (others.length > 0) throw new MappingPropertyError(`${others.join(', ')} is not simulated locally`);
}

function streamArn(properties: Properties): string {
  const arn = text(properties, 'EventSourceArn');
  const [, , service = ''] = arn.split(':');
  if (/^arn:[^:]+:dynamodb:[^:]+:\d*:table\/[^/]+\/stream\/.+$/.test(arn)) return arn;
  throw new MappingPropertyError(
    `EventSourceArn: ${sourceNames[service] ?? shown(arn)} is not simulated locally as an event source`,
  );
}

const sourceNames: Readonly<Record<string, string>> = {
  sqs: 'Amazon SQS',
  kinesis: 'Amazon Kinesis',
  kafka: 'Amazon MSK (Kafka)',
  mq: 'Amazon MQ',
  rds: 'Amazon DocumentDB',
};

function startingPosition(properties: Properties): MappingConfig['startingPosition'] {
  const position = text(properties, 'StartingPosition');
  if (position === 'TRIM_HORIZON' || position === 'LATEST') return position;
  throw new MappingPropertyError(
    position === 'AT_TIMESTAMP'
      ? 'StartingPosition: a DynamoDB stream has no AT_TIMESTAMP'
      : `StartingPosition has to be TRIM_HORIZON or LATEST, not ${shown(position)}`,
  );
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html: from 60 seconds, or -1. */
function maximumRecordAge(properties: Properties): number {
  const seconds = integer(properties, 'MaximumRecordAgeInSeconds', -1, 604_800) ?? -1;
  if (seconds === -1) return retention;
  if (seconds < 60)
    throw new MappingPropertyError(`MaximumRecordAgeInSeconds has to be -1 or at least 60, not ${seconds}`);
  return Math.min(seconds * 1000, retention);
}

function reportsBatchItemFailures({ FunctionResponseTypes: types }: Properties): boolean {
  if (types === undefined) return false;
  if (!Array.isArray(types) || !types.every((type) => type === 'ReportBatchItemFailures'))
    throw new MappingPropertyError(`FunctionResponseTypes may hold ReportBatchItemFailures, not ${shown(types)}`);
  return types.length > 0;
}

function failureDestination({ DestinationConfig: config }: Properties): string | undefined {
  if (config === undefined) return undefined;
  const onFailure: unknown = isObject(config) ? (config.OnFailure ?? {}) : undefined;
  if (!isObject(config) || !isObject(onFailure))
    throw new MappingPropertyError('DestinationConfig has to be an object with OnFailure');
  const others = Object.keys(config).filter((name) => name !== 'OnFailure');
  if (others.length > 0) throw new MappingPropertyError(`DestinationConfig has no ${others.join(', ')} for a stream`);
  const { Destination: arn } = onFailure;
  if (arn === undefined) return undefined;
  // Only standard queues and topics: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
  if (typeof arn === 'string' && /^arn:[^:]+:(sqs|sns):[^:]+:\d*:[\w-]+$/.test(arn)) return arn;
  throw new MappingPropertyError(
    `DestinationConfig.OnFailure.Destination has to be the ARN of a standard queue or topic (others are not simulated locally), not ${shown(arn)}`,
  );
}
