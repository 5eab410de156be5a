import { readColumn, type ColumnData } from './column-reader.ts';
import type { FileBytes } from './file-bytes.ts';
import type { ParquetLibrary } from './library.ts';
import { checkSize, type LeafChunk, type RowGroup, type TopColumn } from './row-groups.ts';

/** Chunks that lie closer together than this are read at once: asking again costs more than reading some bytes in vain. */
const gapBytes = 256 * 1024;

/** Reads and decodes the needed columns of a row group; gives their data by the column's place, and its uncompressed size. */
export async function readGroup(
  library: ParquetLibrary,
  group: RowGroup,
  columns: TopColumn[],
  needed: number[],
  file: FileBytes,
): Promise<{ data: (ColumnData | undefined)[]; bytes: number }> {
  const leaves = needed.flatMap((column) => leafPlaces(columns[column]));
  checkSize(group, leaves);
  const bytesOf = await readChunks(group, leaves, file);
  const data: (ColumnData | undefined)[] = [];
  let bytes = 0;
  for (const place of needed) {
    const column = columns[place];
    if (!column) continue;
    const decoded = await readColumn(library, group, column, bytesOf);
    data[place] = decoded.data;
    bytes += decoded.bytes;
  }
  return { data, bytes };
}

function leafPlaces(column: TopColumn | undefined): number[] {
  return column ? column.leaves.map((_, i) => column.firstLeaf + i) : [];
}

/** Reads the pages of leaves in as few reads as makes sense; returns what gives those of a leaf. */
async function readChunks(group: RowGroup, leaves: number[], file: FileBytes): Promise<(leaf: number) => Uint8Array> {
  const found = new Map<number, Uint8Array>();
  const chunks = leaves.flatMap((leaf) => {
    const chunk = group.chunks[leaf];
    return chunk ? [{ leaf, ...chunk }] : [];
  });
  for (const together of neighbours(chunks)) {
    const start = Math.min(...together.map((chunk) => chunk.start));
    const bytes = await file.read(start, Math.max(...together.map((chunk) => chunk.end)));
    for (const chunk of together) found.set(chunk.leaf, bytes.subarray(chunk.start - start, chunk.end - start));
  }
  return (leaf) => found.get(leaf) ?? new Uint8Array(0);
}

function neighbours<T extends LeafChunk>(chunks: T[]): T[][] {
  const all: T[][] = [];
  let end = -Infinity;
  for (const chunk of chunks.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && chunk.start - end <= gapBytes) last.push(chunk);
    else all.push([chunk]);
    end = Math.max(end, chunk.end);
  }
  return all;
}
