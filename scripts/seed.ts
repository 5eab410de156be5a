/**
 * `npm run seed -- --file FILE`: imports dragons through the stack's own function, which adds them as a report would. Safe to run again: a name
 * that is taken stays as it is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AwsCallError } from './aws/aws-call-errors.ts';
import { withStage } from './aws/deployed-stack.ts';
import { stageAddress, stageOptions, stageUsage } from './aws/stage-address.ts';
import { functionCaller } from './lambda/invoke-function.ts';
import { batches, type Batch } from './seed/batches.ts';
import { fileEntries, UnusableFileError } from './seed/file-entries.ts';
import { importBatches } from './seed/import-batches.ts';
import { ImportReport } from './seed/import-report.ts';
import { reportFile, ReportFileError } from './seed/report-file.ts';
import { commandLine, helpOption, WrongArgumentsError } from './terminal/command-line.ts';
import { count, counted } from './terminal/count.ts';
import { ProgressLine } from './terminal/progress-line.ts';

const usage = `npm run seed -- --file FILE [--dry-run] [--report FILE] [--stack N | --stage S] [--region R] [--endpoint U]

Imports dragons. A dragon whose name is taken is skipped, so the same file can be imported again.

  --file FILE   JSON Lines (one dragon a line), a JSON array, or the course's file (dragon_stats_one.txt); the catalogue is one, too
  --dry-run     reads the file and says what would be sent
  --report FILE writes everything that was skipped there, as JSON Lines
${stageUsage}

Ends with 0 when everything was added or is there already, with 1 when something is not valid or failed, with 130 when it was stopped.`;

const options = {
  ...stageOptions,
  ...helpOption,
  file: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  report: { type: 'string' },
} as const;

/** Milliseconds for one call: somewhat more than the function may run. */
const timeout = 75_000;

type Arguments = ReturnType<typeof readArguments>;

await commandLine(async () => {
  const values = readArguments();
  if (values.help) console.log(usage);
  else if (!values.file) throw new WrongArgumentsError('Say which file: --file FILE', usage);
  else await seed(values.file, await withStage(values));
}, isForPeople);

function readArguments() {
  return parseArgs({ options }).values;
}

function isForPeople(error: unknown): error is Error {
  return error instanceof AwsCallError || error instanceof UnusableFileError || error instanceof ReportFileError;
}

/** Imports a file, or looks at it only, and says what became of it, also when it was stopped or broke off. */
async function seed(path: string, values: Arguments): Promise<void> {
  const file = reportFile(values.report, path);
  const report = new ImportReport((skipped) => file.write(skipped));
  const found = batches(fileEntries(path), {
    fault: (place, why) => report.fault(place, why),
    leftOut: (name) => report.leftOut(name),
  });
  try {
    if (values['dry-run']) await look(found, report, values);
    else await send(found, report, values);
  } finally {
    await found.return(undefined);
    file.close();
  }
}

/** Says what would be sent. */
async function look(found: AsyncGenerator<Batch>, report: ImportReport, { stage, report: path }: Arguments) {
  let dragons = 0;
  let calls = 0;
  for await (const { candidates } of found) {
    dragons += candidates.length;
    calls += 1;
  }
  const lines = report.skipped === 0 ? report.leftOutLines() : report.lines(path !== undefined).slice(1);
  const sent = `${counted(dragons, 'dragon', 'dragons')} in ${counted(calls, 'call', 'calls')}`;
  const others = counted(report.skipped, 'entry is no dragon', 'entries are no dragons');
  console.log(`Would send ${sent} to dragons-${stage}-import-dragons.`);
  console.log(`${others}. What is in the dragons is for the function to check.`);
  for (const line of lines) console.log(line);
  process.exitCode = report.isComplete ? 0 : 1;
}

async function send(found: AsyncGenerator<Batch>, report: ImportReport, values: Arguments): Promise<void> {
  const caller = functionCaller(stageAddress(process.env, values, 'Lambda'), timeout);
  const progress = new ProgressLine(process.stderr);
  const stopped = new AbortController();
  const unsubscribe = onStop(() => {
    progress.clear();
    console.error('Stopping after what is under way. Once more stops at once.');
    stopped.abort();
  });
  let read = 0;
  const show = (): void => {
    const figures = `${count(report.added)} added, ${count(report.skipped)} skipped`;
    progress.show(read === 0 ? figures : `${progress.portion(read)}  ${figures}`);
  };
  let isTold = false;
  let isAtEnd = false;
  try {
    isAtEnd = await importBatches(found, {
      caller,
      signal: stopped.signal,
      wait: (milliseconds) => sleep(milliseconds, undefined, { signal: stopped.signal }).catch(() => undefined),
      settle(imported) {
        report.settle(imported);
        isTold = true;
        show();
      },
      progress(now) {
        read = Math.max(read, now ?? 0);
        show();
      },
    });
    isTold = true;
  } finally {
    unsubscribe();
    caller.close();
    progress.clear();
    // Nothing was sent when the first call found nobody: then the error says all there is.
    if (isTold) for (const line of report.lines(values.report !== undefined)) console.log(line);
  }
  if (!isAtEnd) {
    console.log('Stopped before the end of the file. Run it again: what is there already is skipped.');
    process.exitCode = 130;
  } else process.exitCode = report.isComplete ? 0 : 1;
}

/** Calls back at the first Ctrl-C; the second ends the process. @returns takes the listeners away */
function onStop(stop: () => void): () => void {
  let isStopping = false;
  const listener = (): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    stop();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => process.off('SIGINT', listener).off('SIGTERM', listener);
}
