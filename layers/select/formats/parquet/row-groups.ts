import { SelectError } from '../../errors.ts';
import type { FileMetadata } from './footer.ts';
import type { LeafLayout } from './page-check.ts';
import { parquetError } from './parquet-error.ts';
import { columnType, leavesOf, readSchema, type ColumnType, type Field } from './schema.ts';

/** The largest row group. https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html */
const maxRowGroupBytes = 512 * 1024 * 1024;

/** Values of a column in one row group: repeated values take next to no bytes in the file, but each takes memory here. */
const maxValues = 32 * 1024 * 1024;

/** A column of the rows, as the schema has it: one leaf, or a list or struct with several. */
export interface TopColumn {
  name: string;
  field: Field;
  type: ColumnType;
  /** Where its leaves stand among all of the file. */
  firstLeaf: number;
  leaves: LeafLayout[];
}

/** The pages of a leaf in one row group: where they are, and how they are written. */
export interface LeafChunk {
  start: number;
  end: number;
  codec: string;
  values: number;
}

/** The rows that a file has together, with a stretch of bytes for each leaf. */
export interface RowGroup {
  /** Where its first byte lies. */
  start: number;
  rows: number;
  /** By the place of the leaf among all of the file. */
  chunks: LeafChunk[];
  /** Its size without compression, as the file says it. */
  bytes: number;
}

/** The schema and the row groups of a file of that length, checked against each other. */
export function readLayout(metadata: FileMetadata, size: number): { columns: TopColumn[]; groups: RowGroup[] } {
  const columns: TopColumn[] = [];
  const paths: string[][] = [];
  for (const field of readSchema(metadata.schema)) {
    const leaves = leavesOf(field);
    const layouts = leaves.map(({ layout }) => layout);
    columns.push({ name: field.name, field, type: columnType(field), firstLeaf: paths.length, leaves: layouts });
    paths.push(...leaves.map(({ path }) => path.map(({ name }) => name)));
  }
  const isFlat = columns.flatMap(({ leaves }) => leaves.map(({ maxRepetition }) => maxRepetition === 0));
  const groups = metadata.row_groups.map((group) => readGroup(group, paths, isFlat, size));
  return { columns, groups };
}

type GroupMetadata = FileMetadata['row_groups'][number];

function readGroup(group: GroupMetadata, paths: string[][], isFlat: boolean[], size: number): RowGroup {
  const rows = count(group.num_rows);
  if (group.columns.length !== paths.length) throw parquetError('a row group has not the columns of the schema');
  const chunks = group.columns.map(({ meta_data: column, file_path }, leaf): LeafChunk => {
    if (!column) throw parquetError('the metadata of a column is missing or encrypted');
    if (file_path !== undefined) throw parquetError('it is spread over several files');
    const path = paths[leaf] ?? [];
    if (!column.path_in_schema.every((name, i) => name === path[i])) {
      throw parquetError('a row group has its columns in another order than the schema');
    }
    // Some writers say 0 where there is no dictionary.
    const dictionary = count(column.dictionary_page_offset ?? 0);
    const start = dictionary > 0 ? dictionary : count(column.data_page_offset);
    const end = start + count(column.total_compressed_size);
    const values = count(column.num_values);
    if (end > size) throw parquetError(`the column '${path.join('.')}' ends behind the file`);
    if (values < rows || (isFlat[leaf] === true && values !== rows)) {
      throw parquetError(`the column '${path.join('.')}' has not as many values as its row group has rows`);
    }
    return { start, end, codec: column.codec, values };
  });
  if (chunks.length === 0 && rows > 0) throw parquetError('it has rows without columns');
  const start = Math.min(...chunks.map((chunk) => chunk.start));
  return { start, rows, chunks, bytes: count(group.total_byte_size) };
}

/** Refuses a row group that takes more memory than the service's limit stands for. */
export function checkSize({ bytes, chunks }: RowGroup, leaves: number[]): void {
  const compressed = chunks.reduce((sum, { start, end }) => sum + end - start, 0);
  const values = Math.max(0, ...leaves.map((leaf) => chunks[leaf]?.values ?? 0));
  if (Math.max(bytes, compressed) <= maxRowGroupBytes && values <= maxValues) return;
  const limit = 'row groups of up to 512 MB and 33,554,432 values of a column can be read';
  throw new SelectError('OverMaxParquetBlockSize', `A row group of the Parquet file is too large: ${limit}.`);
}

function count(value: bigint | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw parquetError('a count or place in its metadata is impossible');
  return number;
}
