import type { RequestCheck } from './check-request.ts';
import { deleteItemCheck, getItemCheck, putItemCheck, updateItemCheck } from './item-checks.ts';
import type { TransactGetItemsRequest, TransactWriteItemsRequest } from './requests.ts';

/** An action of a transaction has the members of the operation, without those about the answer. */
function action(type: string, { types }: RequestCheck<unknown>, required: string): DynaliteMember {
  const {
    ReturnConsumedCapacity: _capacity,
    ReturnItemCollectionMetrics: _metrics,
    ReturnValues: _values,
    ConsistentRead: _consistent,
    ...others
  } = types;
  const children = { ...others, [required]: notNull(others[required]) };
  return { type: `FieldStruct<${type}>`, children };
}

function notNull(member: string | DynaliteMember | undefined): DynaliteMember {
  return typeof member === 'object' ? { ...member, notNull: true } : { type: member ?? 'String', notNull: true };
}

function transactItems(type: string, children: DynaliteMembers): DynaliteMember {
  return {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 100,
    children: { type: `ValueStruct<${type}>`, children },
  };
}

export const transactWriteItemsCheck: RequestCheck<TransactWriteItemsRequest> = {
  name: 'TransactWriteItems',
  types: {
    ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
    ReturnConsumedCapacity: putItemCheck.types.ReturnConsumedCapacity ?? 'String',
    ReturnItemCollectionMetrics: putItemCheck.types.ReturnItemCollectionMetrics ?? 'String',
    TransactItems: transactItems('TransactWriteItem', {
      ConditionCheck: action('ConditionCheck', deleteItemCheck, 'ConditionExpression'),
      Put: action('Put', putItemCheck, 'Item'),
      Delete: action('Delete', deleteItemCheck, 'Key'),
      Update: action('Update', updateItemCheck, 'UpdateExpression'),
    }),
  },
  custom: (data, store) => {
    if (!isTransaction(data)) return undefined;
    for (const item of data.TransactItems) {
      const [first, ...others] = Object.entries(item);
      if (first === undefined || others.length > 0) {
        return 'TransactItems can only contain one of Check, Put, Update or Delete';
      }
      const [kind, members] = first;
      const rules = kind === 'Put' ? putItemCheck : kind === 'Update' ? updateItemCheck : deleteItemCheck;
      const problem = rules.custom?.(members, store);
      if (problem !== undefined) return problem;
    }
    return undefined;
  },
};

export const transactGetItemsCheck: RequestCheck<TransactGetItemsRequest> = {
  name: 'TransactGetItems',
  types: {
    ReturnConsumedCapacity: putItemCheck.types.ReturnConsumedCapacity ?? 'String',
    TransactItems: transactItems('TransactGetItem', { Get: { ...action('Get', getItemCheck, 'Key'), notNull: true } }),
  },
  custom: (data, store) => {
    if (!isTransaction(data)) return undefined;
    for (const item of data.TransactItems) {
      for (const get of Object.values(item)) {
        const problem = getItemCheck.custom?.(get, store);
        if (problem !== undefined) return problem;
      }
    }
    return undefined;
  },
};

/** Called when the types have been checked: the list is there. */
function isTransaction(data: object): data is { TransactItems: readonly Readonly<Record<string, object>>[] } {
  return 'TransactItems' in data;
}
