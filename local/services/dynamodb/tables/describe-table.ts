import type { IndexDefinition, TableDefinition, Throughput } from '../dynalite/requests.ts';
import { labelOf } from '../streams/stream-state.ts';
import type { LocalTable } from './table-store.ts';

/** A table or index that is billed on demand, or whose throughput is that of its table. */
const onDemand: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

/**
 * The `TableDescription` of a table. It is always active, and its counts are those of this moment.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export function describeTable({ record, items }: LocalTable, status = 'ACTIVE'): object {
  const { definition, arn, id, created, streamArn } = record;
  const index = (one: IndexDefinition): object => ({
    IndexName: one.IndexName,
    KeySchema: one.KeySchema,
    Projection: one.Projection,
    IndexArn: `${arn}/index/${one.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: items.order(one.IndexName)?.items.size ?? 0,
  });
  return {
    TableName: definition.TableName,
    TableArn: arn,
    TableId: id,
    TableStatus: status,
    CreationDateTime: created,
    AttributeDefinitions: definition.AttributeDefinitions,
    KeySchema: definition.KeySchema,
    ItemCount: items.size,
    TableSizeBytes: items.sizeBytes,
    DeletionProtectionEnabled: definition.DeletionProtectionEnabled === true,
    ...billing(definition, created),
    ...(definition.LocalSecondaryIndexes === undefined
      ? {}
      : { LocalSecondaryIndexes: definition.LocalSecondaryIndexes.map(index) }),
    ...(definition.GlobalSecondaryIndexes === undefined
      ? {}
      : {
          GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes.map((one) => ({
            ...index(one),
            IndexStatus: 'ACTIVE',
            ProvisionedThroughput: throughput(one.ProvisionedThroughput),
          })),
        }),
    ...(definition.StreamSpecification?.StreamEnabled === true
      ? { StreamSpecification: definition.StreamSpecification }
      : {}),
    ...(streamArn === undefined ? {} : { LatestStreamArn: streamArn, LatestStreamLabel: labelOf(streamArn) }),
  };
}

function billing({ BillingMode: mode, ProvisionedThroughput: provisioned }: TableDefinition, created: number): object {
  return {
    ProvisionedThroughput: throughput(provisioned),
    ...(mode === 'PAY_PER_REQUEST'
      ? { BillingModeSummary: { BillingMode: mode, LastUpdateToPayPerRequestDateTime: created } }
      : {}),
  };
}

function throughput(provisioned: Throughput = onDemand): object {
  return { NumberOfDecreasesToday: 0, ...provisioned };
}
