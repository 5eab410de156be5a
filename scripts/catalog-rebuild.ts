/** `npm run catalog:rebuild`: makes the whole catalogue what the registry is, through the stack's own function. Safe at any time. */
import { parseArgs } from 'node:util';
import { isObject } from '../local/json.ts';
import { AwsCallError } from './aws/aws-call-errors.ts';
import { withStage } from './aws/deployed-stack.ts';
import { stageAddress, stageOptions, stageUsage, type StageChoice } from './aws/stage-address.ts';
import { UnknownAnswerError } from './lambda/function-errors.ts';
import { functionCaller } from './lambda/invoke-function.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';
import { counted } from './terminal/count.ts';
import { listLines } from './terminal/list-lines.ts';
import { ProgressLine } from './terminal/progress-line.ts';

const usage = `npm run catalog:rebuild -- [--stack N | --stage S] [--region R] [--endpoint U]

Makes the whole catalogue what the registry is, also when it is missing or damaged. It may take minutes, and readers see the old one meanwhile.

${stageUsage}

Ends with 1 when it failed or when items of the registry could not be read.`;

const options = { ...stageOptions, ...helpOption } as const;

/** Milliseconds: somewhat more than the 15 minutes that the function may run. */
const timeout = 920_000;

/** What the function says that it did. */
interface Rebuilt {
  readonly changed: number;
  readonly bytes: number;
  readonly attempts: number;
  readonly unreadable: readonly string[];
}

await commandLine(
  async () => {
    const { values } = parseArgs({ options });
    if (values.help) console.log(usage);
    else process.exitCode = report(await rebuild(await withStage(values)));
  },
  (error) => error instanceof AwsCallError,
);

async function rebuild(values: StageChoice): Promise<Rebuilt> {
  const caller = functionCaller(stageAddress(process.env, values, 'Lambda'), timeout);
  const progress = new ProgressLine(process.stderr);
  const started = performance.now();
  const timer = setInterval(() => {
    const seconds = (performance.now() - started) / 1000;
    const frame = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[Math.floor(seconds * 10) % 10] ?? '';
    progress.show(`${frame} Rebuilding the catalogue … ${seconds.toFixed(0)} s`);
  }, 100);
  try {
    return rebuiltOf(await caller.invoke('rebuild-catalog', '{}'));
  } finally {
    clearInterval(timer);
    progress.clear();
    caller.close();
  }
}

/** @throws UnknownAnswerError */
function rebuiltOf(answer: unknown): Rebuilt {
  const { changed, bytes, attempts, unreadable } = isObject(answer) ? answer : {};
  if (
    typeof changed !== 'number' ||
    typeof bytes !== 'number' ||
    typeof attempts !== 'number' ||
    !Array.isArray(unreadable)
  ) {
    throw new UnknownAnswerError(
      'rebuild-catalog answered something else than what it did. Do the script and the deployment belong to the same version?',
    );
  }
  return { changed, bytes, attempts, unreadable: unreadable.map(String) };
}

/** @returns the exit code */
function report({ changed, bytes, attempts, unreadable }: Rebuilt): number {
  const what = changed === 0 ? 'was right already' : `has ${counted(changed, 'line', 'lines')} different from before`;
  const how = counted(attempts, 'attempt', 'attempts');
  console.log(`The catalogue ${what}: ${counted(bytes, 'byte', 'bytes')}, ${how}.`);
  if (unreadable.length === 0) return 0;
  const items = counted(unreadable.length, 'item', 'items');
  console.error(`${items} of the registry could not be read; the lines of their names are as they were:`);
  for (const line of listLines(unreadable.map((name) => `DRAGON#${name}`))) console.error(line);
  return 1;
}
