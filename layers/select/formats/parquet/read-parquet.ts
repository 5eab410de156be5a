import { setImmediate } from 'node:timers/promises';
import { isSeekable, leaveInput, type ByteInput } from '../../input/select-input.ts';
import type { Query } from '../../query/query.ts';
import type { QueryRun } from '../../query/run.ts';
import type { ScanRange, Settings } from '../../request/settings.ts';
import type { ReadProgress } from '../read-records.ts';
import { FileBytes } from './file-bytes.ts';
import { readFooter } from './footer.ts';
import { holdInMemory } from './in-memory.ts';
import { loadParquet } from './library.ts';
import { neededColumns } from './needed-columns.ts';
import { ParquetRecord, rowNode } from './parquet-record.ts';
import { readGroup } from './read-group.ts';
import { readLayout } from './row-groups.ts';

/** So many rows are taken before what they put out, 1 MB each at most, is handed on. */
const rowsAtOnce = 128;

/** After so many rows other work of the process gets its turn. */
const rowsPerTurn = 4096;

/**
 * Gives the rows of a Parquet object to a run, row group by row group; yields whenever there may be output. Scanned bytes are
 * those read from the object; processed are the footer and, uncompressed, the pages of the columns.
 *
 * Only the columns that the query looks at are read, and of those one row group is in memory at a time; nothing is read once
 * the run is done. With a scan range, row groups count whose first byte lies in it. Needs the packages `hyparquet` and
 * `hyparquet-compressors`. A stream that cannot be read from any place is taken into memory first.
 *
 * @throws SelectError from the iterator: ParquetParsingError, UnsupportedParquetType, UnsupportedTypeForQuerying,
 * ParquetUnsupportedCompressionCodec, OverMaxParquetBlockSize, InvalidTextEncoding, InvalidDataSource (a package is missing).
 */
export async function* readParquet(
  input: ByteInput,
  query: Query,
  { scanRange }: Settings,
  run: QueryRun,
  progress: ReadProgress,
): AsyncGenerator<ReadProgress, void, undefined> {
  const library = await loadParquet().catch(async (error: unknown) => {
    await leaveInput(input);
    throw error;
  });
  const seen = (length: number) => (progress.scanned += length);
  const file = isSeekable(input)
    ? await FileBytes.open(input, seen)
    : await FileBytes.open(await holdInMemory(input, seen), () => undefined);
  const metadata = await readFooter(library, file);
  progress.processed += metadata.metadata_length;
  const { columns, groups } = readLayout(metadata, file.size);
  const needed = neededColumns(query.statement, columns);
  const record = new ParquetRecord(columns);
  for (const group of groups) {
    if (run.isDone()) return;
    if (group.rows === 0 || !isInRange(group.start, scanRange, file.size)) continue;
    if (query.onlyCounts) {
      run.count(group.rows);
      continue;
    }
    const decoded = await readGroup(library, group, columns, needed, file);
    progress.processed += decoded.bytes;
    record.open(decoded.data);
    yield* takeRows(group.rows, record, run, progress);
  }
}

async function* takeRows(
  rows: number,
  record: ParquetRecord,
  run: QueryRun,
  progress: ReadProgress,
): AsyncGenerator<ReadProgress, void, undefined> {
  for (let row = 0; row < rows && !run.isDone();) {
    const end = Math.min(row + rowsAtOnce, rows);
    for (; row < end && !run.isDone(); row += 1) {
      record.go(row);
      run.root(record, rowNode);
    }
    yield progress;
    if (row % rowsPerTurn === 0) await setImmediate();
  }
}

/** "Parquet: row groups that start in the range" are read, whole. */
function isInRange(start: number, range: ScanRange | undefined, size: number): boolean {
  if (!range) return true;
  if (range.kind === 'last') return start >= size - range.bytes;
  return start >= range.start && start <= (range.end ?? Infinity);
}
