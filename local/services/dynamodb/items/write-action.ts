import db from 'dynalite/db/index.js';
import { raise } from '../dynalite/check-request.ts';
import type { DeleteItemRequest, PutItemRequest, UpdateItemRequest } from '../dynalite/requests.ts';
import { ConditionalCheckFailedError, validationError } from '../errors.ts';
import type { ItemWrite, LocalTable } from '../tables/table-store.ts';
import type { Item } from '../values/attribute-value.ts';
import { meets } from '../values/condition.ts';
import { itemSize, largestItem } from '../values/item-size.ts';
import { isTooDeep } from '../values/nesting.ts';
import { updated } from '../values/update.ts';
import { checkIndexKeys, checkKey, checkKeyValues } from './check-key.ts';

/** What can be done with one item. A check changes nothing. */
export type WriteAction =
  | { readonly kind: 'put'; readonly request: PutItemRequest }
  | { readonly kind: 'delete' | 'check'; readonly request: DeleteItemRequest }
  | { readonly kind: 'update'; readonly request: UpdateItemRequest };

/**
 * What an action would change, when its condition is met.
 * @throws ServiceError `ValidationException` for what cannot be done with this table or item
 * @throws ConditionalCheckFailedError
 */
export function plan(table: LocalTable, action: WriteAction): ItemWrite {
  const key = keyOf(table, action);
  const before = table.items.get(key);
  const { _condition: condition, ReturnValuesOnConditionCheckFailure: onFailure } = action.request;
  raise(db.validateKeyPaths(condition?.nestedPaths, table.record.definition));
  if (condition !== undefined && !meets(before ?? {}, condition.expression)) {
    throw new ConditionalCheckFailedError(onFailure === 'ALL_OLD' ? before : undefined);
  }
  return { table, key, before, after: after(table, action, before) };
}

/**
 * The key of the item that an action is about.
 * @throws ServiceError `ValidationException` when the item or key does not fit the table
 */
export function keyOf(table: LocalTable, action: WriteAction): string {
  const { definition } = table.record;
  if (action.kind === 'put') {
    const { Item: item } = action.request;
    raise(db.validateItem(item, definition));
    checkKeyValues(item, definition);
    checkIndexKeys(item, definition);
    return table.items.keyOf(item);
  }
  checkKey(action.request.Key, definition);
  if (action.kind === 'update' && action.request._updates !== undefined) {
    raise(db.validateUpdates(undefined, action.request._updates, definition));
  }
  return table.items.keyOf(action.request.Key);
}

function after(table: LocalTable, action: WriteAction, before: Item | undefined): Item | undefined {
  switch (action.kind) {
    case 'put':
      return storable(action.request.Item, 'Item size has exceeded the maximum allowed size');
    case 'delete':
      return undefined;
    case 'check':
      return before;
    case 'update': {
      const { Key: key, _updates: updates } = action.request;
      const item = updates === undefined ? (before ?? key) : updated(before ?? key, updates);
      checkIndexKeys(item, table.record.definition, updates?.paths);
      return storable(item, 'Item size to update has exceeded the maximum allowed size');
    }
  }
}

/** An item that is neither too deep nor too large. @param message says that it is too large */
function storable(item: Item, message: string): Item {
  if (isTooDeep(item)) throw validationError('Nesting Levels have exceeded supported limits');
  if (itemSize(item) > largestItem) throw validationError(message);
  return item;
}
