import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions, requestHandler } from '../aws/aws-calls.ts';
import { AwsCallError } from '../aws/aws-call-errors.ts';
import { deployedStack } from '../aws/deployed-stack.ts';
import { stageAddress, stageOptions, type StageChoice } from '../aws/stage-address.ts';
import { helpOption } from '../terminal/command-line.ts';
import { TableItems } from './table-items.ts';

/** The options that name a copy and the live table, for `parseArgs`. */
export const tableOptions = {
  ...stageOptions,
  table: { type: 'string' },
  live: { type: 'string' },
  ...helpOption,
} as const;

/** What a usage text says of {@link tableOptions} beside the stage's. */
export const tableUsage = `  --table COPY  the table that was restored beside the live one
  --live TABLE  the registry's own table; with --stack its output RegistryTableName, when not given`;

/** What a command line says of the tables: {@link tableOptions}, parsed. */
export interface TableChoice extends StageChoice {
  readonly table?: string | undefined;
  readonly live?: string | undefined;
}

/** What is missing in the arguments, for a person; undefined when nothing is. */
export function missingIn({ table, live, stack }: TableChoice): string | undefined {
  if (!table) return 'Say which table was restored: --table COPY';
  if (!live && stack === undefined) return 'Say which table is the live one: --stack NAME, or --live TABLE';
  return undefined;
}

/** The copy and the live table are the same one. */
export class SameTableError extends AwsCallError {
  override readonly name = 'SameTableError';
}

/** A copy and the live table, for as long as a work takes. @throws AwsCallError */
export async function withTables(
  { table = '', live, ...choice }: TableChoice,
  work: (copy: TableItems, live: TableItems) => Promise<void>,
): Promise<void> {
  const { stack = '' } = choice;
  const liveName = live ?? (await deployedStack({ ...choice, stack })).output('RegistryTableName');
  if (table === liveName) {
    throw new SameTableError(`${table} is the live table itself: say by --table which one was restored beside it.`);
  }
  const address = stageAddress(process.env, choice, 'DynamoDB');
  const client = new DynamoDBClient({ ...clientOptions(address), requestHandler });
  try {
    await work(new TableItems(client, address, table), new TableItems(client, address, liveName));
  } finally {
    client.destroy();
  }
}
