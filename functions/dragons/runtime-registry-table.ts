import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { requiredVariable, traceClient } from '@dragons/core';
import type { CallLimits } from './call-limits.ts';
import type { Table } from './dynamodb/table.ts';

/** The registry's table, from the function's environment. @param limits how long calls may take */
export function registryTable(limits: CallLimits): Table {
  return { client: traceClient(new DynamoDBClient(limits)), name: requiredVariable('REGISTRY_TABLE') };
}
