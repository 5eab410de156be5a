// Bytes that are wrong, or made to do harm: a clear error, in bounded time and memory.
import { describe, expect, it } from 'vitest';
import { documentedCodes } from '../../testing/documented-codes.ts';
import { DuckDbParquet } from './testing/duckdb-parquet.ts';
import { outcomeOfParquet } from './testing/run-parquet.ts';
import { oneColumn, tinyParquet, types, varint, type TinyColumn, type TinyField } from './testing/tiny-parquet.ts';

const plainDictionary = 2;
const deltaBinary = 5;
const deltaLengths = 6;
const deltaStrings = 7;
const streamSplit = 9;

const billion = 1_000_000_000;

/** Bytes with their length in front, as levels stand in pages of version 1. */
function counted(...parts: Uint8Array[]): Buffer {
  const bytes = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The head of a block of differences: numbers of a block, parts of it, numbers in all, and the first. */
function deltas(block: number, parts: number, total: number, first = 0): Buffer {
  return Buffer.concat([varint(block), varint(parts), varint(total), varint(first * 2)]);
}

const optional: TinyField = { name: 'v', type: types.INT32, repetition: 1 };
const integer: TinyField = { name: 'v', type: types.INT32 };
const long: TinyField = { name: 'v', type: types.INT64 };
const text: TinyField = { name: 'v', type: types.BYTE_ARRAY };

async function errorOf(file: Buffer) {
  return (await outcomeOfParquet('SELECT * FROM S3Object', file)).error;
}

describe('a page that says', () => {
  it.each<[string, TinyField, Buffer, number, Partial<TinyColumn>]>([
    ['that a run of levels has a billion values', optional, counted(varint(billion * 2), Buffer.of(1)), 8, {}],
    ['that packed levels are a billion', optional, counted(varint(billion + 1), Buffer.of(255)), 8, {}],
    ['that its levels are longer than it', optional, Buffer.of(200, 0, 0, 0, 3, 255), 8, {}],
    ['that its levels end before its values', optional, counted(varint(8), Buffer.of(1)), 8, {}],
    ['that a text goes on behind it', text, Buffer.of(200, 0, 0, 0, 65, 66), 1, {}],
    ['that it has more values than bytes', integer, Buffer.alloc(12), 4, {}],
    ['that it needs a dictionary that is not there', integer, Buffer.of(1, 2, 0), 1, { encoding: plainDictionary }],
    ['that its encoding is none', integer, Buffer.alloc(4), 1, { encoding: 77 }],
    ['that differences come in blocks of a billion', integer, deltas(billion, 4, 2), 2, { encoding: deltaBinary }],
    ['that blocks of differences have a billion parts', integer, deltas(128, billion, 2), 2, { encoding: deltaBinary }],
    ['that it has fewer differences than values', integer, deltas(128, 4, 1), 2, { encoding: deltaBinary }],
    [
      'that a difference has a number without end',
      long,
      Buffer.concat([deltas(128, 4, 2), Buffer.alloc(100_000, 0x80)]),
      2,
      { encoding: deltaBinary },
    ],
    [
      'that a difference has 255 bits',
      long,
      Buffer.concat([deltas(128, 4, 2), Buffer.of(0, 255, 0, 0, 0), Buffer.alloc(2000)]),
      2,
      { encoding: deltaBinary },
    ],
    ['that a text has a negative length', text, deltas(128, 4, 1, -1), 1, { encoding: deltaLengths }],
    ['that its texts are longer than it', text, deltas(128, 4, 1, 1000), 1, { encoding: deltaLengths }],
    [
      'that a text shares more with the one before than that has',
      text,
      Buffer.concat([deltas(128, 4, 1, 5), deltas(128, 4, 1, 1), Buffer.of(65)]),
      1,
      { encoding: deltaStrings },
    ],
    ['that half of its bytes are not there', { ...long }, Buffer.alloc(8), 2, { encoding: streamSplit }],
  ])('%s ends in ParquetParsingError', async (_what, field, bytes, values, more) => {
    const error = await errorOf(oneColumn(field, bytes, values, more));

    expect(error).toMatchObject({
      code: 'ParquetParsingError',
      message: expect.stringMatching(/^Error parsing the Parquet file: .*\.$/),
    });
  });

  it('that a million texts share a million bytes is refused before they are made', async () => {
    const count = 1_000_000;
    const shared = Buffer.concat([
      deltas(1 << 20, 1, count),
      // The first difference is a million, all others are none: they are bits of a block of 2^20 of 20 bits each.
      Buffer.of(0, 20),
      Buffer.from([0x40, 0x42, 0x0f]),
      Buffer.alloc((20 << 20) / 8 - 3),
    ]);
    const own = Buffer.concat([
      deltas(1 << 20, 1, count, 1_000_000),
      varint(1_999_999),
      Buffer.of(0),
      Buffer.alloc(10),
    ]);
    const file = oneColumn(text, Buffer.concat([shared, own, Buffer.alloc(count, 65)]), count, {
      encoding: deltaStrings,
    });

    expect((await errorOf(file))?.code).toBe('ParquetParsingError');
  });
});

describe('a footer that says', () => {
  const withFooter = (footer: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    return Buffer.concat([Buffer.from('PAR1'), footer, length, Buffer.from('PAR1')]);
  };

  it.each([
    ['that a list has a billion elements', Buffer.concat([Buffer.of(0x29, 0xfc), varint(billion), Buffer.alloc(10)])],
    ['that structs lie in one another without end', Buffer.alloc(100_000, 0x1c)],
    ['that lists lie in one another without end', Buffer.alloc(100_000, 0x19)],
    ['that a number has no end', Buffer.concat([Buffer.of(0x15), Buffer.alloc(100_000, 0xff)])],
    ['that a text is longer than the file', Buffer.concat([Buffer.of(0x18), varint(billion)])],
    ['nothing', Buffer.of(0)],
  ])('%s ends in ParquetParsingError', async (_what, footer) => {
    expect((await errorOf(withFooter(footer)))?.code).toBe('ParquetParsingError');
  });

  const column: TinyColumn = { path: ['v'], type: types.INT32, bytes: Buffer.alloc(4), values: 1 };
  it.each([
    ['more rows than its columns have values', tinyParquet({ fields: [integer], columns: [column], rows: billion })],
    ['more columns than fields', tinyParquet({ fields: [integer], columns: [column, column], rows: 1 })],
    ['columns of another name', tinyParquet({ fields: [{ ...integer, name: 'w' }], columns: [column], rows: 1 })],
    ['more fields than there are', tinyParquet({ fields: [integer], columns: [column], rows: 1, topFields: billion })],
    [
      'fewer fields than there are',
      tinyParquet({ fields: [integer, integer], columns: [column], rows: 1, topFields: 1 }),
    ],
    ['rows without columns', tinyParquet({ fields: [], columns: [], rows: billion })],
    [
      'a length of bytes that is none',
      oneColumn({ name: 'v', type: types.FIXED, typeLength: billion }, Buffer.alloc(4), 1),
    ],
  ])('%s ends in ParquetParsingError', async (_what, file) => {
    expect((await errorOf(file))?.code).toBe('ParquetParsingError');
  });

  it('that fields lie a thousand deep in one another ends in ParquetParsingError', async () => {
    const groups = Array.from({ length: 1000 }, (_, i): TinyField => ({ name: `g${i}`, repetition: 1, children: 1 }));
    const path = [...groups.map(({ name }) => name), 'v'];
    const file = tinyParquet({ fields: [...groups, integer], columns: [{ ...column, path }], rows: 1, topFields: 1 });

    expect((await errorOf(file))?.code).toBe('ParquetParsingError');
  });
});

describe('a file with some wrong bytes', () => {
  it.each([
    ['uncompressed', 'V1'],
    ['uncompressed', 'V2'],
    ['snappy', 'V1'],
    ['zstd', 'V2'],
  ])('ends in an error of the documented codes, or in rows: %s %s', async (codec, version) => {
    const duckdb = await DuckDbParquet.open();
    const rows = `SELECT i, i * 1.5 AS d, i / 3::DOUBLE AS f, 'text ' || (i % 9) AS s, CASE WHEN i % 3 = 0 THEN NULL ELSE i END AS o,
      [i, NULL] AS l, {'a': i, 'b': [{'c': 'x'}]} AS st, MAP {'k': i} AS m FROM range(60) t(i)`;
    const { bytes } = await duckdb.write(rows, `COMPRESSION ${codec}, PARQUET_VERSION ${version}`);
    duckdb.close();
    const codes = new Set<string>();
    // Places all over the file, and always the same: what fails can be run again.
    for (let at = 4; at < bytes.length; at += Math.ceil(bytes.length / 400)) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 + ((at * 37) % 255));
      codes.add((await errorOf(damaged))?.code ?? 'none');
    }

    expect(codes).toContain('ParquetParsingError');
    for (const code of codes) expect(code === 'none' || documentedCodes.has(code)).toBe(true);
  });
});
