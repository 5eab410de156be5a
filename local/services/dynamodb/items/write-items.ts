import { NotSimulatedError } from '../../service-error.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import { deleteItemCheck, putItemCheck, updateItemCheck } from '../dynalite/item-checks.ts';
import { validationError } from '../errors.ts';
import type { JsonInput } from '../../json-protocol.ts';
import type { ItemWrite, LocalTable, TableStore } from '../tables/table-store.ts';
import type { Item } from '../values/attribute-value.ts';
import { project } from '../values/document-path.ts';
import { itemSize } from '../values/item-size.ts';
import { consumedCapacity, writeUnits } from './capacity.ts';
import type { ConsumedCapacity } from './capacity.ts';
import { plan } from './write-action.ts';
import type { WriteAction } from './write-action.ts';

/** What a write of one item answers. */
export interface WriteOutput {
  readonly Attributes?: Item;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

/** PutItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export function putItem(store: TableStore, input: JsonInput): WriteOutput {
  return write(store, { kind: 'put', request: checkRequest(putItemCheck, input) });
}

/** DeleteItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export function deleteItem(store: TableStore, input: JsonInput): WriteOutput {
  const request = checkRequest(deleteItemCheck, input);
  if (request.ReturnValues !== undefined && !['ALL_OLD', 'NONE'].includes(request.ReturnValues)) {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  return write(store, { kind: 'delete', request });
}

/** UpdateItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export function updateItem(store: TableStore, input: JsonInput): WriteOutput {
  return write(store, { kind: 'update', request: checkRequest(updateItemCheck, input) });
}

function write(store: TableStore, action: WriteAction): WriteOutput {
  const { request } = action;
  const table = store.get(request.TableName);
  refuseCollectionMetrics(table, request.ReturnItemCollectionMetrics);
  const planned = plan(table, action);
  store.write([planned]);
  const attributes = returned(action, planned);
  return {
    ...(attributes === undefined ? {} : { Attributes: attributes }),
    ...consumedCapacity(request.ReturnConsumedCapacity, request.TableName, unitsOf(planned)),
  };
}

/** The units that a write takes. */
export function unitsOf({ before, after }: ItemWrite): number {
  return writeUnits(before === undefined ? 0 : itemSize(before), after === undefined ? 0 : itemSize(after));
}

/** Only tables with local indexes have item collections; their size is not kept here. @throws NotSimulatedError */
export function refuseCollectionMetrics(table: LocalTable, asked: 'SIZE' | 'NONE' | undefined): void {
  if (asked !== 'SIZE' || table.record.definition.LocalSecondaryIndexes === undefined) return;
  throw new NotSimulatedError('dynamodb: ReturnItemCollectionMetrics of a table with local secondary indexes');
}

/** The `Attributes` of an answer; undefined when there are none to show. */
function returned({ kind, request }: WriteAction, { before, after }: ItemWrite): Item | undefined {
  const paths = kind === 'update' ? (request._updates?.paths ?? []) : [];
  switch (request.ReturnValues) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return unlessEmpty(project(before ?? {}, paths));
    case 'UPDATED_NEW':
      return unlessEmpty(project(after ?? {}, paths));
    default:
      return undefined;
  }
}

function unlessEmpty(item: Item): Item | undefined {
  return Object.keys(item).length === 0 ? undefined : item;
}
