import { setImmediate } from 'node:timers/promises';
import { decompressor } from './codecs.ts';
import type { FieldElement } from './leaf-type.ts';
import type { ParquetLibrary } from './library.ts';
import { plainPages } from './pages.ts';
import { asParquetError, parquetError } from './parquet-error.ts';
import type { RowGroup, TopColumn } from './row-groups.ts';
import { isPlainList, leavesOf, type Field } from './schema.ts';

/** The values of a column, row by row: raw ones as described at `ColumnType`. */
export type ColumnData = ArrayLike<unknown>;

/** Where the pages of each leaf stand for the decoder: so far apart that it never reads two of them at once. */
const leafDistance = 2 ** 33;

/**
 * Decodes one column of a row group.
 *
 * The decoder sees no more than a file of this one column, whose pages have been checked and uncompressed and whose types have
 * been reduced to the stored ones: what annotations say is done by `leafType`, without loss.
 *
 * @param bytesOf gives the pages of a leaf as they are in the file
 */
export async function readColumn(
  library: ParquetLibrary,
  group: RowGroup,
  column: TopColumn,
  bytesOf: (leaf: number) => Uint8Array,
): Promise<{ data: ColumnData; bytes: number }> {
  try {
    const pages: ArrayBuffer[] = [];
    for (const [i, leaf] of column.leaves.entries()) {
      const index = column.firstLeaf + i;
      const chunk = group.chunks[index];
      if (!chunk) throw parquetError('a column is missing');
      const decompress = decompressor(chunk.codec, library);
      pages.push(plainPages({ bytes: bytesOf(index), values: chunk.values, leaf, decompress }));
      // Other work of the process gets its turn.
      await setImmediate();
    }
    const data = await decode(library, group, column, pages);
    return { data, bytes: pages.reduce((sum, { byteLength }) => sum + byteLength, 0) };
  } catch (error) {
    throw asParquetError(error);
  }
}

async function decode(
  { reader }: ParquetLibrary,
  group: RowGroup,
  { field, firstLeaf }: TopColumn,
  pages: ArrayBuffer[],
): Promise<ColumnData> {
  const leaves = leavesOf(field);
  const { rows } = group;
  const chunks = leaves.map(({ path }, i) => ({
    file_offset: 0n,
    meta_data: {
      type: path.at(-1)?.element.type ?? 'BYTE_ARRAY',
      encodings: [],
      path_in_schema: path.map(({ key }) => key),
      codec: 'UNCOMPRESSED' as const,
      num_values: BigInt(group.chunks[firstLeaf + i]?.values ?? 0),
      total_uncompressed_size: BigInt(pages[i]?.byteLength ?? 0),
      total_compressed_size: BigInt(pages[i]?.byteLength ?? 0),
      data_page_offset: BigInt((i + 1) * leafDistance),
    },
  }));
  const scan = await reader.parquetScan({
    file: {
      byteLength: (pages.length + 1) * leafDistance,
      slice: (start) => pages[Math.floor(start / leafDistance) - 1] ?? new ArrayBuffer(0),
    },
    metadata: {
      version: 1,
      schema: [{ name: 'root', num_children: 1 }, ...elementsOf(field)],
      num_rows: BigInt(rows),
      row_groups: [{ columns: chunks, total_byte_size: 0n, num_rows: BigInt(rows) }],
      metadata_length: 0,
    },
    utf8: false,
    parsers: { timestampFromNanoseconds: (nanos) => nanos },
  });
  const data = await scan.readColumn({ column: field.key, rowStart: 0, rowEnd: rows });
  if (data.length !== rows) throw parquetError(`the column '${field.name}' has not a value for each row`);
  return data;
}

/** The schema elements of a field and those inside it: as the file has them, without annotations but those of plain lists. */
function elementsOf(field: Field): FieldElement[] {
  const { type, type_length, repetition_type } = field.element;
  const element: FieldElement = { name: field.key };
  if (type !== undefined) element.type = type;
  if (type_length !== undefined) element.type_length = type_length;
  if (repetition_type !== undefined) element.repetition_type = repetition_type;
  if (field.children.length > 0) element.num_children = field.children.length;
  if (isPlainList(field)) element.converted_type = 'LIST';
  return [element, ...field.children.flatMap(elementsOf)];
}
