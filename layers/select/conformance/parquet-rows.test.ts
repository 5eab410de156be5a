// Rows of Parquet: nesting, FROM paths, names and output formats. What the service supports of nesting is LIST (JSON output
// alone) [D]; structs and maps are this package's own. DuckDB made the files, and says what is in them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDbParquet } from '../formats/parquet/testing/duckdb-parquet.ts';
import { outcomeOfParquet, rowsOf } from '../formats/parquet/testing/run-parquet.ts';
import { twoNames } from '../formats/parquet/testing/two-names.ts';

const dragons = `
  SELECT i AS id, 'dragon ' || i AS "dragonName", CASE WHEN i % 3 = 0 THEN NULL ELSE 'red' END AS family,
    CASE WHEN i % 4 = 0 THEN NULL WHEN i % 4 = 1 THEN [] ELSE [i, NULL, i + 1] END AS ages,
    [[i], [], NULL, [NULL, 2]] AS grid,
    CASE WHEN i % 5 = 0 THEN NULL ELSE {'city': 'Pula', 'at': {'lat': i, 'lon': NULL::INTEGER}} END AS place,
    CASE WHEN i % 2 = 0 THEN NULL ELSE [{'name': 'a', 'tags': ['x', 'y']}, NULL, {'name': NULL, 'tags': []}] END AS friends,
    MAP {'gold': i, 'iron': NULL} AS hoard,
    MAP {i: [{'z': i}]} AS numbered,
    {'__proto__': i, 'a.b': i} AS odd, i AS "a.b"
  FROM range(300) t(i)`;

let duckdb: DuckDbParquet;
let file: Awaited<ReturnType<DuckDbParquet['write']>>;
beforeAll(async () => {
  duckdb = await DuckDbParquet.open();
  file = await duckdb.write(dragons);
});
afterAll(() => duckdb.close());

/** A row without the columns that are NULL, which the service leaves out (aws-sdk-java#2576) [C]. */
function withoutNulls(row: unknown): unknown {
  return Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null));
}

describe('SELECT * of Parquet', () => {
  it('gives the columns in the order of the schema without those that are NULL, lists, structs and maps as JSON', async () => {
    const { output } = await outcomeOfParquet('SELECT * FROM S3Object s WHERE s.id = 2', file.bytes);

    expect(output).toBe(
      '{"id":2,"dragonName":"dragon 2","family":"red","ages":[2,null,3],"grid":[[2],[],null,[null,2]],' +
        '"place":{"city":"Pula","at":{"lat":2,"lon":null}},"hoard":{"gold":2,"iron":null},' +
        '"numbered":{"2":[{"z":2}]},"odd":{"__proto__":2,"a.b":2},"a.b":2}\n',
    );
  });

  it.each(
    ['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4', 'lz4_raw', 'brotli'].flatMap((codec) => [
      [codec, 'V1'],
      [codec, 'V2'],
    ]),
  )('gives what DuckDB reads, compressed as %s, with pages of version %s', async (codec, version) => {
    const { bytes, path } = await duckdb.write(dragons, `COMPRESSION ${codec}, PARQUET_VERSION ${version}`);

    expect(await rowsOf('SELECT * FROM S3Object', bytes)).toEqual(
      (await duckdb.ask(`SELECT * FROM '${path}'`)).map(withoutNulls),
    );
  });

  it('gives every row of every row group once, in their order', async () => {
    const { bytes } = await duckdb.write('SELECT i FROM range(10000) t(i)', 'ROW_GROUP_SIZE 2048');

    expect(await rowsOf('SELECT * FROM S3Object', bytes)).toEqual(Array.from({ length: 10_000 }, (_, i) => ({ i })));
  });

  it('gives nothing of a file without rows', async () => {
    const { bytes } = await duckdb.write('SELECT 1 AS a WHERE FALSE');

    expect(await rowsOf('SELECT * FROM S3Object', bytes)).toEqual([]);
    expect(await rowsOf('SELECT COUNT(*) AS n, MAX(s.a) AS m FROM S3Object s', bytes)).toEqual([{ n: 0, m: null }]);
  });
});

