import { randomUUID } from 'node:crypto';
import { isObject } from '../../../json.ts';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import type { TableDefinition } from '../dynalite/requests.ts';
import { createTableCheck } from '../dynalite/table-checks.ts';
import { longestRecovery } from './settings.ts';
import type { TableRecord } from './table-record.ts';
import type { TableStore } from './table-store.ts';

/** A table of a template. */
export interface TableDeclaration {
  /** What its `Ref` yields. */
  readonly name: string;
  readonly arn: string;
  /** Its attribute `StreamArn`. */
  readonly streamArn: string;
  /** Resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The properties of `AWS::DynamoDB::Table`; every other one is refused by name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */
export const tableProperties = {
  properties: [
    'AttributeDefinitions',
    'BillingMode',
    'DeletionProtectionEnabled',
    'GlobalSecondaryIndexes',
    'KeySchema',
    'LocalSecondaryIndexes',
    'PointInTimeRecoverySpecification',
    'ProvisionedThroughput',
    'StreamSpecification',
    'TableName',
    'TimeToLiveSpecification',
  ],
  // Nothing is encrypted or billed on this machine, and nothing looks at tags.
  withoutEffect: ['SSESpecification', 'TableClass', 'Tags'],
} as const;

/** The settings of a table that CreateTable does not know. */
type Settings = Pick<TableRecord, 'timeToLive' | 'recoveryPeriod'>;

/**
 * Why a declaration cannot be taken: a bad key, an attribute that is not defined, a setting that is not simulated; undefined when it can.
 * Properties are looked at that {@link tableProperties} names.
 */
export function declarationProblem(properties: Readonly<Record<string, unknown>>): string | undefined {
  try {
    // The name is checked for a table that has one; any other is made by the template.
    const { TableName: name } = properties;
    readDeclaration(typeof name === 'string' ? name : 'declared', properties);
    return undefined;
  } catch (error) {
    if (error instanceof NotSimulatedError) return error.message.replace('dynamodb:CreateTable with ', '');
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

/**
 * Creates a declared table, or brings the one that is there to what is declared now. Its items stay.
 * @throws ServiceError `ValidationException` for what cannot be, another key above all
 */
export function declareTable(store: TableStore, { name, arn, streamArn, properties }: TableDeclaration): void {
  const { definition, settings } = readDeclaration(name, properties);
  const known = store.find(name);
  const isStreaming = definition.StreamSpecification?.StreamEnabled === true;
  if (known === undefined) {
    const base = { id: randomUUID(), created: store.timers.now() / 1000 };
    store.create({ ...base, definition, arn, streamArn: isStreaming ? streamArn : undefined, ...settings });
    return;
  }
  const { record } = known;
  if (layoutOf(record.definition) !== layoutOf(definition)) {
    throw new ServiceError(
      'ValidationException',
      `${name} exists with other keys (${layoutOf(record.definition)}) than are declared now (${layoutOf(definition)}). ` +
        'A table with other keys is another table, and its items would be lost: delete the table, or give the new one another name.',
    );
  }
  // Tags of the API are kept: those of a template have no effect.
  const { Tags } = record.definition;
  const updated = { ...definition, ...(Tags === undefined ? {} : { Tags }) };
  store.update({
    ...record,
    definition: updated,
    arn,
    streamArn: isStreaming ? streamArn : record.streamArn,
    ...settings,
  });
}

function readDeclaration(
  name: string,
  properties: Readonly<Record<string, unknown>>,
): { definition: TableDefinition; settings: Settings } {
  const {
    TimeToLiveSpecification: ttl,
    PointInTimeRecoverySpecification: recovery,
    StreamSpecification: stream,
    ...others
  } = properties;
  const members = Object.fromEntries(
    Object.entries(others).filter(([property]) => !tableProperties.withoutEffect.some((known) => known === property)),
  );
  const input = {
    ...members,
    TableName: name,
    ...(isObject(stream) ? { StreamSpecification: { ...stream, StreamEnabled: true } } : {}),
  };
  const definition = checkRequest(createTableCheck, numbered(input));
  return { definition, settings: { timeToLive: timeToLiveOf(ttl), recoveryPeriod: recoveryOf(recovery) } };
}

function timeToLiveOf(specification: unknown): string | undefined {
  if (specification === undefined) return undefined;
  const { AttributeName: name, Enabled: enabled, ...others } = asObject('TimeToLiveSpecification', specification);
  refuseAny('TimeToLiveSpecification', others);
  if (!isTrue(enabled)) return undefined;
  if (typeof name !== 'string' || name === '') throw invalid('TimeToLiveSpecification has no AttributeName');
  return name;
}

function recoveryOf(specification: unknown): number | undefined {
  if (specification === undefined) return undefined;
  const object = asObject('PointInTimeRecoverySpecification', specification);
  const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days = longestRecovery, ...others } = object;
  refuseAny('PointInTimeRecoverySpecification', others);
  const period = Number(days);
  if (!Number.isInteger(period) || period < 1 || period > longestRecovery) {
    throw invalid(`RecoveryPeriodInDays is ${String(days)}, and must be from 1 to ${longestRecovery}`);
  }
  return isTrue(enabled) ? period : undefined;
}

/** Which keys a table and its local indexes have: what cannot change while it has items. */
function layoutOf({ KeySchema, LocalSecondaryIndexes = [], AttributeDefinitions }: TableDefinition): string {
  const key = (schema: TableDefinition['KeySchema']): string =>
    schema
      .map(({ AttributeName: name, KeyType: kind }) => {
        const type = AttributeDefinitions.find((attribute) => attribute.AttributeName === name)?.AttributeType ?? '';
        return `${kind} ${name} ${type}`;
      })
      .join(', ');
  const indexes = LocalSecondaryIndexes.map((index) => `${index.IndexName}: ${key(index.KeySchema)}`).sort();
  return [key(KeySchema), ...indexes].join('; ');
}

/** Templates may write numbers as texts, which the API does not. */
function numbered(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const copy = (part: unknown, name: string): unknown => {
    if (name.endsWith('CapacityUnits') && typeof part === 'string' && /^\d+$/.test(part)) return Number(part);
    if (Array.isArray(part)) return part.map((element: unknown) => copy(element, ''));
    return isObject(part) ? numbered(part) : part;
  };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copy(part, name)]));
}

function asObject(name: string, value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw invalid(`${name} is not an object`);
  return value;
}

function refuseAny(name: string, others: Readonly<Record<string, unknown>>): void {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new NotSimulatedError(`${name}.${unknown}`);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
