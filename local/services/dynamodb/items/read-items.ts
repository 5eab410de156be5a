import db from 'dynalite/db/index.js';
import type { JsonInput } from '../../json-protocol.ts';
import { checkRequest, raise } from '../dynalite/check-request.ts';
import type { ParsedProjection } from '../dynalite/expressions.ts';
import { batchGetItemCheck, getItemCheck } from '../dynalite/item-checks.ts';
import type { KeysAndAttributes } from '../dynalite/requests.ts';
import type { LocalTable, TableStore } from '../tables/table-store.ts';
import type { Item } from '../values/attribute-value.ts';
import { project } from '../values/document-path.ts';
import { itemSize } from '../values/item-size.ts';
import { capacityOfTables, consumedCapacity, readUnits } from './capacity.ts';
import type { ConsumedCapacity } from './capacity.ts';
import { checkKey } from './check-key.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html: what one answer may hold. */
const largestBatch = 16 * 1024 * 1024;

/** GetItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export function getItem(store: TableStore, input: JsonInput): { Item?: Item; ConsumedCapacity?: ConsumedCapacity } {
  const request = checkRequest(getItemCheck, input);
  const { found, shown } = read(store.get(request.TableName), request.Key, request._projection);
  const units = readUnits(sizeOf(found), request.ConsistentRead === true);
  return {
    ...(shown === undefined ? {} : { Item: shown }),
    ...consumedCapacity(request.ReturnConsumedCapacity, request.TableName, units),
  };
}

/** Reads one item. @throws ServiceError `ValidationException` when the key or the projection does not fit the table */
export function read(
  { record, items }: LocalTable,
  key: Item,
  projection: ParsedProjection | undefined,
): { found: Item | undefined; shown: Item | undefined } {
  checkKey(key, record.definition);
  raise(db.validateKeyPaths(projection?.nestedPaths, record.definition));
  const found = items.get(items.keyOf(key));
  return { found, shown: found && projection ? project(found, projection.paths) : found };
}

/** What BatchGetItem answers. */
export interface BatchGetOutput {
  readonly Responses: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys: Readonly<Record<string, unknown>>;
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

/**
 * BatchGetItem. Items come in the order of their keys, which AWS does not promise.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export function batchGetItem(store: TableStore, input: JsonInput): BatchGetOutput {
  const request = checkRequest(batchGetItemCheck, input);
  const responses: Record<string, Item[]> = {};
  const unprocessed: Record<string, unknown> = {};
  const units = new Map<string, number>();
  let room = largestBatch;
  for (const [name, asked] of Object.entries(request.RequestItems)) {
    const table = store.get(name);
    const items: Item[] = [];
    const left: Item[] = [];
    for (const key of asked.Keys) {
      const { found, shown } = read(table, key, asked._projection);
      const size = sizeOf(found);
      if (size > room) {
        left.push(key);
        continue;
      }
      room -= size;
      if (shown !== undefined) items.push(shown);
      units.set(name, (units.get(name) ?? 0) + readUnits(size, asked.ConsistentRead === true));
    }
    responses[name] = items;
    if (left.length > 0) unprocessed[name] = { ...withoutParsed(asked), Keys: left };
  }
  const capacity = capacityOfTables(request.ReturnConsumedCapacity, units);
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ...(capacity === undefined ? {} : { ConsumedCapacity: capacity }),
  };
}

/** As it was asked for, so that it can be sent again. */
function withoutParsed({ _projection, ...asked }: KeysAndAttributes): Omit<KeysAndAttributes, '_projection'> {
  return asked;
}

function sizeOf(item: Item | undefined): number {
  return item === undefined ? 0 : itemSize(item);
}
