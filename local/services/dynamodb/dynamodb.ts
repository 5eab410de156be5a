import { systemTimers } from '../../clock.ts';
import type { Timers } from '../../clock.ts';
import type { Storage } from '../../state/storage.ts';
import { jsonService } from '../json-protocol.ts';
import type { JsonOperation } from '../json-protocol.ts';
import type { AwsService, ServiceResponse } from '../service.ts';
import type { ChangeStreams } from './change-streams.ts';
import { DetailedError } from './errors.ts';
import { batchWriteItem } from './items/batch-write.ts';
import { query } from './items/query.ts';
import { batchGetItem, getItem } from './items/read-items.ts';
import { scan } from './items/scan.ts';
import { transactGetItems, transactWriteItems } from './items/transactions.ts';
import { deleteItem, putItem, updateItem } from './items/write-items.ts';
import { refuseTableArns } from './refuse-table-arns.ts';
import { refuseUnsafeNames } from './refuse-unsafe-names.ts';
import { StreamLog } from './streams/stream-log.ts';
import { describeStream, getRecords, getShardIterator, listStreams } from './streams/stream-operations.ts';
import { declareTable } from './tables/declaration.ts';
import type { TableDeclaration } from './tables/declaration.ts';
import * as settings from './tables/settings.ts';
import { Sweeper } from './tables/sweeper.ts';
import { createTable, deleteTable, describeTableOperation, listTables } from './tables/table-operations.ts';
import { TableStore } from './tables/table-store.ts';
import { listTagsOfResource, tagResource, untagResource } from './tables/tags.ts';
import { TransactionTokens } from './tables/transaction-tokens.ts';
import { updateTable } from './tables/update-table.ts';

const errorNamespace = 'com.amazonaws.dynamodb.v20120810';

/** What DynamoDB is made of. */
export interface DynamoDbOptions {
  readonly storage: Storage;
  /** For time to live, and the age of shards and records; the machine's own time when not given. */
  readonly timers?: Timers;
  readonly region: string;
  /** Twelve digits, for ARNs. */
  readonly accountId: string;
  /** `aws` when not given. */
  readonly partition?: string;
  /** How many shards of a new stream are open at a time; 2 when not given. */
  readonly shardsPerStream?: number;
}

/** DynamoDB and its streams, with what the stack needs to create what a template declares. */
export interface DynamoDb {
  readonly services: readonly AwsService[];
  readonly streams: ChangeStreams;
  /**
   * Brings a declared table about; keeps what is in it.
   * @throws ServiceError `ValidationException` for what cannot be, another key above all
   */
  declareTable(declaration: TableDeclaration): void;
  /** Stops timers. */
  close(): void;
}

/** Amazon DynamoDB. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html */
export function dynamoDb(options: DynamoDbOptions): DynamoDb {
  const { storage, timers = systemTimers, region, accountId, partition = 'aws', shardsPerStream = 2 } = options;
  const store = new TableStore(storage, timers, () => new StreamLog({ storage, timers, region, shardsPerStream }));
  const tokens = new TransactionTokens(storage);
  const sweeper = new Sweeper(store);
  const { streams } = store;
  const arnPrefix = `arn:${partition}:dynamodb:${region}:${accountId}:table/`;

  return {
    services: [
      service('DynamoDB_20120810', tableOperations(store, tokens, arnPrefix)),
      service('DynamoDBStreams_20120810', {
        ListStreams: (input) => listStreams(streams, input),
        DescribeStream: (input) => describeStream(streams, input),
        GetShardIterator: (input) => getShardIterator(streams, timers.now(), input),
        GetRecords: (input) => getRecords(streams, timers.now(), input),
      }),
    ],
    streams,
    declareTable: (declaration) => declareTable(store, declaration),
    close() {
      sweeper.close();
      streams.close();
    },
  };
}

function tableOperations(
  store: TableStore,
  tokens: TransactionTokens,
  arnPrefix: string,
): Record<string, JsonOperation> {
  return {
    CreateTable: (input) => createTable(store, arnPrefix, input),
    DescribeTable: (input) => describeTableOperation(store, input),
    ListTables: (input) => listTables(store, input),
    UpdateTable: (input) => updateTable(store, input),
    DeleteTable: (input) => deleteTable(store, input),
    UpdateTimeToLive: (input) => settings.updateTimeToLive(store, input),
    DescribeTimeToLive: (input) => settings.describeTimeToLive(store, input),
    UpdateContinuousBackups: (input) => settings.updateContinuousBackups(store, input),
    DescribeContinuousBackups: (input) => settings.describeContinuousBackups(store, input),
    TagResource: (input) => tagResource(store, input),
    UntagResource: (input) => untagResource(store, input),
    ListTagsOfResource: (input) => listTagsOfResource(store, input),
    PutItem: (input) => putItem(store, input),
    GetItem: (input) => getItem(store, input),
    UpdateItem: (input) => updateItem(store, input),
    DeleteItem: (input) => deleteItem(store, input),
    Query: (input) => query(store, input),
    Scan: (input) => scan(store, input),
    BatchGetItem: (input) => batchGetItem(store, input),
    BatchWriteItem: (input) => batchWriteItem(store, input),
    TransactWriteItems: (input) => transactWriteItems(store, tokens, input),
    TransactGetItems: (input) => transactGetItems(store, input),
  };
}

function service(targetPrefix: string, operations: Record<string, JsonOperation>): AwsService {
  const plain = jsonService({
    signingName: 'dynamodb',
    targetPrefix,
    version: '1.0',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]): [string, JsonOperation] => [
        name,
        (input, request) => {
          refuseUnsafeNames(request.body, input);
          refuseTableArns(name, input);
          return operation(input, request);
        },
      ]),
    ),
    errorNamespace,
  });
  return {
    ...plain,
    async handle(request) {
      try {
        return await plain.handle(request);
      } catch (error) {
        if (error instanceof DetailedError) return detailed(error);
        throw error;
      }
    },
  };
}

function detailed({ code, members }: DetailedError): ServiceResponse {
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: `${errorNamespace}#${code}`, ...members }),
  };
}
