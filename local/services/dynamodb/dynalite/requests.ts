import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { ParsedCondition, ParsedProjection, ParsedUpdate } from './expressions.ts';

/** How much an answer tells about capacity. */
export type CapacityDetail = 'INDEXES' | 'TOTAL' | 'NONE';

/** A request about one table. */
export interface TableRequest {
  readonly TableName: string;
}

/** What writes of one item have in common. */
interface WriteRequest extends TableRequest {
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly ReturnItemCollectionMetrics?: 'SIZE' | 'NONE';
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
  readonly _condition?: ParsedCondition;
}

export interface PutItemRequest extends WriteRequest {
  readonly Item: Item;
}

export interface DeleteItemRequest extends WriteRequest {
  readonly Key: Item;
}

export interface UpdateItemRequest extends WriteRequest {
  readonly Key: Item;
  readonly _updates?: ParsedUpdate;
}

export interface GetItemRequest extends TableRequest {
  readonly Key: Item;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly _projection?: ParsedProjection;
}

/** What Query and Scan have in common. */
export interface PageRequest extends TableRequest {
  readonly IndexName?: string;
  readonly Select?: 'SPECIFIC_ATTRIBUTES' | 'COUNT' | 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES';
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly _filter?: ParsedCondition;
  readonly _projection?: ParsedProjection;
}

/** The condition on one attribute of the key. */
export interface KeyCondition {
  readonly ComparisonOperator: 'EQ' | 'LT' | 'LE' | 'GT' | 'GE' | 'BETWEEN' | 'BEGINS_WITH';
  readonly AttributeValueList: readonly AttributeValue[];
}

export interface QueryRequest extends PageRequest {
  /** By attribute; made of the KeyConditionExpression. */
  readonly KeyConditions: Readonly<Record<string, KeyCondition>>;
  readonly ScanIndexForward?: boolean;
}

export interface ScanRequest extends PageRequest {
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

/** The keys that are asked for in one table. */
export interface KeysAndAttributes {
  readonly Keys: readonly Item[];
  readonly ConsistentRead?: boolean;
  readonly _projection?: ParsedProjection;
}

export interface BatchGetItemRequest {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
  readonly ReturnConsumedCapacity?: CapacityDetail;
}

/** One write of a batch: exactly one of the two. */
export interface BatchWrite {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

export interface BatchWriteItemRequest {
  readonly RequestItems: Readonly<Record<string, readonly BatchWrite[]>>;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly ReturnItemCollectionMetrics?: 'SIZE' | 'NONE';
}

/** One action of a transaction: exactly one of the four. */
export interface TransactWriteItem {
  readonly ConditionCheck?: DeleteItemRequest;
  readonly Put?: PutItemRequest;
  readonly Delete?: DeleteItemRequest;
  readonly Update?: UpdateItemRequest;
}

export interface TransactWriteItemsRequest {
  readonly TransactItems: readonly TransactWriteItem[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly ReturnItemCollectionMetrics?: 'SIZE' | 'NONE';
}

export interface TransactGetItemsRequest {
  readonly TransactItems: readonly { readonly Get: GetItemRequest }[];
  readonly ReturnConsumedCapacity?: CapacityDetail;
}

/** The partition key and perhaps the sort key, in this order. */
export type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

/** A global or local secondary index. */
export interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: KeySchema;
  readonly Projection: {
    readonly ProjectionType?: 'ALL' | 'INCLUDE' | 'KEYS_ONLY';
    readonly NonKeyAttributes?: readonly string[];
  };
  /** Of global indexes. */
  readonly ProvisionedThroughput?: Throughput;
}

export interface StreamSpecification {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A table as CreateTable describes it. */
export interface TableDefinition extends TableRequest {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly KeySchema: KeySchema;
  readonly BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST';
  readonly ProvisionedThroughput?: Throughput;
  readonly GlobalSecondaryIndexes?: readonly IndexDefinition[];
  readonly LocalSecondaryIndexes?: readonly IndexDefinition[];
  readonly StreamSpecification?: StreamSpecification;
  readonly DeletionProtectionEnabled?: boolean;
  readonly Tags?: readonly Tag[];
}

/** One change of a global index: exactly one of the three. */
export interface IndexUpdate {
  readonly Create?: IndexDefinition;
  readonly Update?: { readonly IndexName: string; readonly ProvisionedThroughput: Throughput };
  readonly Delete?: { readonly IndexName: string };
}

export interface UpdateTableRequest extends TableRequest {
  readonly AttributeDefinitions?: TableDefinition['AttributeDefinitions'];
  readonly BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST';
  readonly ProvisionedThroughput?: Throughput;
  readonly GlobalSecondaryIndexUpdates?: readonly IndexUpdate[];
  readonly StreamSpecification?: StreamSpecification;
  readonly DeletionProtectionEnabled?: boolean;
}

export interface ListTablesRequest {
  readonly Limit?: number;
  readonly ExclusiveStartTableName?: string;
}
