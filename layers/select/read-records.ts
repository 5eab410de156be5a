import { readParquet } from './formats/parquet/read-parquet.ts';
import type { SelectInput } from './input.ts';
import { openReader } from './open-formats.ts';
import type { Query, QueryRun } from './query/query.ts';
import { readInput } from './read-input.ts';
import type { Settings } from './request/settings.ts';

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
  input: SelectInput,
  query: Query,
  settings: Settings,
  run: QueryRun,
  progress: ReadProgress,
): AsyncGenerator<ReadProgress, void, undefined> {
  if (settings.input.kind === 'parquet') {
    yield* readParquet(input, query, settings, run, progress);
    return;
  }
  const reader = openReader(query, settings, run);
  for await (const piece of readInput(input, settings, reader, (length) => (progress.scanned += length))) {
    progress.processed += piece.length;
    reader.write(piece);
    yield progress;
    if (run.isDone()) return;
  }
  reader.end();
}
