import { SelectObjectContentCommand } from '@aws-sdk/client-s3';
import type { SelectObjectContentCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';

let aws: TestEndpoint;
const rows = Array.from({ length: 20_000 }, (_, n) => ({
  name: `dragon ${n} 🐉`,
  family: n % 2 === 0 ? 'red' : 'blue',
}));

beforeAll(async () => {
  aws = await startTestEndpoint();
  aws.s3.declareBucket('pond');
  aws.s3.writeObject('pond', 'dragons.jsonl', Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
  aws.s3.writeObject('pond', 'broken.jsonl', Buffer.from('{"name":"Ada"}\n{"name":\n'));
});
afterAll(() => aws.close());

const query = (Expression: string, more: Partial<SelectObjectContentCommandInput> = {}) =>
  aws.s3Client.send(
    new SelectObjectContentCommand({
      Bucket: 'pond',
      Key: 'dragons.jsonl',
      Expression,
      ExpressionType: 'SQL',
      InputSerialization: { JSON: { Type: 'LINES' } },
      OutputSerialization: { JSON: {} },
      ...more,
    }),
  );

async function collect(answer: Awaited<ReturnType<typeof query>>) {
  const parts: Uint8Array[] = [];
  const kinds: string[] = [];
  for await (const event of answer.Payload ?? []) {
    kinds.push(...Object.keys(event).filter((kind) => kind !== 'Records'));
    if (event.Records?.Payload !== undefined) parts.push(event.Records.Payload);
  }
  return { text: Buffer.concat(parts).toString(), kinds };
}

/** How often the event loop came round while an object was counted, with nothing else that would wait for it. */
async function turnsDuring(key: string): Promise<number> {
  const xml =
    '<SelectObjectContentRequest><Expression>SELECT COUNT(*) FROM S3Object</Expression><ExpressionType>SQL</ExpressionType>' +
    '<InputSerialization><JSON><Type>LINES</Type></JSON></InputSerialization>' +
    '<OutputSerialization><JSON/></OutputSerialization></SelectObjectContentRequest>';
  const { body } = await aws.s3.handle({
    method: 'POST',
    path: `/pond/${key}`,
    query: 'select&select-type=2',
    headers: {},
    body: Buffer.from(xml),
    requestId: 'r',
    accessKeyId: undefined,
  });
  let turns = 0;
  let turn = setImmediate(function again() {
    turns += 1;
    turn = setImmediate(again);
  });
  for await (const part of body as AsyncIterable<Uint8Array>) expect(part).toBeDefined();
  clearImmediate(turn);
  return turns;
}

describe('SelectObjectContent', () => {
  it('streams the rows that match, then Stats and End', async () => {
    const { text, kinds } = await collect(await query("SELECT s.name FROM S3Object s WHERE s.family = 'red'"));

    const expected = rows.filter(({ family }) => family === 'red').map(({ name }) => `${JSON.stringify({ name })}\n`);
    expect(text).toBe(expected.join(''));
    expect(kinds).toEqual(['Stats', 'End']);
  });

  it('lets others have their turn while it reads a large object, and none while it reads a small one', async () => {
    const line = `${JSON.stringify({ name: 'Ada', story: 'x'.repeat(1000) })}\n`;
    aws.s3.writeObject('pond', 'large.jsonl', Buffer.from(line.repeat(5000)));

    expect(await turnsDuring('large.jsonl')).toBe(4);
    expect(await turnsDuring('broken.jsonl')).toBe(0);
  });

  it('reads an object in pieces as if it were one', async () => {
    const rowsOfAllSizes = Array.from(
      { length: 3000 },
      (_, n) => `${JSON.stringify({ n, text: '🐉'.repeat(n % 400) })}\n`,
    );
    aws.s3.writeObject('pond', 'sizes.jsonl', Buffer.from(rowsOfAllSizes.join('')));

    const { text } = await collect(await query('SELECT * FROM S3Object', { Key: 'sizes.jsonl' }));

    expect(text).toBe(rowsOfAllSizes.join(''));
  });

  it('answers a small result at once', async () => {
    const { text } = await collect(await query('SELECT s.name FROM S3Object s LIMIT 1'));

    expect(text).toBe('{"name":"dragon 0 🐉"}\n');
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ScanRange.html: a record counts that begins inside the range.
  it('reads the records of a scan range', async () => {
    aws.s3.writeObject('pond', 'letters.csv', Buffer.from('A,B\nC,D\nD,E\nE,F\n'));
    const ranges = [{ Start: 1, End: 4 }, { Start: 5 }, { End: 4 }];
    const answers = ranges.map(async (ScanRange) => {
      const serialization = { InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} }, ScanRange };
      return (await collect(await query('SELECT * FROM S3Object', { Key: 'letters.csv', ...serialization }))).text;
    });

    expect(await Promise.all(answers)).toEqual(['C,D\n', 'D,E\nE,F\n', 'E,F\n']);
  });

  it('answers an error of the SQL before the stream begins', async () => {
    await expect(query('SELEKT 1')).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it('answers a key that is not there as GetObject does', async () => {
    await expect(query('SELECT * FROM S3Object', { Key: 'no' })).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('answers an error of the data inside the stream', async () => {
    const answer = await query('SELECT * FROM S3Object s', { Key: 'broken.jsonl' });

    await expect(collect(answer)).rejects.toMatchObject({ name: 'JSONParsingError' });
  });

  it.each([
    ['/pond/dragons.jsonl?select&select-type=2', 'not XML', 'MalformedXML', {}],
    ['/pond/dragons.jsonl?select&select-type=2', '', 'EmptyRequestBody', {}],
    ['/pond/dragons.jsonl?select', '', 'InvalidArgument', {}],
    ['/pond/dragons.jsonl?select&select-type=2', '', 'UnsupportedRangeHeader', { range: 'bytes=0-1' }],
  ])('refuses %s with the body "%s": %s', async (path, body, code, headers) => {
    const answer = await aws.send({ method: 'POST', path, body, headers });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  });
});
