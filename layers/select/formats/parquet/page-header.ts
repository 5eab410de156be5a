import { parquetError } from './parquet-error.ts';
import { ThriftCursor, thriftStruct, type ThriftFields } from './thrift.ts';

const dataPage = 0;
const dictionaryPage = 2;
const dataPageV2 = 3;

/** What stands before a page. https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
export interface PageHeader {
  /** `other` pages, such as indexes, hold no values. */
  kind: 'data' | 'data-v2' | 'dictionary' | 'other';
  compressedBytes: number;
  uncompressedBytes: number;
  /** Values of the page, NULLs and empty lists included. */
  values: number;
  /** Version 2 alone: how many of the values are NULL or empty, rows that begin here, and what the levels take. */
  nulls: number;
  rows: number;
  definitionBytes: number;
  repetitionBytes: number;
  isCompressed: boolean;
  encoding: number;
  /** The encodings of the levels, which only version 1 says. */
  definitionEncoding: number;
  repetitionEncoding: number;
}

/** Reads the header that begins at a place; returns it with the place behind it. */
export function readPageHeader(bytes: Uint8Array, at: number): { header: PageHeader; end: number } {
  const cursor = new ThriftCursor(bytes, at);
  const header: PageHeader = {
    kind: 'other',
    compressedBytes: -1,
    uncompressedBytes: -1,
    values: 0,
    nulls: 0,
    rows: 0,
    definitionBytes: 0,
    repetitionBytes: 0,
    isCompressed: true,
    encoding: -1,
    definitionEncoding: -1,
    repetitionEncoding: -1,
  };
  cursor.struct((id, type) => {
    if (id === 1) header.kind = kindOf(cursor.int(type));
    else if (id === 2) header.uncompressedBytes = cursor.int(type);
    else if (id === 3) header.compressedBytes = cursor.int(type);
    else if (id === 5 || id === 7) readDataHeader(cursor, header);
    else if (id === 8) readDataHeaderV2(cursor, header);
    else cursor.skip(type);
  });
  const { compressedBytes, uncompressedBytes, values, nulls, rows, definitionBytes, repetitionBytes } = header;
  const sizes = [compressedBytes, uncompressedBytes, values, nulls, rows, definitionBytes, repetitionBytes];
  if (sizes.some((size) => size < 0)) throw parquetError('the size of a page is missing or negative');
  return { header, end: cursor.at };
}

/** DataPageHeader; DictionaryPageHeader begins with the same two fields. */
function readDataHeader(cursor: ThriftCursor, header: PageHeader): void {
  cursor.struct((id, type) => {
    if (id === 1) header.values = cursor.int(type);
    else if (id === 2) header.encoding = cursor.int(type);
    else if (id === 3 && header.kind === 'data') header.definitionEncoding = cursor.int(type);
    else if (id === 4 && header.kind === 'data') header.repetitionEncoding = cursor.int(type);
    else cursor.skip(type);
  });
}

function readDataHeaderV2(cursor: ThriftCursor, header: PageHeader): void {
  cursor.struct((id, type) => {
    if (id === 1) header.values = cursor.int(type);
    else if (id === 2) header.nulls = cursor.int(type);
    else if (id === 3) header.rows = cursor.int(type);
    else if (id === 4) header.encoding = cursor.int(type);
    else if (id === 5) header.definitionBytes = cursor.int(type);
    else if (id === 6) header.repetitionBytes = cursor.int(type);
    else if (id === 7) header.isCompressed = type === 1;
    else cursor.skip(type);
  });
}

function kindOf(type: number): PageHeader['kind'] {
  if (type === dataPage) return 'data';
  if (type === dictionaryPage) return 'dictionary';
  return type === dataPageV2 ? 'data-v2' : 'other';
}

/** The header of the same page when its bytes are not compressed; statistics are left out. */
export function plainPageHeader(header: PageHeader, bytes: number): number[] {
  const { kind, values, encoding } = header;
  const type = kind === 'data' ? dataPage : kind === 'dictionary' ? dictionaryPage : dataPageV2;
  const sizes: ThriftFields = [
    [1, type],
    [2, bytes],
    [3, bytes],
  ];
  if (kind === 'dictionary') return thriftStruct([...sizes, [7, [[1, values], [2, encoding]]]]); // prettier-ignore
  if (kind === 'data') {
    const { definitionEncoding, repetitionEncoding } = header;
    const fields: ThriftFields = [[1, values], [2, encoding], [3, definitionEncoding], [4, repetitionEncoding]]; // prettier-ignore
    return thriftStruct([...sizes, [5, fields]]);
  }
  const fields: ThriftFields = [
    [1, values],
    [2, header.nulls],
    [3, header.rows],
    [4, encoding],
    [5, header.definitionBytes],
    [6, header.repetitionBytes],
    [7, false],
  ];
  return thriftStruct([...sizes, [8, fields]]);
}
