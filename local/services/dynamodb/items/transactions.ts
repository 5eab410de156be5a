import { createHash } from 'node:crypto';
import type { JsonInput } from '../../json-protocol.ts';
import { ServiceError } from '../../service-error.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import type { TransactWriteItem } from '../dynalite/requests.ts';
import { transactGetItemsCheck, transactWriteItemsCheck } from '../dynalite/transaction-checks.ts';
import { ConditionalCheckFailedError, TransactionCanceledError, validationError } from '../errors.ts';
import type { CancellationReason } from '../errors.ts';
import type { ItemWrite, TableStore } from '../tables/table-store.ts';
import type { TransactionTokens } from '../tables/transaction-tokens.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { capacityOfTables, readUnits } from './capacity.ts';
import type { ConsumedCapacity } from './capacity.ts';
import { read } from './read-items.ts';
import { keyOf, plan } from './write-action.ts';
import type { WriteAction } from './write-action.ts';
import { refuseCollectionMetrics, unitsOf } from './write-items.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html: bytes of all items together. */
const largestTransaction = 4 * 1024 * 1024;

const none: CancellationReason = { Code: 'None' };

/** What TransactWriteItems answers. */
export interface TransactWriteOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

/**
 * TransactWriteItems: all actions or none. Requests are served one after another, so transactions never conflict.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 * @throws TransactionCanceledError
 * @throws ServiceError `IdempotentParameterMismatchException`, `ValidationException`, `ResourceNotFoundException`
 */
export function transactWriteItems(
  store: TableStore,
  tokens: TransactionTokens,
  input: JsonInput,
): TransactWriteOutput {
  const request = checkRequest(transactWriteItemsCheck, input);
  const { ClientRequestToken: token, ReturnConsumedCapacity: detail } = request;
  const now = store.timers.now();
  const digest = createHash('sha256').update(JSON.stringify(input.TransactItems)).digest('base64');
  const actions = request.TransactItems.map(actionOf);
  for (const { request: one } of actions) {
    refuseCollectionMetrics(store.get(one.TableName), request.ReturnItemCollectionMetrics);
  }
  if (token !== undefined && tokens.wasMade(token, digest, now)) return {};

  refuseRepeatedItems(store, actions);
  const writes = planAll(store, actions);
  const size = writes.reduce((sum, { after }) => sum + sizeOf(after), 0);
  if (size > largestTransaction) {
    throw validationError(`The items of the transaction have ${size} bytes, more than ${largestTransaction}`);
  }
  store.write(writes, token === undefined ? [] : [tokens.made(token, { digest, at: now })]);

  // Everything is written twice: prepared, then committed.
  const capacity = capacityOfTables(detail, unitsByTable(writes.map((write) => [nameOf(write), 2 * unitsOf(write)])));
  return capacity === undefined ? {} : { ConsumedCapacity: capacity };
}

/** What TransactGetItems answers, in the order of the request. */
export interface TransactGetOutput {
  readonly Responses: readonly { readonly Item?: Item }[];
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

/** TransactGetItems. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export function transactGetItems(store: TableStore, input: JsonInput): TransactGetOutput {
  const request = checkRequest(transactGetItemsCheck, input);
  const reads = orCancelled(request.TransactItems, ({ Get: get }) => ({
    name: get.TableName,
    ...read(store.get(get.TableName), get.Key, get._projection),
  }));
  const size = reads.reduce((sum, { found }) => sum + sizeOf(found), 0);
  if (size > largestTransaction) {
    throw validationError(`The items of the transaction have ${size} bytes, more than ${largestTransaction}`);
  }
  const units = unitsByTable(reads.map(({ name, found }) => [name, 2 * readUnits(sizeOf(found), true)]));
  const capacity = capacityOfTables(request.ReturnConsumedCapacity, units);
  return {
    Responses: reads.map(({ shown }) => (shown === undefined ? {} : { Item: shown })),
    ...(capacity === undefined ? {} : { ConsumedCapacity: capacity }),
  };
}

function actionOf({
  ConditionCheck: check,
  Put: put,
  Delete: deletion,
  Update: update,
}: TransactWriteItem): WriteAction {
  if (put !== undefined) return { kind: 'put', request: put };
  if (update !== undefined) return { kind: 'update', request: update };
  if (deletion !== undefined) return { kind: 'delete', request: deletion };
  if (check !== undefined) return { kind: 'check', request: check };
  throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
}

function planAll(store: TableStore, actions: readonly WriteAction[]): ItemWrite[] {
  return orCancelled(actions, (action) => plan(store.get(action.request.TableName), action));
}

/** Does something for each action. @throws TransactionCanceledError with a reason for each, if one of them cannot be */
function orCancelled<T, R>(actions: readonly T[], act: (action: T) => R): R[] {
  const results: R[] = [];
  const reasons = actions.map((action) => {
    try {
      results.push(act(action));
      return none;
    } catch (error) {
      return reasonOf(error);
    }
  });
  if (results.length < actions.length) throw new TransactionCanceledError(reasons);
  return results;
}

function reasonOf(error: unknown): CancellationReason {
  if (error instanceof ConditionalCheckFailedError) {
    return {
      Code: 'ConditionalCheckFailed',
      Message: error.message,
      ...(error.item === undefined ? {} : { Item: error.item }),
    };
  }
  if (error instanceof ServiceError && error.code === 'ValidationException') {
    return { Code: 'ValidationError', Message: error.message };
  }
  throw error;
}

function refuseRepeatedItems(store: TableStore, actions: readonly WriteAction[]): void {
  const seen = new Set<string>();
  for (const [index, key] of orCancelled(actions, (action) =>
    keyOf(store.get(action.request.TableName), action),
  ).entries()) {
    const item = `${actions[index]?.request.TableName ?? ''} ${key}`;
    if (seen.has(item)) throw validationError('Transaction request cannot include multiple operations on one item');
    seen.add(item);
  }
}

function unitsByTable(units: readonly (readonly [name: string, units: number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, more] of units) sums.set(name, (sums.get(name) ?? 0) + more);
  return sums;
}

function nameOf({ table }: ItemWrite): string {
  return table.record.definition.TableName;
}

function sizeOf(item: Item | undefined): number {
  return item === undefined ? 0 : itemSize(item);
}
