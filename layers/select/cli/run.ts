import type { Readable } from 'node:stream';
import { SelectError } from '../errors.ts';
import type { ByteCounts } from '../request/select-request.ts';
import { prepare, type PreparedSelect } from '../select.ts';
import type { Arguments } from './arguments.ts';
import { formatOf, type MaybeFormat } from './formats.ts';
import type { Asked } from './hints.ts';
import { describeError } from './messages.ts';
import { UsageError } from './option-values.ts';
import { lineOf } from './line-of.ts';
import { asUsageError, refuseUnused } from './options.ts';
import { OutputError, type Output } from './output.ts';
import { Progress, type Terminal } from './progress.ts';
import { requestOf } from './request.ts';
import { nothingHint } from './row-hints.ts';
import { RowWatch } from './row-watch.ts';
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

/** What all inputs of a run have in common. */
interface Work {
  readonly args: Arguments;
  readonly streams: Streams;
  readonly progress: Progress | undefined;
  readonly rows: RowWatch;
}

/** What a run over one input has come to. */
interface Done {
  readonly counts: ByteCounts;
  readonly asked: Asked;
}

/**
 * Runs the query on each input in turn and writes the rows.
 *
 * @throws QueryError, SourceError or UsageError; what writing fails with passes through
 */
export async function run(args: Arguments, streams: Streams): Promise<void> {
  const { terminal } = streams;
  const startedAt = performance.now();
  const progress = args.progress && terminal.isTTY === true ? new Progress(terminal) : undefined;
  const work: Work = { args, streams, progress, rows: new RowWatch(args.output.recordDelimiter ?? '\n') };
  const done: Done[] = [];
  try {
    await checkSources(args.files);
    if (streams.stdin.isTTY === true && args.files.includes('-')) {
      terminal.write('s3-select: reading what you type; Ctrl-D ends it. See s3-select --help.\n');
    }
    for (const file of args.files) done.push(await runOn(await openSource(file, streams.stdin), work));
  } finally {
    progress?.clear();
  }
  const total = done.reduce((counts, one) => sum(counts, one.counts), noBytes);
  const [first] = done;
  if (first && work.rows.areEmpty) sayNothing(first.asked, total.BytesReturned > 0, terminal);
  if (args.stats) terminal.write(`s3-select: ${statsLine(total, performance.now() - startedAt)}\n`);
}

/** Says what may be the matter when no row has come out, or none that holds anything; most often nothing is. */
function sayNothing(asked: Asked, hasRows: boolean, terminal: Terminal): void {
  const hint = nothingHint(asked, hasRows);
  if (hint !== undefined) terminal.write(`s3-select: ${hasRows ? 'only empty rows' : 'no rows'}: ${hint}\n`);
}

async function runOn(source: Source, work: Work): Promise<Done> {
  const { args, progress, rows, streams } = work;
  const { name, head, size, input } = source;
  const format = formatOf(name, head, args);
  const asked: Asked = { args, name, head, format };
  let counts = noBytes;
  try {
    for await (const event of prepareFor(format, source, args).run(input)) {
      if (event.kind === 'records') {
        if (streams.showsRows) progress?.end();
        rows.see(event.bytes);
        await streams.output.write(event.bytes);
      } else if (event.kind === 'progress') progress?.show(event, name, size);
      else counts = event;
    }
  } catch (error) {
    if (error instanceof OutputError || error instanceof UsageError) throw error;
    if (!(error instanceof SelectError)) throw unreadable(name, error);
    const line = await lineOf(error, source, format);
    throw new QueryError(describeError(error, asked, line), { cause: error });
  }
  return { counts, asked };
}

function prepareFor({ input, ...format }: MaybeFormat, source: Source, args: Arguments): PreparedSelect {
  refuseUnused(args, { ...format, input }, source);
  if (!input) throw new UsageError(`what is inside ${source.name} cannot be told: say it with --input`);
  const request = requestOf(args, { ...format, input });
  try {
    // Whoever reads from a pipe may be waiting for what comes out of it.
    return prepare(request, { strict: args.strict, eager: source.size === undefined });
  } catch (error) {
    throw error instanceof SelectError ? asUsageError(error, request, source.name) : error;
  }
}
