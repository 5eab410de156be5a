import batchGetItem from 'dynalite/validations/batchGetItem.js';
import batchWriteItem from 'dynalite/validations/batchWriteItem.js';
import deleteItem from 'dynalite/validations/deleteItem.js';
import getItem from 'dynalite/validations/getItem.js';
import putItem from 'dynalite/validations/putItem.js';
import query from 'dynalite/validations/query.js';
import scan from 'dynalite/validations/scan.js';
import updateItem from 'dynalite/validations/updateItem.js';
import type { RequestCheck } from './check-request.ts';
import type {
  BatchGetItemRequest,
  BatchWriteItemRequest,
  DeleteItemRequest,
  GetItemRequest,
  PutItemRequest,
  QueryRequest,
  ScanRequest,
  UpdateItemRequest,
} from './requests.ts';

const onConditionCheckFailure: DynaliteMember = { type: 'String', enum: ['ALL_OLD', 'NONE'] };

const writing = (types: DynaliteMembers): DynaliteMembers => ({
  ...types,
  ReturnValuesOnConditionCheckFailure: onConditionCheckFailure,
});

/** The checks of the operations on items. */
export const putItemCheck: RequestCheck<PutItemRequest> = {
  ...putItem,
  name: 'PutItem',
  types: writing(putItem.types),
};
export const updateItemCheck: RequestCheck<UpdateItemRequest> = {
  ...updateItem,
  name: 'UpdateItem',
  types: writing(updateItem.types),
};
export const deleteItemCheck: RequestCheck<DeleteItemRequest> = {
  ...deleteItem,
  name: 'DeleteItem',
  types: writing(deleteItem.types),
};
export const getItemCheck: RequestCheck<GetItemRequest> = { ...getItem, name: 'GetItem' };
export const queryCheck: RequestCheck<QueryRequest> = { ...query, name: 'Query' };
export const scanCheck: RequestCheck<ScanRequest> = {
  ...scan,
  name: 'Scan',
  types: { ...scan.types, ConsistentRead: 'Boolean' },
};
export const batchGetItemCheck: RequestCheck<BatchGetItemRequest> = { ...batchGetItem, name: 'BatchGetItem' };
export const batchWriteItemCheck: RequestCheck<BatchWriteItemRequest> = { ...batchWriteItem, name: 'BatchWriteItem' };
