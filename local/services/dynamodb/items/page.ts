import db from 'dynalite/db/index.js';
import { raise } from '../dynalite/check-request.ts';
import type { PageRequest } from '../dynalite/requests.ts';
import { notFound, validationError } from '../errors.ts';
import { keysOf } from '../streams/change-record.ts';
import type { ItemOrder } from '../tables/item-table.ts';
import type { LocalTable } from '../tables/table-store.ts';
import type { Item } from '../values/attribute-value.ts';
import { meets } from '../values/condition.ts';
import { project } from '../values/document-path.ts';
import { itemSize } from '../values/item-size.ts';
import { consumedCapacity, readUnits } from './capacity.ts';
import type { ConsumedCapacity } from './capacity.ts';
import { checkKey } from './check-key.ts';
import { projectedNames, shownBy } from './index-projection.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html: what is read for one answer. */
const largestPage = 1024 * 1024;

/** What Query and Scan answer. */
export interface Page {
  readonly Items?: readonly Item[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Item;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

/** The order that a request reads in. @throws ServiceError `ValidationException` for an index that is not there or cannot do what is asked */
export function orderOf(table: LocalTable, request: PageRequest): ItemOrder {
  const order = table.items.order(request.IndexName);
  if (order === undefined && request.IndexName !== undefined) {
    throw validationError(`The table does not have the specified index: ${request.IndexName}`);
  }
  if (order === undefined) throw notFound();
  if (order.index?.isGlobal === true && request.ConsistentRead === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  checkSelect(table, order, request);
  raise(db.validateKeyPaths(request._projection?.nestedPaths, table.record.definition));
  raise(db.validateKeyPaths(request._filter?.nestedPaths, table.record.definition));
  return order;
}

/**
 * The key in an order that a page starts behind; undefined for the first page. The item need not be there any more.
 * @throws ServiceError `ValidationException` when it is no key of the table and the index
 */
export function startKey({ record }: LocalTable, order: ItemOrder, start: Item | undefined): string | undefined {
  if (start === undefined) return undefined;
  const names = keyNames(record.definition.KeySchema, order);
  if (Object.keys(start).length !== names.length || !names.every((name) => Object.hasOwn(start, name))) {
    throw validationError('The provided starting key is invalid');
  }
  checkKey(keysOf(start, record.definition.KeySchema), record.definition);
  const key = order.keyOf(start);
  if (key === undefined) throw validationError('The provided starting key is invalid');
  return key;
}

/** Reads a page of what there is, up to a limit or a megabyte, and shows what the filter lets pass. */
export function readPage(
  { record }: LocalTable,
  order: ItemOrder,
  request: PageRequest,
  entries: Iterable<readonly [string, Item]>,
): Page {
  const { Limit: limit = Infinity, Select: select, _filter: filter, _projection: projection } = request;
  const items: Item[] = [];
  let scanned = 0;
  let size = 0;
  let last: Item | undefined;
  for (const [, item] of entries) {
    const shown = select === 'ALL_ATTRIBUTES' ? item : shownBy(order, record.definition, item);
    scanned += 1;
    size += itemSize(shown);
    if (filter === undefined || meets(shown, filter.expression)) {
      items.push(projection === undefined ? shown : project(shown, projection.paths));
    }
    if (scanned >= limit || size >= largestPage) {
      last = item;
      break;
    }
  }
  const names = keyNames(record.definition.KeySchema, order);
  return {
    ...(select === 'COUNT' ? {} : { Items: items }),
    Count: items.length,
    ScannedCount: scanned,
    ...(last === undefined ? {} : { LastEvaluatedKey: keysOf(last, names.map(asKey)) }),
    ...consumedCapacity(
      request.ReturnConsumedCapacity,
      record.definition.TableName,
      readUnits(size, request.ConsistentRead === true),
    ),
  };
}

/** The attributes of the table's key, then those of the index. */
function keyNames(tableKey: ItemOrder['keySchema'], order: ItemOrder): string[] {
  return [...new Set([...tableKey, ...order.keySchema].map((key) => key.AttributeName))];
}

function asKey(AttributeName: string): ItemOrder['keySchema'][number] {
  return { AttributeName, KeyType: 'HASH' };
}

function checkSelect({ record }: LocalTable, order: ItemOrder, request: PageRequest): void {
  const { Select: select, _projection: projection } = request;
  if (projection !== undefined && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && projection === undefined) {
    throw validationError('Must specify the ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES');
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && order.index === undefined) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (order.index?.isGlobal !== true) return;
  const { IndexName: name } = order.index.definition;
  const available = projectedNames(order, record.definition);
  if (select === 'ALL_ATTRIBUTES' && available !== undefined) {
    throw validationError(
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ' +
        `${name} because its projection type is not ALL`,
    );
  }
  const missing = (projection?.paths ?? []).flatMap(([head]) =>
    available === undefined || available.has(String(head)) ? [] : [String(head)],
  );
  if (missing.length > 0) {
    throw validationError(
      `One or more parameter values were invalid: Global secondary index ${name} does not project [${missing.join(', ')}]`,
    );
  }
}
