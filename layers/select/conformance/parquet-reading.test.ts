// What is read of a Parquet object, and when. Sources: "row groups that start in the range" (API_ScanRange and "Using scan
// range requests with SelectObjectContent") [D], the row group limit of 512 MB [D]; the rest is this package's own promise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDbParquet } from '../formats/parquet/testing/duckdb-parquet.ts';
import { NotedObject, outcomeOfParquet, rowsOf } from '../formats/parquet/testing/run-parquet.ts';
import { oneColumn, tinyParquet, types } from '../formats/parquet/testing/tiny-parquet.ts';
import { prepare, select } from '../select.ts';

/** Ten row groups of 2048 rows, with a column that does not shrink: some 35 KB each. */
const wide = `SELECT i, md5(i::VARCHAR) AS hash, i // 2048 AS part FROM range(20480) t(i)`;

let duckdb: DuckDbParquet;
let bytes: Buffer;
beforeAll(async () => {
  duckdb = await DuckDbParquet.open();
  ({ bytes } = await duckdb.write(wide, 'ROW_GROUP_SIZE 2048'));
});
afterAll(() => duckdb.close());

describe('reading Parquet', () => {
  it('reads the end of the object and the columns that the query needs, each byte once', async () => {
    const all = new NotedObject(bytes);
    const few = new NotedObject(bytes);
    const whole = await outcomeOfParquet('SELECT * FROM S3Object', all);
    const { stats } = await outcomeOfParquet('SELECT SUM(s.i) FROM S3Object s', few);

    expect(all.bytesRead).toBeLessThanOrEqual(bytes.length);
    expect(whole.stats?.BytesScanned).toBe(all.bytesRead);
    expect(few.bytesRead).toBeLessThan(bytes.length / 2);
    expect(stats?.BytesScanned).toBe(few.bytesRead);
    expect(stats?.BytesProcessed).toBeGreaterThan(20_480 * 4);
  });

  it('counts rows by what the end of the object says', async () => {
    const object = new NotedObject(bytes);

    expect(await rowsOf('SELECT COUNT(*) AS n FROM S3Object', object)).toEqual([{ n: 20_480 }]);
    expect(object.reads).toHaveLength(1);
  });

  it('reads no further row group once LIMIT is reached', async () => {
    const object = new NotedObject(bytes);
    const { output } = await outcomeOfParquet('SELECT s.hash FROM S3Object s LIMIT 3', object);

    expect(output.split('\n')).toHaveLength(4);
    // The end of the object, and the columns of one row group.
    expect(object.reads).toHaveLength(2);
    expect(object.bytesRead).toBeLessThan(200_000);
  });

  it('reads nothing for LIMIT 0', async () => {
    const object = new NotedObject(bytes);

    expect((await outcomeOfParquet('SELECT * FROM S3Object LIMIT 0', object)).output).toBe('');
    expect(object.reads).toEqual([]);
  });

  it('takes a stream into memory, where it comes as one, and leaves it when it is too large', async () => {
    async function* stream() {
      for (let at = 0; at < bytes.length; at += 7777) yield bytes.subarray(at, at + 7777);
    }
    let isLeft = false;
    const block = Buffer.alloc(32 * 1024 * 1024);
    async function* endless() {
      try {
        for (;;) yield block;
      } finally {
        isLeft = true;
      }
    }
    const { output, stats } = await outcomeOfParquet('SELECT MAX(s.i) AS m FROM S3Object s', stream());
    const { error } = await outcomeOfParquet('SELECT * FROM S3Object', endless());

    expect(output).toBe('{"m":20479}\n');
    expect(stats?.BytesScanned).toBe(bytes.length);
    expect(error).toMatchObject({ code: 'OverMaxParquetBlockSize', message: expect.stringContaining('256 MiB') });
    expect(isLeft).toBe(true);
  });

  it('says beforehand that it is best read from any place', () => {
    const request = {
      Expression: 'SELECT * FROM S3Object',
      ExpressionType: 'SQL' as const,
      InputSerialization: { Parquet: {} },
      OutputSerialization: { JSON: {} },
    };

    expect(prepare(request).needsSeeking).toBe(true);
  });

  it('tells its progress, and hands rows on before the object has been read', async () => {
    const object = new NotedObject(bytes);
    const request = {
      Expression: 'SELECT * FROM S3Object',
      ExpressionType: 'SQL' as const,
      InputSerialization: { Parquet: {} },
      OutputSerialization: { JSON: {} },
      RequestProgress: { Enabled: true },
    };
    const kinds: string[] = [];
    for await (const event of select(object, request)) {
      if (kinds.length === 0) expect(object.bytesRead).toBeLessThan(bytes.length);
      kinds.push(event.kind);
    }

    expect(kinds[0]).toBe('records');
    expect(kinds.slice(-2)).toEqual(['progress', 'stats']);
  });

  it('passes on the failure of the input', async () => {
    const broken = new NotedObject(bytes);
    broken.read = () => {
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    };

    await expect(outcomeOfParquet('SELECT * FROM S3Object', broken)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('fails where the object gives less than it says', async () => {
    const short = new NotedObject(bytes);
    short.read = async function* () {
      yield bytes.subarray(0, 10);
    };

    expect((await outcomeOfParquet('SELECT * FROM S3Object', short)).error?.code).toBe('ParquetParsingError');
  });
});

describe('a scan range over Parquet', () => {
  const partsIn = async (ScanRange: { Start?: number; End?: number }) => {
    const { output, error } = await outcomeOfParquet('SELECT s.part FROM S3Object s', bytes, { ScanRange });
    if (error) throw error;
    return [...new Set(output.split('\n').slice(0, -1))].map((line) => (JSON.parse(line) as { part: number }).part);
  };

  it('takes the row groups that start in it, whole [D]', async () => {
    expect(await partsIn({ Start: 0 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await partsIn({ Start: 0, End: 4 })).toEqual([0]);
    expect(await partsIn({ Start: 0, End: 3 })).toEqual([]);
    expect(await partsIn({ Start: 5, End: 5 })).toEqual([]);
  });

  it('takes from the end where it has End alone [D]', async () => {
    expect(await partsIn({ End: 100 })).toEqual([]);
    expect(await partsIn({ End: bytes.length })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await partsIn({ End: Math.floor(bytes.length / 2) })).at(-1)).toBe(9);
  });

  it.each([1000, 30_000, 50_000, 123_457])('gives every row to one range of %i bytes', async (length) => {
    const parts: number[] = [];
    for (let Start = 0; Start < bytes.length; Start += length) {
      parts.push(...(await partsIn({ Start, End: Start + length - 1 })));
    }

    expect(parts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('a Parquet object that cannot be read', () => {
  const good = () => oneColumn({ name: 'v', type: types.INT32 }, Buffer.of(1, 0, 0, 0), 1);
  const code = async (file: Buffer, sql = 'SELECT * FROM S3Object') => (await outcomeOfParquet(sql, file)).error?.code;

  it('is refused before it is read when it is compressed as a whole [D]', async () => {
    const InputSerialization = { Parquet: {}, CompressionType: 'GZIP' as const };
    const { error } = await outcomeOfParquet('SELECT * FROM S3Object', good(), { InputSerialization });

    expect(error?.code).toBe('InvalidCompressionFormat');
  });

  it('is ParquetParsingError when it is something else, or empty [D]', async () => {
    for (const file of [
      Buffer.alloc(0),
      Buffer.from('PAR1'),
      Buffer.from('{"a":1}\n'.repeat(10)),
      Buffer.alloc(5000),
    ]) {
      expect(await code(file)).toBe('ParquetParsingError');
    }
  });

  it('is ParquetParsingError wherever it is cut off [D]', async () => {
    const file = good();
    for (let end = 0; end < file.length; end += 1)
      expect(await code(file.subarray(0, end))).toBe('ParquetParsingError');
  });

  it('is ParquetParsingError when it is encrypted', async () => {
    const file = good();
    file.write('PARE', file.length - 4);
    const { error } = await outcomeOfParquet('SELECT * FROM S3Object', file);

    expect(error).toMatchObject({ code: 'ParquetParsingError', message: expect.stringContaining('encrypted') });
  });

  it.each([
    ['LZO', 3],
    ['of a number that stands for none', 99],
  ])('is ParquetUnsupportedCompressionCodec when its codec is unknown [D]: %s', async (_name, codec) => {
    const file = oneColumn({ name: 'v', type: types.INT32 }, Buffer.of(1, 0, 0, 0), 1, { codec });

    expect(await code(file)).toBe('ParquetUnsupportedCompressionCodec');
    expect(await code(file, 'SELECT COUNT(*) FROM S3Object')).toBeUndefined();
  });

  it('is OverMaxParquetBlockSize when a row group is too large to be held in memory [D]', async () => {
    const file = (values: number, groupBytes: number) =>
      tinyParquet({
        fields: [{ name: 'v', type: types.INT32, repetition: 0 }],
        columns: [{ path: ['v'], type: types.INT32, bytes: Buffer.alloc(4), values }],
        rows: values,
        groupBytes,
      });

    expect(await code(file(1, 512 * 1024 * 1024 + 1))).toBe('OverMaxParquetBlockSize');
    expect(await code(file(40_000_000, 100))).toBe('OverMaxParquetBlockSize');
    expect(await code(file(1, 512 * 1024 * 1024))).toBeUndefined();
  });
});
