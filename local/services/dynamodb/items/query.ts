import type { JsonInput } from '../../json-protocol.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import { queryCheck } from '../dynalite/item-checks.ts';
import type { KeyCondition, QueryRequest, TableDefinition } from '../dynalite/requests.ts';
import { validationError } from '../errors.ts';
import { keyPart, partitionPrefix, sortable } from '../keys/key-encoding.ts';
import { isBelow } from '../keys/sorted-map.ts';
import type { Bound } from '../keys/sorted-map.ts';
import type { ItemOrder } from '../tables/item-table.ts';
import type { TableStore } from '../tables/table-store.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { orderOf, readPage, startKey } from './page.ts';
import type { Page } from './page.ts';

interface Range {
  readonly from: Bound;
  readonly to: Bound;
}

/**
 * Query: the items of one partition, in the order of their sort keys, of a table or an index.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 */
export function query(store: TableStore, input: JsonInput): Page {
  const request = checkRequest(queryCheck, input);
  const table = store.get(request.TableName);
  const order = orderOf(table, request);
  const range = rangeOf(request, order, table.record.definition);
  refuseKeyFilter(request, order);
  const start = startKey(table, order, request.ExclusiveStartKey);
  const isForward = request.ScanIndexForward !== false;
  const { from, to } = start === undefined ? range : restarted(range, start, isForward);
  const entries = isForward ? order.items.ascending(from, to) : order.items.descending(from, to);
  return readPage(table, order, request, entries);
}

function rangeOf({ KeyConditions: conditions }: QueryRequest, order: ItemOrder, table: TableDefinition): Range {
  const [partition, sort] = order.keySchema.map(({ AttributeName: name }) => {
    const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (condition !== undefined) checkTypes(name, condition, table);
    return { name, condition };
  });
  if (partition?.condition === undefined) throw missed(partition?.name);
  const [value] = partition.condition.AttributeValueList;
  const isAlone = Object.keys(conditions).length === 1;
  if (value === undefined || partition.condition.ComparisonOperator !== 'EQ' || (sort === undefined && !isAlone)) {
    throw validationError('Query key condition not supported');
  }
  const prefix = partitionPrefix(value);
  if (sort?.condition !== undefined) return sortRange(prefix, sort.condition);
  if (!isAlone) throw missed(sort?.name);
  return within(prefix);
}

/** The part of a partition that meets a condition on the sort key. What follows the sort key in an index does not matter. */
function sortRange(prefix: string, { ComparisonOperator: operator, AttributeValueList: values }: KeyCondition): Range {
  const [value, upper = value] = values;
  if (value === undefined || upper === undefined) throw validationError('Query key condition not supported');
  const all = within(prefix);
  const before = (key: AttributeValue): Bound => ({ key: prefix + keyPart(key), behind: false });
  const behind = (key: AttributeValue): Bound => ({ key: prefix + keyPart(key), behind: true });
  switch (operator) {
    case 'EQ':
      return { from: before(value), to: behind(value) };
    case 'LT':
      return { ...all, to: before(value) };
    case 'LE':
      return { ...all, to: behind(value) };
    case 'GT':
      return { ...all, from: behind(value) };
    case 'GE':
      return { ...all, from: before(value) };
    case 'BETWEEN':
      return { from: before(value), to: behind(upper) };
    case 'BEGINS_WITH':
      return within(prefix + sortable(value));
  }
}

function within(prefix: string): Range {
  return { from: { key: prefix, behind: false }, to: { key: prefix, behind: true } };
}

/** What is left of a range behind a key, or before it when reading backwards. */
function restarted({ from, to }: Range, start: string, isForward: boolean): Range {
  if (isBelow(start, from) || !isBelow(start, to)) {
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  }
  return isForward ? { from: { key: start, behind: true }, to } : { from, to: { key: start, behind: false } };
}

function checkTypes(
  name: string,
  { AttributeValueList: values, ComparisonOperator: operator }: KeyCondition,
  table: TableDefinition,
): void {
  const type = table.AttributeDefinitions.find((attribute) => attribute.AttributeName === name)?.AttributeType;
  if (type === undefined || values.some((value) => !(type in value)) || (operator === 'BEGINS_WITH' && type === 'N')) {
    throw validationError(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
}

function refuseKeyFilter({ _filter: filter }: QueryRequest, order: ItemOrder): void {
  const key = order.keySchema.find(({ AttributeName: name }) => filter !== undefined && name in filter.pathHeads);
  if (key === undefined) return;
  throw validationError(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${key.AttributeName}`,
  );
}

function missed(name = ''): Error {
  return validationError(`Query condition missed key schema element: ${name}`);
}
