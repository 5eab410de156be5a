import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../testing/run-select.ts';
import type { GetObject, ObjectPlace } from './get-object.ts';
import { RangedObject } from './ranged-object.ts';

const place = { Bucket: 'catalogue', Key: 'dragons.parquet' };

/** An object as S3 serves ranges of it, and everything that was asked for. */
function served(object: Buffer): { getObject: GetObject; asked: ObjectPlace[]; bodies: Readable[] } {
  const asked: ObjectPlace[] = [];
  const bodies: Readable[] = [];
  return {
    asked,
    bodies,
    getObject: async (request) => {
      asked.push(request);
      const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.Range ?? '') ?? [];
      const start = from === '' ? Math.max(0, object.length - Number(to)) : Number(from);
      if (start >= object.length) throw Object.assign(new Error('416'), { name: 'InvalidRange' });
      const end = from === '' || to === '' ? object.length : Math.min(Number(to) + 1, object.length);
      const body = Readable.from([object.subarray(start, end)]);
      bodies.push(body);
      return { Body: body, ETag: '"v1"', ContentRange: `bytes ${start}-${end - 1}/${object.length}` };
    },
  };
}

const read = async (object: RangedObject, start: number, end?: number) =>
  Buffer.concat(await collect(object.read(start, end)));

describe('an object read by ranges', () => {
  it('gives the bytes of every range, whatever was asked for before', async () => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 251));
    const offset = fc.oneof(fc.nat(100_010), fc.integer({ min: 99_000, max: 100_000 }));
    const step = fc.oneof(fc.constant('size' as const), fc.tuple(offset, fc.option(offset, { nil: undefined })));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
        const object = new RangedObject(served(content).getObject, place);
        for (const what of steps) {
          if (what === 'size') expect(await object.size()).toBe(content.length);
          else expect((await read(object, ...what)).equals(content.subarray(what[0], what[1]))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('insists on the version that was met first', async () => {
    const { getObject, asked } = served(Buffer.alloc(200_000));
    const object = new RangedObject(getObject, { ...place, SSECustomerKey: 'k' });
    await Promise.all([read(object, 5, 10), read(object, 10, 20), object.size()]);

    expect(asked).toEqual([
      { ...place, SSECustomerKey: 'k', Range: 'bytes=5-9' },
      { ...place, SSECustomerKey: 'k', Range: 'bytes=10-19', IfMatch: '"v1"' },
    ]);
  });

  it('fetches the end but once', async () => {
    const { getObject, asked } = served(Buffer.alloc(200_000));
    const object = new RangedObject(getObject, place);
    const size = await object.size();
    await read(object, size - 8, size);
    await read(object, size - 60_000);

    expect(asked.map(({ Range }) => Range)).toEqual(['bytes=-65536']);
  });

  it('has nothing in it when it is empty, wherever it is read', async () => {
    const object = new RangedObject(served(Buffer.alloc(0)).getObject, place);

    expect(await read(object, 0)).toEqual(Buffer.alloc(0));
    expect(await object.size()).toBe(0);
    expect(await read(object, 5, 10)).toEqual(Buffer.alloc(0));
  });

  it('is left as soon as its reader is', async () => {
    const { getObject, bodies } = served(Buffer.alloc(100));
    for await (const _ of new RangedObject(getObject, place).read(0)) break;

    expect(bodies.map(({ destroyed }) => destroyed)).toEqual([true]);
  });

  it('fails as GetObject does, and can be asked again', async () => {
    const { getObject } = served(Buffer.from('dragon'));
    let calls = 0;
    const flaky: GetObject = (request) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('reset')) : getObject(request);
    };
    const object = new RangedObject(flaky, place);

    await expect(object.size()).rejects.toThrow('reset');
    expect(await object.size()).toBe(6);
  });

  it('fails when whoever fetches does not keep to the range', async () => {
    const whole: GetObject = async () => ({ Body: Readable.from([Buffer.from('dragon')]), ContentLength: 6 });

    await expect(read(new RangedObject(whole, place), 2, 4)).rejects.toMatchObject({
      code: 'InternalError',
      message: expect.stringContaining('bytes=2-3') as string,
    });
  });
});