describe('a query over Parquet', () => {
  it.each([
    ['a path into a struct', `SELECT s.place."at".lat AS v FROM S3Object s WHERE s.id = 3`, [{ v: 3 }]],
    ['a path into NULL is MISSING', `SELECT s.place.city AS v FROM S3Object s WHERE s.id = 5`, [{}]],
    ['an element of a list', `SELECT s.ages[2] AS v FROM S3Object s WHERE s.id = 6`, [{ v: 7 }]],
    ['an element that is NULL', `SELECT s.ages[1] AS v FROM S3Object s WHERE s.id = 6`, [{ v: null }]],
    ['an element that is not there', `SELECT s.ages[3] AS v FROM S3Object s WHERE s.id = 6`, [{}]],
    ['a list in a list', `SELECT s.grid[3][1] AS v FROM S3Object s WHERE s.id = 6`, [{ v: 2 }]],
    ['a key of a map', `SELECT s.hoard.gold AS v FROM S3Object s WHERE s.hoard.gold > 298`, [{ v: 299 }]],
    ['a name with a dot', `SELECT s."a.b" AS v FROM S3Object s WHERE s.odd."a.b" = 4`, [{ v: 4 }]],
    ['a name that objects have', `SELECT s.odd."__proto__" AS v FROM S3Object s WHERE s.id = 4`, [{ v: 4 }]],
    ['a member of a struct in a list', `SELECT s.friends[0].tags[1] AS v FROM S3Object s WHERE s.id = 7`, [{ v: 'y' }]],
    ['IN over a list of the data', `SELECT s.id FROM S3Object s WHERE 299 IN s.ages`, [{ id: 298 }, { id: 299 }]],
    ['equality of structs', `SELECT COUNT(*) AS n FROM S3Object s WHERE s.place = s.place`, [{ n: 240 }]],
    [
      'a column that is not there is MISSING',
      `SELECT COUNT(*) AS n FROM S3Object s WHERE s.nothing IS MISSING`,
      [{ n: 300 }],
    ],
    ['the members of a struct', `SELECT s.place."at".* FROM S3Object s WHERE s.id = 4`, [{ lat: 4, lon: null }]],
    [
      'an unquoted name in another case',
      `SELECT s.DRAGONNAME AS v FROM S3Object s WHERE s.id = 4`,
      [{ v: 'dragon 4' }],
    ],
    ['a quoted name in another case', `SELECT s."DRAGONNAME" AS v FROM S3Object s WHERE s.id = 4`, [{}]],
    ['a column without the name of the row', `SELECT id FROM S3Object WHERE id < 1`, [{ id: 0 }]],
    [
      'aggregates',
      `SELECT COUNT(*) AS n, SUM(s.id) AS s, MIN(s.dragonName) AS m FROM S3Object s`,
      [{ n: 300, s: 44850, m: 'dragon 0' }],
    ],
    ['FROM a list', `SELECT * FROM S3Object[*].ages[*] a LIMIT 5`, [{}, {}, { _1: 2 }, { _1: null }, { _1: 3 }]],
    [
      'FROM a member of structs in a list',
      `SELECT COUNT(*) AS n FROM S3Object[*].friends[*].name n WHERE n = 'a'`,
      [{ n: 150 }],
    ],
    ['FROM all members of a struct', `SELECT * FROM S3Object[*].place."at".* p WHERE p > 298`, [{ _1: 299 }]],
    ['FROM all columns', `SELECT COUNT(*) AS n FROM S3Object[*].* c WHERE c IS NULL`, [{ n: 385 }]],
  ])('%s: %s', async (_what, sql, rows) => {
    expect(await rowsOf(sql, file.bytes)).toEqual(rows);
  });

  it('is AmbiguousFieldName when an unquoted name means two columns [D]', async () => {
    // DuckDB does not tell columns by their case; the fields of its structs neither.
    expect((await outcomeOfParquet('SELECT s.a FROM S3Object s', twoNames)).error?.code).toBe('AmbiguousFieldName');
    expect(await rowsOf('SELECT s."A" FROM S3Object s', twoNames)).toEqual([{ A: 2 }]);
  });

  // Eighths are exact as doubles, so that their sum does not depend on the order in which DuckDB adds them.
  it('agrees with DuckDB on filters and sums', async () => {
    const { bytes, path } = await duckdb.write(
      `SELECT i, (i * 7919) % 1000 / 8.0 AS price, 'city ' || (i % 17) AS city FROM range(20000) t(i)`,
      'ROW_GROUP_SIZE 4096',
    );
    const sql = (table: string) =>
      `SELECT COUNT(*) AS n, SUM(t.price) AS price, MAX(t.i) AS i FROM ${table} t ` +
      `WHERE t.price BETWEEN 12.5 AND 50 AND t.city IN ('city 3', 'city 11') AND NOT t.city LIKE '%11'`;

    expect(await rowsOf(sql('S3Object'), bytes)).toEqual(await duckdb.ask(sql(`'${path}'`)));
  });

  it('gives CSV, which has no nesting [D]', async () => {
    const csv = { OutputSerialization: { CSV: {} } };
    const flat = await outcomeOfParquet(
      'SELECT s.id, s.dragonName, s.family FROM S3Object s WHERE s.id = 3',
      file.bytes,
      csv,
    );
    const nested = await outcomeOfParquet('SELECT s.id, s.ages FROM S3Object s WHERE s.id = 3', file.bytes, csv);

    expect(flat.output).toBe('3,dragon 3,\n');
    expect(nested.output).toBe('');
    expect(nested.error).toBeDefined();
  });
});
