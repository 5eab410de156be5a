/** `npm run restore:copy -- --table COPY`: brings back into the registry what only a restored copy has. Says what it would do unless told to do it. */
import { parseArgs } from 'node:util';
import { AwsCallError } from './aws/aws-call-errors.ts';
import { stageUsage } from './aws/stage-address.ts';
import { writeFor } from './restore/bring-back.ts';
import { copiedItems } from './restore/compare-tables.ts';
import { RestoreReport } from './restore/restore-report.ts';
import { missingIn, tableOptions, tableUsage, withTables, type TableChoice } from './restore/tables-of.ts';
import { commandLine, WrongArgumentsError } from './terminal/command-line.ts';
import { ProgressLine } from './terminal/progress-line.ts';

const usage = `npm run restore:copy -- --table COPY (--stack N | --live TABLE) [--overwrite NAME ...] [--apply] [--stage S] [--region R] [--endpoint U]

Writes into the live table what only the copy has. What is there stays as it is, but for what --overwrite names; and what somebody changes meanwhile
stays as they changed it. May be broken off and run again.

${tableUsage}
  --overwrite NAME
                a dragon, by its name, or an item, by its key, that becomes what the copy says; may be repeated
  --apply       writes; without it, the command only says what it would write
${stageUsage}

Ends with 0 when everything was brought back (or would be), with 1 when something could not be, or when --overwrite named what is not there.`;

const options = {
  ...tableOptions,
  overwrite: { type: 'string', multiple: true },
  apply: { type: 'boolean', default: false },
} as const;

await commandLine(
  async () => {
    const { values } = parseArgs({ options });
    const missing = missingIn(values);
    if (values.help) console.log(usage);
    else if (missing !== undefined) throw new WrongArgumentsError(missing, usage);
    else await bringBack(values, values.overwrite ?? [], values.apply);
  },
  (error) => error instanceof AwsCallError,
);

async function bringBack(values: TableChoice, overwrite: readonly string[], isMeant: boolean): Promise<void> {
  await withTables(values, async (copy, live) => {
    const report = new RestoreReport(isMeant, overwrite);
    const progress = new ProgressLine(process.stderr);
    try {
      for await (const finding of copiedItems(copy, live)) {
        const write = writeFor(finding, overwrite);
        if (write === undefined) report.left(finding);
        else report.written(finding, !isMeant || (await live.putIf(write.item, write.condition)));
        progress.show(report.figures);
      }
      report.finish();
    } finally {
      progress.clear();
      // Nothing was read when the first call failed: then the error says all there is.
      if (report.hasBegun) for (const line of report.lines(live.name)) console.log(line);
    }
    process.exitCode = report.isComplete ? 0 : 1;
  });
}
