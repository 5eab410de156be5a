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

describe('SelectObjectContent', () => {
  it('streams the rows that match, then Stats and End', async () => {
    const { text, kinds } = await collect(await query("SELECT s.name FROM S3Object s WHERE s.family = 'red'"));

    const expected = rows.filter(({ family }) => family === 'red').map(({ name }) => `${JSON.stringify({ name })}\n`);
    expect(text).toBe(expected.join(''));
    expect(kinds).toEqual(['Stats', 'End']);
  });

  it('answers a small result at once', async () => {
    const { text } = await collect(await query('SELECT s.name FROM S3Object s LIMIT 1'));

    expect(text).toBe('{"name":"dragon 0 🐉"}\n');
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
