import type { JsonInput } from '../../json-protocol.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import type {
  IndexDefinition,
  IndexUpdate,
  StreamSpecification,
  TableDefinition,
  UpdateTableRequest,
} from '../dynalite/requests.ts';
import { createTableCheck, updateTableCheck } from '../dynalite/table-checks.ts';
import { notFound, validationError } from '../errors.ts';
import { describeTable } from './describe-table.ts';
import { newStreamArn } from './table-operations.ts';
import type { TableStore } from './table-store.ts';

/**
 * UpdateTable: billing, stream, deletion protection, and global indexes, which are filled at once.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function updateTable(store: TableStore, input: JsonInput): { TableDescription: object } {
  const request = checkRequest(updateTableCheck, input);
  const table = store.find(request.TableName);
  if (table === undefined) throw notFound(`: Table: ${request.TableName} not found`);
  if (Object.keys(request).length === 1) {
    throw validationError('At least one of the settings of a table is required, besides TableName');
  }
  const { record } = table;
  checkStream(record.definition.StreamSpecification, request.StreamSpecification);
  const definition = checkRequest(createTableCheck, { ...changed(record.definition, request) });
  const isNewStream = request.StreamSpecification?.StreamEnabled === true;
  const streamArn = isNewStream ? newStreamArn(record.arn, store.timers.now()) : record.streamArn;
  return { TableDescription: describeTable(store.update({ ...record, definition, streamArn })) };
}

function checkStream(before: StreamSpecification | undefined, asked: StreamSpecification | undefined): void {
  if (asked?.StreamEnabled !== (before?.StreamEnabled ?? false)) return;
  const state = asked.StreamEnabled ? 'already has an enabled stream' : 'has no enabled stream';
  throw validationError(`The table ${state}`);
}

function changed(before: TableDefinition, request: UpdateTableRequest): TableDefinition {
  const { GlobalSecondaryIndexUpdates: updates = [], ...settings } = request;
  const { ProvisionedThroughput: throughput, GlobalSecondaryIndexes: old = [], ...kept } = { ...before, ...settings };
  const indexes = updates.reduce(withUpdate, old);
  const isOnDemand = kept.BillingMode === 'PAY_PER_REQUEST';
  const hasThroughput = throughput !== undefined && !(isOnDemand && request.ProvisionedThroughput === undefined);
  return {
    ...kept,
    // A request names the attributes of what it adds; those that are not used any more go with their index.
    AttributeDefinitions: usedAttributes([...kept.AttributeDefinitions, ...before.AttributeDefinitions], kept, indexes),
    ...(hasThroughput ? { ProvisionedThroughput: throughput } : {}),
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: isOnDemand ? indexes.map(withoutThroughput) : indexes }),
  };
}

function withUpdate(indexes: readonly IndexDefinition[], update: IndexUpdate): readonly IndexDefinition[] {
  const { Create: created, Update: updated, Delete: deleted } = update;
  const name = created?.IndexName ?? updated?.IndexName ?? deleted?.IndexName;
  if (name === undefined || Object.keys(update).length !== 1) {
    throw validationError(
      'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, ' +
        'GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
    );
  }
  if (created !== undefined) return [...indexes, created];
  if (!indexes.some((index) => index.IndexName === name)) throw notFound(`: Index: ${name} not found`);
  return indexes.flatMap((index) => {
    if (index.IndexName !== name) return [index];
    return updated === undefined ? [] : [{ ...index, ProvisionedThroughput: updated.ProvisionedThroughput }];
  });
}

function usedAttributes(
  attributes: TableDefinition['AttributeDefinitions'],
  { KeySchema, LocalSecondaryIndexes = [] }: Pick<TableDefinition, 'KeySchema' | 'LocalSecondaryIndexes'>,
  indexes: readonly IndexDefinition[],
): TableDefinition['AttributeDefinitions'] {
  const schemas = [KeySchema, ...[...LocalSecondaryIndexes, ...indexes].map((index) => index.KeySchema)];
  const used = new Set(schemas.flat().map((key) => key.AttributeName));
  const byName = new Map([...attributes].reverse().map((attribute) => [attribute.AttributeName, attribute]));
  return [...byName.values()].filter((attribute) => used.has(attribute.AttributeName));
}

function withoutThroughput({ ProvisionedThroughput: _, ...index }: IndexDefinition): IndexDefinition {
  return index;
}
