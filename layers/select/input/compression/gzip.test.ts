import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SelectError } from '../../errors.ts';
import { select } from '../../select.ts';
import { lines, request } from '../../testing/run-select.ts';
import { gunzip } from './gzip.ts';

const data = lines(...Array.from({ length: 5000 }, (_, n) => ({ n })));
const packed = gzipSync(data);

/** Chunks that stay as they are: a decompressing stream reads ahead of who iterates over it. */
async function* chunksOf(bytes: Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts, bytes.length];
  for (const [i, start] of places.slice(0, -1).entries()) yield bytes.subarray(start, places[i + 1]);
}

async function run(input: AsyncIterable<Uint8Array>, sql = 'SELECT * FROM S3Object') {
  const base = request(sql);
  const gzip = { ...base, InputSerialization: { ...base.InputSerialization, CompressionType: 'GZIP' as const } };
  let output = '';
  let stats: unknown;
  for await (const event of select(input, gzip)) {
    if (event.kind === 'records') output += Buffer.from(event.bytes).toString();
    if (event.kind === 'stats') stats = event;
  }
  return { output, stats };
}

const codeOf = (input: AsyncIterable<Uint8Array>) =>
  run(input).then(
    () => undefined,
    (error: unknown) => (error as SelectError).code,
  );

describe('GZIP input', () => {
  it('is decompressed as it comes; scanned are the compressed bytes, processed the others [D]', async () => {
    const { output, stats } = await run(chunksOf(packed, [1, 5, 100]));

    expect(output).toBe(data);
    expect(stats).toMatchObject({ BytesScanned: packed.length, BytesProcessed: data.length });
  });

  it('may have several members', async () => {
    const two = Buffer.concat([gzipSync('{"a":1}\n{"a"'), gzipSync(':2}\n')]);

    expect((await run(chunksOf(two))).output).toBe('{"a":1}\n{"a":2}\n');
  });

  it('fails with TruncatedInput when it is cut off or damaged [D]', async () => {
    expect(await codeOf(chunksOf(packed.subarray(0, -9)))).toBe('TruncatedInput');
    expect(await codeOf(chunksOf(Buffer.from(packed).fill(0, 50, 80)))).toBe('TruncatedInput');
  });

  it('fails with InvalidCompressionFormat when it is not GZIP, as the service does [C, apache/hadoop s3_select.md]', async () => {
    expect(await codeOf(chunksOf(Buffer.from(data)))).toBe('InvalidCompressionFormat');
    expect(await codeOf(chunksOf(Buffer.of(0x1f, 0x8c, 8), [1]))).toBe('InvalidCompressionFormat');
  });

  it('is TruncatedInput wherever it is cut off [D]', async () => {
    const small = gzipSync('{"a":1}\n');
    for (let end = 0; end < small.length; end += 1) {
      expect([end, await codeOf(chunksOf(small.subarray(0, end)))]).toEqual([end, 'TruncatedInput']);
    }
  });

  it('may be padded with zeros; anything else behind it is TruncatedInput', async () => {
    const small = gzipSync('{"a":1}\n');
    const behind = (bytes: Uint8Array, cuts: number[] = []) => chunksOf(Buffer.concat([small, bytes]), cuts);

    expect((await run(behind(Buffer.alloc(512)))).output).toBe('{"a":1}\n');
    expect(await codeOf(behind(Buffer.from('{"a":2}\n')))).toBe('TruncatedInput');
    expect(await codeOf(behind(Buffer.from('{"a":2}\n'), [small.length]))).toBe('TruncatedInput');
    expect(await codeOf(behind(small.subarray(0, 10)))).toBe('TruncatedInput');
  });

  it('is read no further than what is asked for needs, however much it unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024, 0x20));
    let read = 0;
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) {
          read += bomb.length;
          yield bomb;
        }
      } finally {
        isLeft = true;
      }
    }
    for await (const piece of gunzip(endless())) {
      expect(piece.length).toBeLessThanOrEqual(1024 * 1024);
      break;
    }

    await expect.poll(() => isLeft, { timeout: 15_000 }).toBe(true);
    expect(read).toBeLessThan(1024 * 1024);
  });

  it('passes on the failure of the input, and leaves the input when LIMIT is reached', async () => {
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) yield packed;
      } finally {
        isLeft = true;
      }
    }
    async function* failing() {
      yield packed.subarray(0, 100);
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    }

    expect((await run(endless(), 'SELECT * FROM S3Object LIMIT 1')).output).toBe('{"n":0}\n');
    await expect.poll(() => isLeft, { timeout: 15_000 }).toBe(true);
    expect(await codeOf(failing())).toBe('ECONNRESET');
  });
});
