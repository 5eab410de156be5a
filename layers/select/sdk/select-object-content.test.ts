import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, type SelectObjectContentCommandInput } from '@aws-sdk/client-s3';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { collect, lines, request } from '../testing/run-select.ts';
import type { GetObject, ObjectPlace } from './get-object.ts';
import { selectObjectContent } from './select-object-content.ts';

const place = { Bucket: 'catalogue', Key: 'dragons.jsonl' };
const input = { ...place, ...request('SELECT s.a FROM S3Object s WHERE s.a > 1') };
const data = lines({ a: 1 }, { a: 2 }, { a: 3 });

const object =
  (body: string): GetObject =>
  async () => ({ Body: Readable.from([Buffer.from(body)]) });

describe('selectObjectContent', () => {
  it('answers like the SDK’s call: records, stats, end', async () => {
    const { Payload } = await selectObjectContent(object(data), input);
    const events = await collect(Payload);

    expect(Buffer.from(events[0]?.Records?.Payload ?? []).toString()).toBe('{"a":2}\n{"a":3}\n');
    expect(events.slice(1)).toEqual([
      { Stats: { Details: { BytesScanned: 24, BytesProcessed: 24, BytesReturned: 16 } } },
      { End: {} },
    ]);
  });

  it('reports progress when asked to', async () => {
    const { Payload } = await selectObjectContent(object(data), { ...input, RequestProgress: { Enabled: true } });

    expect((await collect(Payload)).map((event) => Object.keys(event)[0])).toContain('Progress');
  });

  it('asks for the object the request names, and passes on what concerns it', async () => {
    const asked: ObjectPlace[] = [];
    const more = { IfMatch: '"tag"', VersionId: 'v1', ExpectedBucketOwner: '111122223333', SSECustomerKey: 'k' };
    await selectObjectContent(
      async (where) => {
        asked.push(where);
        return { Body: Readable.from([]) };
      },
      { ...input, ...more },
    );

    expect(asked).toEqual([{ ...place, ...more }]);
  });

  it('rejects before it fetches anything when the request is not valid', async () => {
    const never: GetObject = () => expect.unreachable();

    await expect(selectObjectContent(never, { ...input, Expression: 'SELECT' })).rejects.toMatchObject({
      name: 'ParseEmptySelect',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(selectObjectContent(never, { ...input, Bucket: undefined })).rejects.toMatchObject({
      name: 'MissingRequiredParameter',
    });
  });

  it('rejects with what GetObject fails with', async () => {
    const missing: GetObject = () => Promise.reject(Object.assign(new Error('no'), { name: 'NoSuchKey' }));

    await expect(selectObjectContent(missing, input)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(selectObjectContent(async () => ({}), input)).rejects.toMatchObject({ name: 'InternalError' });
  });

  it.each([undefined, null])('says that a function which gives %s has no answer', async (answer) => {
    const forgetful = (async () => answer) as unknown as GetObject;
    const ranged = { ...input, ScanRange: { Start: 0, End: 9 } };

    for (const asked of [input, ranged]) {
      await expect(selectObjectContent(forgetful, asked)).rejects.toMatchObject({
        name: 'InternalError',
        message: `The function that fetches objects gave ${String(answer)}. It has to return the answer of GetObject, with its Body.`,
      });
    }
  });

  it('throws faults in the data from the iterator, after the rows before them', async () => {
    const { Payload } = await selectObjectContent(object(`${data}{"a":`), input);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of Payload) seen.push(Object.keys(event)[0] ?? '');
    })();

    await expect(reading).rejects.toMatchObject({ name: 'JSONParsingError' });
    expect(seen).toEqual(['Records']);
  });

  it('leaves the object when LIMIT is reached and when the reader stops', async () => {
    const endless = () => {
      const body = new Readable({ read: () => body.push(Buffer.from(data.repeat(1000))) });
      return body;
    };
    const limited = endless();
    const { Payload } = await selectObjectContent(async () => ({ Body: limited }), {
      ...input,
      Expression: 'SELECT s.a FROM S3Object s LIMIT 2',
    });
    expect((await collect(Payload)).at(-1)).toEqual({ End: {} });
    expect(limited.destroyed).toBe(true);

    const left = endless();
    const answer = await selectObjectContent(async () => ({ Body: left }), input);
    for await (const _ of answer.Payload) break;
    expect(left.destroyed).toBe(true);
  });

  it('leaves a range, too, when LIMIT is reached and when the reader stops', async () => {
    const bodies: Readable[] = [];
    const ranged: GetObject = async ({ Range }) => {
      const body = new Readable({ read: () => body.push(Buffer.from(data.repeat(10_000))) });
      bodies.push(body);
      return { Body: body, ContentRange: `bytes 0-999999999/1000000000`, ETag: Range };
    };
    const ScanRange = { Start: 0, End: 900_000_000 };
    const limited = { ...input, ScanRange, Expression: 'SELECT s.a FROM S3Object s LIMIT 2' };
    expect((await collect((await selectObjectContent(ranged, limited)).Payload)).at(-1)).toEqual({ End: {} });
    for await (const _ of (await selectObjectContent(ranged, { ...input, ScanRange })).Payload) break;

    expect(bodies.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });

  it('rejects when the first range cannot be had, and throws from the iterator when a later one cannot', async () => {
    const failing = (calls: number): GetObject => {
      let left = calls;
      return async ({ Range = '' }) => {
        left -= 1;
        if (left < 0) throw Object.assign(new Error('no'), { name: 'AccessDenied' });
        const [first = '0', last = ''] = Range.slice('bytes='.length).split('-');
        const end = last === '' ? 1e9 : Number(last);
        return { Body: Readable.from([Buffer.from('a\n1\n')]), ContentRange: `bytes ${first}-${end}/1000000000` };
      };
    };
    const range = {
      ...input,
      InputSerialization: { CSV: { FileHeaderInfo: 'USE' as const } },
      ScanRange: { Start: 1_000_000, End: 2_000_000 },
    };

    await expect(selectObjectContent(failing(0), range)).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Payload } = await selectObjectContent(failing(1), range);
    await expect(collect(Payload)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('takes the SDK’s input and client as they are', () => {
    const s3 = new S3Client({ region: 'eu-central-1' });
    const call = (sdkInput: SelectObjectContentCommandInput) =>
      selectObjectContent((where) => s3.send(new GetObjectCommand(where)), sdkInput);

    expectTypeOf(call).parameter(0).toEqualTypeOf<SelectObjectContentCommandInput>();
  });
});
