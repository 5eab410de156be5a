import type { Readable } from 'node:stream';
import { SelectError } from '../errors.ts';
import type { ByteCounts } from '../request/select-request.ts';
import { prepare, type PreparedSelect } from '../select.ts';
import { UsageError, type Arguments } from './arguments.ts';
import { formatOf, type MaybeFormat } from './formats.ts';
import { quotesHint } from './hints.ts';
import { describeError } from './messages.ts';
import { OutputError, type Output } from './output.ts';
import { Progress, type Terminal } from './progress.ts';
import { requestOf } from './request.ts';
import { checkSources, openSource, unreadable, type Source } from './source.ts';
import { noBytes, statsLine, sum } from './stats.ts';

/** What a run is in touch with. */
export interface Streams {
  readonly stdin: Readable & { isTTY?: boolean };
  readonly output: Output;
  readonly terminal: Terminal;
  /** Whether rows go to a terminal, where a line of progress would come between them. */
  readonly showsRows: boolean;
}

/** The data or the SQL is at fault; the message says all that is to be said. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

/**
 * Runs the query on each input in turn and writes the rows.
 *
 * @throws QueryError, SourceError or UsageError; what writing fails with passes through
 */
export async function run(args: Arguments, streams: Streams): Promise<void> {
  const { terminal } = streams;
  const startedAt = performance.now();
  const progress = args.progress && terminal.isTTY === true && !streams.showsRows ? new Progress(terminal) : undefined;
  let total = noBytes;
  try {
    await checkSources(args.files);
    if (streams.stdin.isTTY === true && args.files.includes('-')) {
      terminal.write('s3-select: reading what you type; Ctrl-D ends it. See s3-select --help.\n');
    }
    for (const file of args.files) {
      const source = await openSource(file, streams.stdin);
      total = sum(total, await runOn(source, args, streams.output, progress));
    }
  } finally {
    progress?.clear();
  }
  const hint = total.BytesReturned === 0 ? quotesHint(args.expression) : undefined;
  if (hint !== undefined) terminal.write(`s3-select: no rows. ${hint}\n`);
  if (args.stats) terminal.write(`s3-select: ${statsLine(total, performance.now() - startedAt)}\n`);
}

async function runOn(
  source: Source,
  args: Arguments,
  output: Output,
  progress: Progress | undefined,
): Promise<ByteCounts> {
  const format = formatOf(source.name, source.head, args);
  let counts = noBytes;
  try {
    for await (const event of prepareFor(format, source, args).run(source.input)) {
      if (event.kind === 'records') await output.write(event.bytes);
      else if (event.kind === 'progress') progress?.show(event, source.name, source.size);
      else counts = event;
    }
  } catch (error) {
    if (error instanceof OutputError) throw error;
    if (!(error instanceof SelectError)) throw unreadable(source.name, error);
    const about = { name: source.name, format: format.input };
    throw new QueryError(describeError(error, args.expression, about), { cause: error });
  }
  return counts;
}

function prepareFor({ input, ...format }: MaybeFormat, { name, size }: Source, args: Arguments): PreparedSelect {
  // Whoever reads from a pipe may be waiting for what comes out of it.
  if (input) return prepare(requestOf(args, { ...format, input }), { strict: args.strict, eager: size === undefined });
  throw new UsageError(`what is inside ${name} cannot be told: say it with --input`);
}
