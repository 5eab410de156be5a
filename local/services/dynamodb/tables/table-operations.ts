import { randomUUID } from 'node:crypto';
import type { JsonInput } from '../../json-protocol.ts';
import { requiredString } from '../../json-input.ts';
import { ServiceError } from '../../service-error.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import { createTableCheck, listTablesCheck } from '../dynalite/table-checks.ts';
import { notFound, validationError } from '../errors.ts';
import { refuseOthers } from '../refuse-others.ts';
import { describeTable } from './describe-table.ts';
import type { TableRecord } from './table-record.ts';
import type { LocalTable, TableStore } from './table-store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
const longestList = 100;

/** CreateTable. The table is active at once. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export function createTable(store: TableStore, arnPrefix: string, input: JsonInput): { TableDescription: object } {
  const definition = checkRequest(createTableCheck, input);
  const { TableName: name, StreamSpecification: stream } = definition;
  if (store.find(name) !== undefined) {
    throw new ServiceError('ResourceInUseException', `Table already exists: ${name}`);
  }
  const arn = arnPrefix + name;
  const now = store.timers.now();
  const record: TableRecord = {
    definition,
    arn,
    id: randomUUID(),
    created: now / 1000,
    streamArn: stream?.StreamEnabled === true ? newStreamArn(arn, now) : undefined,
    timeToLive: undefined,
    recoveryPeriod: undefined,
  };
  return { TableDescription: describeTable(store.create(record)) };
}

/** DescribeTable. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export function describeTableOperation(store: TableStore, input: JsonInput): { Table: object } {
  refuseOthers('DescribeTable', input, ['TableName']);
  return { Table: describeTable(tableOf(store, input)) };
}

/** ListTables, by name. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export function listTables(
  store: TableStore,
  input: JsonInput,
): { TableNames: readonly string[]; LastEvaluatedTableName?: string } {
  const { Limit: limit = longestList, ExclusiveStartTableName: after = '' } = checkRequest(listTablesCheck, input);
  const rest = store.names().filter((name) => name > after);
  const names = rest.slice(0, limit);
  const last = names.at(-1);
  return {
    TableNames: names,
    ...(rest.length > limit && last !== undefined ? { LastEvaluatedTableName: last } : {}),
  };
}

/** DeleteTable. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export function deleteTable(store: TableStore, input: JsonInput): { TableDescription: object } {
  refuseOthers('DeleteTable', input, ['TableName']);
  const table = tableOf(store, input);
  if (table.record.definition.DeletionProtectionEnabled === true) {
    throw validationError(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first: ${table.record.arn}`,
    );
  }
  const description = describeTable(table, 'DELETING');
  store.delete(table);
  return { TableDescription: description };
}

/** The table that an operation on tables names. @throws ServiceError `ResourceNotFoundException`, which names it */
export function tableOf(store: TableStore, input: JsonInput): LocalTable {
  const name = requiredString(input, 'TableName', { minLength: 1, maxLength: 1024 });
  const table = store.find(name);
  if (table === undefined) throw notFound(`: Table: ${name} not found`);
  return table;
}

/** The ARN of a stream that is enabled at a time. */
export function newStreamArn(tableArn: string, now: number): string {
  return `${tableArn}/stream/${new Date(now).toISOString().slice(0, -1)}`;
}
