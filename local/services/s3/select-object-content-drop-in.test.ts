import { GetObjectCommand, S3, S3ServiceException, SelectObjectContentCommand } from '@aws-sdk/client-s3';
import type { SelectObjectContentCommandInput, SelectObjectContentCommandOutput } from '@aws-sdk/client-s3';
import { SelectObjectContentCommand as DropIn, selectObjectContent } from '@dragons/select';
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, region, startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';
import { query } from './testing/select-query.ts';

type Call = (input: SelectObjectContentCommandInput) => Promise<SelectObjectContentCommandOutput>;

let aws: TestEndpoint;
let s3: S3;
const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, name: `dragon ${n} 🐉`, family: n % 2 ? 'red' : 'blue' }));
const jsonLines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const csv = `n,name\r\n${rows.map(({ n, name }) => `${n},"${name}"\r\n`).join('')}`;

beforeAll(async () => {
  aws = await startTestEndpoint();
  s3 = new S3({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  aws.s3.declareBucket('pond');
  await s3.putObject({ Bucket: 'pond', Key: 'dragons.jsonl', Body: jsonLines });
  await s3.putObject({ Bucket: 'pond', Key: 'dragons.jsonl.gz', Body: gzipSync(jsonLines) });
  await s3.putObject({ Bucket: 'pond', Key: 'list.json', Body: JSON.stringify(rows) });
  await s3.putObject({ Bucket: 'pond', Key: 'broken.jsonl', Body: '{"name":"Ada"}\n{"name":\n' });
  await s3.putObject({ Bucket: 'pond', Key: 'empty', Body: '' });
  await s3.putObject({ Bucket: 'pond', Key: 'dragons.csv', Body: csv });
  await s3.putObject({ Bucket: 'pond', Key: 'dragons.parquet', Body: await parquet() });
});
afterAll(async () => {
  s3.destroy();
  await aws.close();
});

/** Half a megabyte in several row groups. */
async function parquet(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'dragons-parquet-'));
  const path = join(folder, 'dragons.parquet');
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  const dragons = "SELECT range AS n, 'dragon ' || hash(range) AS name FROM range(40000)";
  await connection.run(`COPY (${dragons}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 10000)`);
  connection.closeSync();
  database.closeSync();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** The service's own call, and everything that stands in for it. */
const calls: [name: string, call: Call][] = [
  ['S3Client.send of the drop-in command', (input) => aws.s3Client.send(new DropIn(input))],
  ['S3.send of the drop-in command', (input) => s3.send(new DropIn(input))],
  ['selectObjectContent with an S3Client', (input) => selectObjectContent(aws.s3Client, input)],
  ['selectObjectContent with an S3', (input) => selectObjectContent(s3, input)],
  [
    'selectObjectContent with a function',
    (input) => selectObjectContent((object) => aws.s3Client.send(new GetObjectCommand(object)), input),
  ],
];

interface Seen {
  text: string;
  events: unknown[];
  /** Of the answer; undefined when there was none. */
  status: number | undefined;
  name?: string | undefined;
  message?: string | undefined;
  $fault?: string | undefined;
  httpStatusCode?: number | undefined;
  isServiceException?: boolean;
}

/** All that a caller can see: bytes, the other events in order, and the error with its fields. */
async function seen(call: Call, input: SelectObjectContentCommandInput): Promise<Seen> {
  const parts: Uint8Array[] = [];
  const events: unknown[] = [];
  let status: number | undefined;
  try {
    const { $metadata, Payload } = await call(input);
    status = $metadata.httpStatusCode;
    for await (const event of Payload ?? []) {
      if (event.Records?.Payload) parts.push(event.Records.Payload);
      else events.push(event);
    }
    return { text: Buffer.concat(parts).toString(), events, status };
  } catch (error) {
    const { name, message, $fault, $metadata } = error as Partial<S3ServiceException>;
    // What is thrown inside the stream is a plain Error in the SDK, with a name and nothing else.
    const rejection = status === undefined && {
      isServiceException: error instanceof S3ServiceException,
      $fault,
      httpStatusCode: $metadata?.httpStatusCode,
    };
    return { text: Buffer.concat(parts).toString(), events, status, name, message, ...rejection };
  }
}

/** How much is read on the way depends on how the bytes come, where not all of them are needed. */
async function seenWithoutCounts(call: Call, input: SelectObjectContentCommandInput) {
  const answer = await seen(call, input);
  return { ...answer, events: answer.events.map((event) => Object.keys(event as object)) };
}

const linesRange = (Start?: number, End?: number): Partial<SelectObjectContentCommandInput> => ({
  ScanRange: { Start, End },
});
const csvRange = (Start?: number, End?: number): Partial<SelectObjectContentCommandInput> => ({
  Key: 'dragons.csv',
  Expression: 'SELECT s.name FROM S3Object s',
  InputSerialization: { CSV: { FileHeaderInfo: 'USE', RecordDelimiter: '\r\n' } },
  OutputSerialization: { CSV: {} },
  ...linesRange(Start, End),
});

const parquetQuery = (Expression: string): Partial<SelectObjectContentCommandInput> => ({
  Key: 'dragons.parquet',
  Expression,
  InputSerialization: { Parquet: {} },
});

const theSdk: Call = (input) => aws.s3Client.send(new SelectObjectContentCommand(input));

describe.each(calls)('%s', (_name, call) => {
  it.each<[what: string, more: Partial<SelectObjectContentCommandInput>]>([
    ['all rows', {}],
    ['some rows', { Expression: "SELECT s.name FROM S3Object s WHERE s.family = 'red' AND s.n > 300" }],
    ['no rows', { Expression: 'SELECT * FROM S3Object WHERE FALSE' }],
    ['a sum', { Expression: 'SELECT SUM(s.n) AS total FROM S3Object s' }],
    [
      'a delimiter',
      {
        Expression: 'SELECT s.n FROM S3Object s WHERE s.n < 3',
        OutputSerialization: { JSON: { RecordDelimiter: ',' } },
      },
    ],
    ['GZIP', { Key: 'dragons.jsonl.gz', InputSerialization: { CompressionType: 'GZIP', JSON: { Type: 'LINES' } } }],
    [
      'a document',
      {
        Key: 'list.json',
        Expression: 'SELECT s.name FROM S3Object[*][*] s',
        InputSerialization: { JSON: { Type: 'DOCUMENT' } },
      },
    ],
    ['an empty object', { Key: 'empty' }],
    ['Parquet', parquetQuery('SELECT s.name FROM S3Object s WHERE s.n > 30000')],
    ['a count of Parquet', parquetQuery('SELECT COUNT(*) AS n FROM S3Object s')],
    ['Parquet that is not there', { ...parquetQuery('SELECT * FROM S3Object'), Key: 'no' }],
    ['a fault in the data', { Key: 'broken.jsonl' }],
    ['a fault in the SQL', { Expression: 'SELEKT 1' }],
    ['a fault in the request', { InputSerialization: {} }],
    ['a key that is not there', { Key: 'no' }],
    ['a bucket that is not there', { Bucket: 'no-such-pond' }],
  ])('gives what the SDK’s command gives: %s', async (_what, more) => {
    expect(await seen(call, query(more))).toEqual(await seen(theSdk, query(more)));
  });

  // The SDK waits for the first event, and rejects when that is an error; the drop-in throws it from the iterator.
  it.each<[what: string, more: Partial<SelectObjectContentCommandInput>]>([
    ['JSON that is none from the start', { Key: 'dragons.csv' }],
    ['what is no Parquet', { ...parquetQuery('SELECT * FROM S3Object'), Key: 'dragons.csv' }],
    ['an empty object as Parquet', { ...parquetQuery('SELECT * FROM S3Object'), Key: 'empty' }],
  ])('fails by the name that the SDK’s command fails by: %s', async (_what, more) => {
    const { name } = await seen(theSdk, query(more));

    expect(name).toMatch(/ParsingError$/);
    expect(await seen(call, query(more))).toMatchObject({ name, text: '' });
  });

  it.each<[what: string, more: Partial<SelectObjectContentCommandInput>]>([
    ['the first rows', { Expression: 'SELECT * FROM S3Object s LIMIT 7' }],
    ['a range at the start', linesRange(0, 200)],
    ['a range in the middle', linesRange(300_000, 600_000)],
    ['a range of one byte', linesRange(300_000, 300_000)],
    ['from a place on', linesRange(1_000_000)],
    ['the last bytes', linesRange(undefined, 1000)],
    ['more last bytes than there are', linesRange(undefined, 1e9)],
    ['a range behind the end', linesRange(1e9, 2e9)],
    ['a range of an empty object', { Key: 'empty', ...linesRange(5, 10) }],
    ['the last bytes of an empty object', { Key: 'empty', ...linesRange(undefined, 10) }],
    ['a range of CSV', csvRange(100_000, 200_000)],
    ['the last bytes of CSV', csvRange(undefined, 100)],
    ['a range of a key that is not there', { Key: 'no', ...linesRange(0, 10) }],
    ['the last bytes of a key that is not there', { Key: 'no', ...linesRange(undefined, 10) }],
    ['a range that is none', linesRange(10, 5)],
    [
      'a range of GZIP',
      { ...linesRange(0, 5), InputSerialization: { CompressionType: 'GZIP', JSON: { Type: 'LINES' } } },
    ],
  ])('gives the rows that the SDK’s command gives: %s', async (_what, more) => {
    expect(await seenWithoutCounts(call, query(more))).toEqual(await seenWithoutCounts(theSdk, query(more)));
  });
});
