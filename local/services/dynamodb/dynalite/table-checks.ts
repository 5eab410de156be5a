import createTable from 'dynalite/validations/createTable.js';
import listTables from 'dynalite/validations/listTables.js';
import { isObject } from '../../../json.ts';
import type { RequestCheck } from './check-request.ts';
import type { ListTablesRequest, TableDefinition, UpdateTableRequest } from './requests.ts';

const streamSpecification: DynaliteMember = {
  type: 'FieldStruct<StreamSpecification>',
  children: {
    StreamEnabled: { type: 'Boolean', notNull: true },
    StreamViewType: { type: 'String', enum: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] },
  },
};

const tags: DynaliteMember = {
  type: 'List',
  children: {
    type: 'ValueStruct<Tag>',
    children: { Key: { type: 'String', notNull: true }, Value: { type: 'String', notNull: true } },
  },
};

const { AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, ProvisionedThroughput, TableName } =
  createTable.types;

/** A table: of a request, of a template, and as it is stored. */
export const createTableCheck: RequestCheck<TableDefinition> = {
  name: 'CreateTable',
  types: {
    ...createTable.types,
    StreamSpecification: streamSpecification,
    DeletionProtectionEnabled: 'Boolean',
    Tags: tags,
  },
  custom: (data, store) =>
    createTable.custom?.(data, store) ?? (isDefinition(data) ? definitionProblem(data) : undefined),
};

/** dynalite changes throughput only; what else can be changed here is made of the members of CreateTable. */
export const updateTableCheck: RequestCheck<UpdateTableRequest> = {
  name: 'UpdateTable',
  types: {
    ...members({ TableName, BillingMode, ProvisionedThroughput }),
    ...members({ AttributeDefinitions: optional(AttributeDefinitions) }),
    StreamSpecification: streamSpecification,
    DeletionProtectionEnabled: 'Boolean',
    GlobalSecondaryIndexUpdates: {
      type: 'List',
      children: {
        type: 'ValueStruct<GlobalSecondaryIndexUpdate>',
        children: {
          Create: { type: 'FieldStruct<CreateGlobalSecondaryIndexAction>', children: indexMembers() },
          Update: {
            type: 'FieldStruct<UpdateGlobalSecondaryIndexAction>',
            children: { ...indexName(), ...members({ ProvisionedThroughput: required(ProvisionedThroughput) }) },
          },
          Delete: { type: 'FieldStruct<DeleteGlobalSecondaryIndexAction>', children: indexName() },
        },
      },
    },
  },
};

export const listTablesCheck: RequestCheck<ListTablesRequest> = { ...listTables, name: 'ListTables' };

/** What AWS refuses beyond what dynalite knows. */
function definitionProblem(definition: TableDefinition): string | undefined {
  const { AttributeDefinitions: defined, StreamSpecification: stream } = definition;
  const indexes = [...(definition.GlobalSecondaryIndexes ?? []), ...(definition.LocalSecondaryIndexes ?? [])];
  const used = new Set([definition, ...indexes].flatMap((index) => index.KeySchema.map((key) => key.AttributeName)));
  const names = defined.map((attribute) => attribute.AttributeName);
  if (names.some((name) => !used.has(name))) {
    return (
      'One or more parameter values were invalid: Some AttributeDefinitions are not used. ' +
      `AttributeDefinitions: [${names.join(', ')}], keys used: [${[...used].join(', ')}]`
    );
  }
  if (stream?.StreamEnabled === true && stream.StreamViewType === undefined) {
    return 'One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true';
  }
  if (stream?.StreamEnabled === false && stream.StreamViewType !== undefined) {
    return 'One or more parameter values were invalid: StreamViewType cannot be specified when StreamEnabled is false';
  }
  return undefined;
}

/** Called when the types have been checked. */
function isDefinition(data: object): data is TableDefinition {
  return 'KeySchema' in data;
}

function members(given: Readonly<Record<string, string | DynaliteMember | undefined>>): DynaliteMembers {
  return Object.fromEntries(Object.entries(given).map(([name, member]) => [name, member ?? 'String']));
}

/** The members of a global secondary index. */
function indexMembers(): DynaliteMembers {
  const index = typeof GlobalSecondaryIndexes === 'object' ? GlobalSecondaryIndexes.children : undefined;
  return isStructure(index) ? index.children : {};
}

function indexName(): DynaliteMembers {
  return members({ IndexName: indexMembers().IndexName });
}

function isStructure(value: unknown): value is { children: DynaliteMembers } {
  return isObject(value) && isObject(value.children);
}

function optional(member: string | DynaliteMember | undefined): DynaliteMember {
  if (typeof member !== 'object') return { type: member ?? 'String' };
  const { notNull: _, ...others } = member;
  return { ...others, type: member.type };
}

function required(member: string | DynaliteMember | undefined): DynaliteMember {
  return { ...optional(member), notNull: true };
}
