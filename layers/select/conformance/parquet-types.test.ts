// What the types of Parquet become. Sources: "Data types", section on Parquet (s3-select-sql-reference-data-types) [D];
// minio/minio#11926 for dates and aws/aws-sdk-pandas#1060 for INT96, as seen on the service [C]; else the choice of this
// package. Files are made by DuckDB, and by hand where it cannot.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDbParquet } from '../formats/parquet/testing/duckdb-parquet.ts';
import { outcomeOfParquet, rowsOf } from '../formats/parquet/testing/run-parquet.ts';
import { oneColumn, tinyParquet, types, type TinyField } from '../formats/parquet/testing/tiny-parquet.ts';

let duckdb: DuckDbParquet;
beforeAll(async () => {
  duckdb = await DuckDbParquet.open();
});
afterAll(() => duckdb.close());

describe('a column of Parquet', () => {
  it.each([
    [
      '[D] INT(8) to INT(32) are integers; INT(64), which the service has as a decimal, prints alike',
      `(-128)::TINYINT`,
      '-128',
    ],
    ['[D]', `32767::SMALLINT`, '32767'],
    ['[D]', `(-2147483648)::INTEGER`, '-2147483648'],
    ['[D] all of 64 bits', `9223372036854775807::BIGINT`, '9223372036854775807'],
    ['[D]', `(-9223372036854775808)::BIGINT`, '-9223372036854775808'],
    ['unsigned integers are not negative', `255::UTINYINT`, '255'],
    ['unsigned integers', `4294967295::UINTEGER`, '4294967295'],
    ['unsigned integers', `18446744073709551615::UBIGINT`, '18446744073709551615'],
    ['booleans', `true`, 'true'],
    ['[D] DECIMAL keeps its zeros', `1.50::DECIMAL(9, 2)`, '1.50'],
    ['[D]', `-0.05::DECIMAL(18, 2)`, '-0.05'],
    [
      '[D] 38 digits',
      `-12345678901234567890123456789012.345678::DECIMAL(38, 6)`,
      '-12345678901234567890123456789012.345678',
    ],
    ['[D] STRING', `'Fáfnir "the" \\ ' || chr(10)`, '"Fáfnir \\"the\\" \\\\ \\n"'],
    ['[D] ENUM', `'red'::ENUM('red', 'blue')`, '"red"'],
    ['[C] DATE', `DATE '1996-03-13'`, '"1996-03-13"'],
    ['a date before 1970', `DATE '0900-02-28'`, '"0900-02-28"'],
    ['[D] TIMESTAMP in milliseconds', `TIMESTAMP_MS '2024-02-29 12:30:00.5'`, '"2024-02-29T12:30:00.500Z"'],
    ['[D] TIMESTAMP in microseconds', `TIMESTAMP '2024-02-29 12:30:00.123456'`, '"2024-02-29T12:30:00.123456Z"'],
    [
      '[D] TIMESTAMP in nanoseconds',
      `TIMESTAMP_NS '2024-02-29 12:30:00.123456789'`,
      '"2024-02-29T12:30:00.123456789Z"',
    ],
    ['before 1970', `TIMESTAMP '1969-12-31 23:59:59.999999'`, '"1969-12-31T23:59:59.999999Z"'],
    ['a double', `0.1::DOUBLE`, '0.1'],
    ['a whole double', `3::DOUBLE`, '3.0'],
    ['a float has its own digits', `0.1::FLOAT`, '0.1'],
    ['a float', `16777216::FLOAT`, '16777216.0'],
    ['infinity, which JSON has not', `'inf'::DOUBLE`, 'null'],
    ['NaN', `'nan'::FLOAT`, 'null'],
    ['a UUID', `'0123abcd-4567-89ab-cdef-000011112222'::UUID`, '"0123abcd-4567-89ab-cdef-000011112222"'],
    ['JSON, as the text it is', `'{"a":1}'::JSON`, '"{\\"a\\":1}"'],
    ['bytes that are text', `'red'::BLOB`, '"red"'],
  ])('%s: %s', async (_source, value, expected) => {
    const { bytes } = await duckdb.write(`SELECT ${value} AS v`);

    expect(await outcomeOfParquet('SELECT s.v FROM S3Object s', bytes)).toMatchObject({
      output: `{"v":${expected}}\n`,
    });
    expect(await outcomeOfParquet('SELECT * FROM S3Object', bytes)).toMatchObject({ output: `{"v":${expected}}\n` });
  });

  it('that is NULL is left out of the row', async () => {
    // The service: https://github.com/aws/aws-sdk-java/issues/2576 [C]
    const { bytes } = await duckdb.write('SELECT NULL::INTEGER AS v, 1 AS n');

    expect(await outcomeOfParquet('SELECT s.v, s.n FROM S3Object s', bytes)).toMatchObject({ output: '{"n":1}\n' });
    expect(await outcomeOfParquet('SELECT * FROM S3Object', bytes)).toMatchObject({ output: '{"n":1}\n' });
  });

  it.each([
    [`1.50::DECIMAL(9, 2)`, `s.v = 1.5 AND s.v + 1 = 2.5`],
    [`9223372036854775807::BIGINT`, `s.v = 9223372036854775807 AND s.v > 9223372036854775806`],
    [`DATE '2024-02-29'`, 's.v = `2024-02-29` AND EXTRACT(DAY FROM s.v) = 29'],
    [`TIMESTAMP '2024-02-29 12:00:00'`, 's.v = `2024-02-29T14:00:00+02:00` AND s.v > `2024-02-29`'],
    [`0.1::FLOAT`, `s.v = 0.1`],
    [`'Fáfnir'`, `s.v = 'Fáfnir' AND LOWER(s.v) LIKE 'f%r' AND s.v <> 'Fafnir'`],
    [`true`, `s.v AND s.v = TRUE`],
    [`NULL::VARCHAR`, `s.v IS NULL AND s.v IS MISSING`],
  ])('takes part in expressions as its type: %s', async (value, condition) => {
    const { bytes } = await duckdb.write(`SELECT ${value} AS v`);

    expect(await rowsOf(`SELECT COUNT(*) AS n FROM S3Object s WHERE ${condition}`, bytes)).toEqual([{ n: 1 }]);
  });

  it('of INT96 can be selected, as the number it is, but not compared [C], [D]', async () => {
    const days = Buffer.alloc(12);
    days.writeBigUInt64LE(1_000_000_000n, 0);
    days.writeUInt32LE(2_440_589, 8);
    const bytes = oneColumn({ name: 'ts', type: types.INT96 }, days, 1);

    const number = (2_440_589n << 64n) + 1_000_000_000n;
    expect((await outcomeOfParquet('SELECT * FROM S3Object', bytes)).output).toBe(`{"ts":${String(number)}}\n`);
    for (const condition of ['s.ts > 0', 'ts BETWEEN 1 AND 2', 'NOT (s.ts IN (1, 2))', 's.ts + 1 = 2']) {
      const { error } = await outcomeOfParquet(`SELECT * FROM S3Object s WHERE ${condition}`, bytes);
      expect(error).toMatchObject({ code: 'UnsupportedTypeForQuerying', message: expect.stringContaining(`'ts'`) });
    }
    expect(await rowsOf('SELECT COUNT(s.ts) AS n FROM S3Object s WHERE s.ts IS NOT NULL', bytes)).toEqual([{ n: 1 }]);
  });

  const binary = (text: string) => Buffer.concat([Buffer.of(text.length, 0, 0, 0), Buffer.from(text, 'latin1')]);
  it.each<[string, TinyField, Buffer, string]>([
    [
      'a decimal of bytes',
      { name: 'v', type: types.BYTE_ARRAY, convertedType: 5, precision: 5, scale: 2 },
      binary('\xff\x85'),
      '-1.23',
    ],
    [
      'a decimal of no bytes',
      { name: 'v', type: types.BYTE_ARRAY, convertedType: 5, precision: 5, scale: 2 },
      binary(''),
      '0.00',
    ],
    [
      'a half',
      { name: 'v', type: types.FIXED, typeLength: 2, logicalType: { struct: { 15: { struct: {} } } } },
      Buffer.of(0x00, 0xc1),
      '-2.5',
    ],
    [
      'a half that is NaN',
      { name: 'v', type: types.FIXED, typeLength: 2, logicalType: { struct: { 15: { struct: {} } } } },
      Buffer.of(0xff, 0x7f),
      'null',
    ],
    ['a text of a fixed length', { name: 'v', type: types.FIXED, typeLength: 3 }, Buffer.from('red'), '"red"'],
    [
      'a timestamp of the older annotation',
      { name: 'v', type: types.INT64, convertedType: 9 },
      Buffer.of(1, 0, 0, 0, 0, 0, 0, 0),
      '"1970-01-01T00:00:00.001Z"',
    ],
  ])('%s', async (_what, field, data, expected) => {
    // prettier-ignore
    expect(await outcomeOfParquet('SELECT * FROM S3Object', oneColumn(field, data, 1))).toMatchObject({
      output: `{"v":${expected}}\n`,
    });
  });

  it.each<[string, TinyField]>([
    ['TIME_MICROS', { name: 'v', type: types.INT64, convertedType: 8 }],
    ['INTERVAL', { name: 'v', type: types.FIXED, typeLength: 12, convertedType: 21 }],
    ['BSON', { name: 'v', type: types.BYTE_ARRAY, convertedType: 20 }],
    ['DECIMAL', { name: 'v', type: types.FIXED, typeLength: 17, convertedType: 5, precision: 39, scale: 2 }],
    ['DECIMAL', { name: 'v', type: types.INT32, convertedType: 5, precision: 9, scale: 2_000_000_000 }],
  ])('of a type without values in the language is UnsupportedParquetType [D]: %s', async (name, field) => {
    const bytes = tinyParquet({
      fields: [
        { name: 'n', type: types.INT32, repetition: 0 },
        { repetition: 0, ...field },
      ],
      columns: [
        { path: ['n'], type: types.INT32, bytes: Buffer.of(7, 0, 0, 0), values: 1 },
        { path: ['v'], type: field.type ?? 0, bytes: Buffer.alloc(20), values: 1 },
      ],
      rows: 1,
    });

    for (const sql of ['SELECT * FROM S3Object', 'SELECT s.v FROM S3Object s']) {
      const message = `The Parquet type ${name} of the column 'v' is not supported.`;
      expect((await outcomeOfParquet(sql, bytes)).error).toMatchObject({ code: 'UnsupportedParquetType', message });
    }
    expect(await rowsOf('SELECT s.n FROM S3Object s', bytes)).toEqual([{ n: 7 }]);
  });

  it('that is no UTF-8 is InvalidTextEncoding [D]', async () => {
    const bytes = oneColumn({ name: 'v', type: types.BYTE_ARRAY, convertedType: 0 }, binary('\xff'), 1);

    for (const sql of ['SELECT * FROM S3Object', `SELECT UPPER(s.v) FROM S3Object s`]) {
      expect((await outcomeOfParquet(sql, bytes)).error?.code).toBe('InvalidTextEncoding');
    }
  });

  it('holds timestamps of the years 1 to 9999', async () => {
    const far = Buffer.alloc(8);
    far.writeBigInt64LE(9_000_000_000_000_000n);
    const { error } = await outcomeOfParquet(
      'SELECT * FROM S3Object',
      oneColumn({ name: 'v', type: types.INT64, convertedType: 9 }, far, 1),
    );

    expect(error?.code).toBe('ParquetParsingError');
  });
});
