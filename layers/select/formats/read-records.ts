import { SelectError } from '../errors.ts';
import { readInput } from '../input/read-input.ts';
import type { ByteInput } from '../input/select-input.ts';
import type { Query } from '../query/query.ts';
import type { QueryRun } from '../query/run.ts';
import type { CsvFormat, JsonFormat, Settings } from '../request/settings.ts';
import { CsvReader } from './csv/csv-reader.ts';
import { JsonDocumentReader } from './json/json-document.ts';
import { JsonLinesReader } from './json/json-lines.ts';
import { readParquet } from './parquet/read-parquet.ts';
import type { RecordReader } from './reader.ts';

/** How far a run has come in its input, in bytes: read, and read after decompression. */
export interface ReadProgress {
  scanned: number;
  processed: number;
}

/**
 * Gives the records of an object to a run, until it is done; counts in `progress`, and yields it whenever there may be output.
 *
 * @throws SelectError from the iterator for faults in the data; errors of the input pass through.
 */
export async function* readRecords(
  input: ByteInput,
  query: Query,
  settings: Settings,
  run: QueryRun,
  progress: ReadProgress,
): AsyncGenerator<ReadProgress, void, undefined> {
  const format = settings.input;
  if (format.kind === 'parquet') {
    yield* readParquet(input, query, settings, run, progress);
    return;
  }
  const reader = openReader(query, format, run);
  for await (const piece of readInput(input, settings, reader, (length) => (progress.scanned += length))) {
    progress.processed += piece.length;
    inRecord(reader, settings, () => {
      reader.write(piece);
    });
    yield progress;
    if (run.isDone()) return;
  }
  inRecord(reader, settings, () => {
    reader.end();
  });
}

/** Lets a reader read; what it fails with then says where the record is, without which nobody finds it in a large object. */
function inRecord(reader: RecordReader, { compression }: Settings, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SelectError) || error.code === 'MissingHeaders') throw error;
    const { recordStart } = reader;
    const object = compression === 'NONE' ? 'object' : 'object, as it is decompressed';
    const message = `In the record at byte ${recordStart} of the ${object}: ${error.message}`;
    throw new SelectError(error.code, message, { cause: error, recordStart });
  }
}

function openReader(query: Query, format: CsvFormat | JsonFormat, run: QueryRun): RecordReader {
  if (format.kind === 'csv') return new CsvReader(run, format, query);
  return format.type === 'LINES' ? new JsonLinesReader(run, query) : new JsonDocumentReader(run, query.unwrapsRoot);
}
