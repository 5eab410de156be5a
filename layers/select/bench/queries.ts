import type { Dragon } from './catalogue.ts';

/** One question put to the engine and to what it is compared with. */
export interface BenchmarkQuery {
  title: string;
  format: 'json' | 'csv';
  sql: string;
  /** The same for DuckDB, over a table `t`. */
  duckSql: string;
  /** The same by hand: what is put out for a row, or undefined. Rows that pass unchanged pass as they came. */
  byHand: (dragon: Dragon, line: string) => string | undefined;
  /** How many times as fast as parsing by hand, and as DuckDB, this is to be. */
  aim: { byHand: number; duck?: number };
}

const city = 'city of the north 777';

/** The queries on JSON Lines and CSV. `SELECT *` passes rows on, the others make new ones. */
export const queries: BenchmarkQuery[] = [
  {
    title: 'equality, 0.1 % of the rows, *',
    format: 'json',
    sql: `SELECT * FROM S3Object s WHERE s.city = '${city}'`,
    duckSql: `SELECT * FROM t WHERE city = '${city}'`,
    byHand: (dragon, line) => (dragon.city === city ? line : undefined),
    aim: { byHand: 5, duck: 1.5 },
  },
  {
    title: 'equality, a quarter of the rows, *',
    format: 'json',
    sql: `SELECT * FROM S3Object s WHERE s.family = 'red'`,
    duckSql: `SELECT * FROM t WHERE family = 'red'`,
    byHand: (dragon, line) => (dragon.family === 'red' ? line : undefined),
    aim: { byHand: 2, duck: 1 },
  },
  {
    title: 'two columns of all rows',
    format: 'json',
    sql: 'SELECT s.dragonName, s.city FROM S3Object s',
    duckSql: 'SELECT dragonName, city FROM t',
    byHand: (dragon) => JSON.stringify({ dragonName: dragon.dragonName, city: dragon.city }),
    aim: { byHand: 1 },
  },
  {
    title: 'age > 989, one column',
    format: 'json',
    sql: 'SELECT s.dragonName FROM S3Object s WHERE s.age > 989',
    duckSql: 'SELECT dragonName FROM t WHERE age > 989',
    byHand: ({ age, dragonName }) => (age > 989 ? JSON.stringify({ dragonName }) : undefined),
    aim: { byHand: 1 },
  },
  {
    title: "LIKE '%herring for casino%'",
    format: 'json',
    sql: `SELECT s.dragonName FROM S3Object s WHERE s.description LIKE '%herring for casino%'`,
    duckSql: `SELECT dragonName FROM t WHERE description LIKE '%herring for casino%'`,
    byHand: ({ description, dragonName }) =>
      description.includes('herring for casino') ? JSON.stringify({ dragonName }) : undefined,
    aim: { byHand: 1 },
  },
  {
    title: `LOWER(city) = '…'`,
    format: 'json',
    sql: `SELECT s.dragonName FROM S3Object s WHERE LOWER(s.city) = '${city}'`,
    duckSql: `SELECT dragonName FROM t WHERE LOWER(city) = '${city}'`,
    byHand: (dragon) =>
      dragon.city.toLowerCase() === city ? JSON.stringify({ dragonName: dragon.dragonName }) : undefined,
    aim: { byHand: 1 },
  },
  {
    title: 'CSV: equality, 0.1 % of the rows, *',
    format: 'csv',
    sql: `SELECT * FROM S3Object s WHERE s.city = '${city}'`,
    duckSql: `SELECT * FROM t WHERE city = '${city}'`,
    byHand: (dragon, line) => (dragon.city === city ? line : undefined),
    aim: { byHand: 1 },
  },
  {
    title: 'CSV: two columns of all rows',
    format: 'csv',
    sql: 'SELECT s.dragonName, s.city FROM S3Object s',
    duckSql: 'SELECT dragonName, city FROM t',
    byHand: (dragon) => `${dragon.dragonName},${dragon.city}`,
    aim: { byHand: 1 },
  },
  {
    title: 'CSV: CAST(age AS INT) > 989, one column',
    format: 'csv',
    sql: 'SELECT s.dragonName FROM S3Object s WHERE CAST(s.age AS INT) > 989',
    duckSql: 'SELECT dragonName FROM t WHERE CAST(age AS INT) > 989',
    byHand: ({ age, dragonName }) => (Number.parseInt(String(age), 10) > 989 ? dragonName : undefined),
    aim: { byHand: 1 },
  },
];
