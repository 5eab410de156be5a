import { checkCsvQuery } from './formats/csv/check-csv-query.ts';
import { readRecords, type ReadProgress } from './formats/read-records.ts';
import { openInput } from './input/open-input.ts';
import { leaveInput, type ByteInput, type SelectInput } from './input/select-input.ts';
import { ByteSink } from './output/byte-sink.ts';
import { openWriter } from './output/open-writer.ts';
import { compileQuery, type Query } from './query/query.ts';
import { checkRequest } from './request/check-request.ts';
import type { ByteCounts, SelectEvent, SelectRequest } from './request/select-request.ts';
import type { Settings } from './request/settings.ts';

/** A progress event comes about every so many bytes of input. */
const progressBytes = 4 * 1024 * 1024;

/** A request that has been checked and compiled; it can be run any number of times, also at once. */
export interface PreparedSelect {
  /** Whether a run reads from several places of the object (ScanRange, Parquet) and so does best with a SeekableInput. */
  readonly needsSeeking: boolean;
  /**
   * Runs the query over the bytes of one object, chunks cut anywhere.
   *
   * Yields `records` as they come (at most 128 KiB each), `progress` if the request asks for it, and `stats` at the end.
   * When LIMIT is reached, or the caller stops, the input is left (its iterator is returned, which destroys a stream).
   *
   * @throws SelectError from the iterator, after the rows before the fault: InvalidTextEncoding, OverMaxRecordSize, AmbiguousFieldName, what
   * the format can end in (JSONParsingError, CSVUnescapedQuote, MissingHeaders, TruncatedInput, ParquetParsingError …) and what evaluating an
   * expression can. Errors of the input pass through. TypeError, at once or from the iterator, for an input that is no bytes.
   */
  run(input: SelectInput): AsyncGenerator<SelectEvent, void, undefined>;
}

/** What can be asked of the engine beyond what a request says. */
export interface SelectOptions {
  /**
   * Whether every record is parsed, also where its bytes show that it cannot change the answer. It costs most of the speed of
   * selective queries, and makes sure that a fault anywhere in the data ends the run. False when left out.
   */
  strict?: boolean | undefined;
  /**
   * Whether rows are handed out with every chunk of input, as somebody who waits at the end of a pipe wants it, and not only once
   * 128 KiB of them have come together. False when left out.
   */
  eager?: boolean | undefined;
}

/**
 * Checks and compiles a request without reading anything.
 *
 * @throws SelectError for a request or an SQL text that is not valid or not supported.
 */
export function prepare(request: SelectRequest, options: SelectOptions = {}): PreparedSelect {
  const settings = checkRequest(request);
  const query = compileQuery(settings.expression, options);
  if (settings.input.kind === 'csv') checkCsvQuery(query, settings.input);
  const needsSeeking = settings.scanRange !== undefined || settings.input.kind === 'parquet';
  return { needsSeeking, run: (input) => runQuery(query, settings, options.eager === true, openInput(input)) };
}

/**
 * Runs an S3 Select request over the bytes of an object: `prepare(request).run(input)`.
 *
 * @throws SelectError at once when the request is not valid, otherwise from the iterator.
 */
export function select(
  input: SelectInput,
  request: SelectRequest,
  options?: SelectOptions,
): AsyncGenerator<SelectEvent, void, undefined> {
  return prepare(request, options).run(input);
}

async function* runQuery(
  query: Query,
  settings: Settings,
  eager: boolean,
  input: ByteInput,
): AsyncGenerator<SelectEvent, void, undefined> {
  const sink = new ByteSink();
  const run = query.start(openWriter(query, settings, sink));
  const progress: ReadProgress = { scanned: 0, processed: 0 };
  let reported = 0;
  const counts = (): ByteCounts => ({
    BytesScanned: progress.scanned,
    BytesProcessed: progress.processed,
    BytesReturned: sink.bytesReturned,
  });
  try {
    if (run.isDone()) {
      await leaveInput(input);
    } else {
      for await (const { processed } of readRecords(input, query, settings, run, progress)) {
        yield* records(eager ? sink.flush() : sink.takeBlocks());
        if (settings.reportsProgress && !run.isDone() && processed - reported >= progressBytes) {
          reported = processed;
          yield { kind: 'progress', ...counts() };
        }
      }
    }
    run.finish();
  } catch (error) {
    yield* records(sink.flush());
    throw error;
  }
  yield* records(sink.flush());
  if (settings.reportsProgress) yield { kind: 'progress', ...counts() };
  yield { kind: 'stats', ...counts() };
}

function* records(blocks: Uint8Array[]): Generator<SelectEvent, void, undefined> {
  for (const bytes of blocks) yield { kind: 'records', bytes };
}
