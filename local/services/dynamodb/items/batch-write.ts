import type { JsonInput } from '../../json-protocol.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import { batchWriteItemCheck } from '../dynalite/item-checks.ts';
import type { BatchWrite } from '../dynalite/requests.ts';
import { validationError } from '../errors.ts';
import type { ItemWrite, TableStore } from '../tables/table-store.ts';
import { itemSize } from '../values/item-size.ts';
import { capacityOfTables } from './capacity.ts';
import type { ConsumedCapacity } from './capacity.ts';
import { plan } from './write-action.ts';
import type { WriteAction } from './write-action.ts';
import { refuseCollectionMetrics, unitsOf } from './write-items.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html: writes, and bytes, of a request. */
const mostWrites = 25;
const largestBatch = 16 * 1024 * 1024;

/** What BatchWriteItem answers. There is always room here for everything. */
export interface BatchWriteOutput {
  readonly UnprocessedItems: Readonly<Record<string, never>>;
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

/**
 * BatchWriteItem: each write for itself, all checked before the first.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export function batchWriteItem(store: TableStore, input: JsonInput): BatchWriteOutput {
  const request = checkRequest(batchWriteItemCheck, input);
  const writes: ItemWrite[] = [];
  for (const [name, batch] of Object.entries(request.RequestItems)) {
    const table = store.get(name);
    refuseCollectionMetrics(table, request.ReturnItemCollectionMetrics);
    const planned = batch.map((write) => plan(table, actionOf(name, write)));
    if (new Set(planned.map(({ key }) => key)).size < planned.length) {
      throw validationError('Provided list of item keys contains duplicates');
    }
    writes.push(...planned);
  }
  if (writes.length > mostWrites) throw validationError('Too many items requested for the BatchWriteItem call');
  const size = writes.reduce((sum, { after }) => sum + (after === undefined ? 0 : itemSize(after)), 0);
  if (size > largestBatch)
    throw validationError(`The items of the batch have ${size} bytes, more than ${largestBatch}`);
  const units = new Map<string, number>();
  for (const write of writes) {
    store.write([write]);
    const { TableName: name } = write.table.record.definition;
    units.set(name, (units.get(name) ?? 0) + unitsOf(write));
  }
  const capacity = capacityOfTables(request.ReturnConsumedCapacity, units);
  return { UnprocessedItems: {}, ...(capacity === undefined ? {} : { ConsumedCapacity: capacity }) };
}

function actionOf(TableName: string, { PutRequest: put, DeleteRequest: deletion }: BatchWrite): WriteAction {
  if (put !== undefined && deletion === undefined) return { kind: 'put', request: { TableName, ...put } };
  if (deletion !== undefined && put === undefined) return { kind: 'delete', request: { TableName, ...deletion } };
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}
