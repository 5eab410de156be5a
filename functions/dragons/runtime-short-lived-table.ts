import { requiredVariable } from '@dragons/core';
import type { Table } from './dynamodb/table.ts';

/** The table of what is forgotten, from the function's environment, asked by the client of another table. */
export function shortLivedTable({ client }: Table): Table {
  return { client, name: requiredVariable('SHORT_LIVED_TABLE') };
}
