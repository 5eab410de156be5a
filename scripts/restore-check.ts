/** `npm run restore:check -- --table COPY`: says whether a restored copy of the registry is whole, and what differs from the live table. Reads only. */
import { parseArgs } from 'node:util';
import { AwsCallError } from './aws/aws-call-errors.ts';
import { stageUsage } from './aws/stage-address.ts';
import { compareTables } from './restore/compare-tables.ts';
import { Comparison } from './restore/comparison.ts';
import { missingIn, tableOptions, tableUsage, withTables, type TableChoice } from './restore/tables-of.ts';
import { commandLine, WrongArgumentsError } from './terminal/command-line.ts';
import { counted } from './terminal/count.ts';
import { ProgressLine } from './terminal/progress-line.ts';

const usage = `npm run restore:check -- --table COPY (--stack N | --live TABLE) [--stage S] [--region R] [--endpoint U]

Reads a restored copy of the registry and the live table, and says whether the functions could read every item of the copy, what is only in one of
the two, and what differs. Writes nothing.

${tableUsage}
${stageUsage}

Ends with 0 when every item of the copy can be read, whatever differs, and with 1 when one cannot or a call failed.`;

await commandLine(
  async () => {
    const { values } = parseArgs({ options: tableOptions });
    const missing = missingIn(values);
    if (values.help) console.log(usage);
    else if (missing !== undefined) throw new WrongArgumentsError(missing, usage);
    else await check(values);
  },
  (error) => error instanceof AwsCallError,
);

async function check(values: TableChoice): Promise<void> {
  await withTables(values, async (copy, live) => {
    const comparison = new Comparison();
    const progress = new ProgressLine(process.stderr);
    try {
      for await (const finding of compareTables(copy, live)) {
        comparison.add(finding);
        progress.show(`Comparing … ${counted(comparison.read, 'item', 'items')}`);
      }
    } finally {
      progress.clear();
    }
    for (const line of comparison.lines(copy.name, live.name)) console.log(line);
    process.exitCode = comparison.isReadable ? 0 : 1;
  });
}
