// BZIP2 input. Sources: API_InputSerialization (CompressionType) [D], the list of error codes [D], bzip2's own format:
// blocks with a checksum each, and streams that may follow one another.
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import { bunzip2 } from '../input/compression/bzip2.ts';
import { notLoaded } from '../optional-package.ts';
import { select } from '../select.ts';
import { chunksOf, collect, request } from '../testing/run-select.ts';

const rows = '{"family":"red","n":1}\n{"family":"blue","n":2}\n';
/** Those two rows, made by `bzip2 -9`. */
const packedRows = Buffer.from(
  'QlpoOTFBWSZTWTjVbtoAABZZgAAQEAQwEDcnEiogACEqajEegRtqFMJpoDTEQ9oPyyHOnGGDQ3iXYjcEE5KWyFwXckU4UJA41W7a',
  'base64',
);
/** The rows 50,000 times: three blocks. */
const packedBlocks = Buffer.from(
  'QlpoOTFBWSZTWXRgl4IGbZNZgAAQEAQwEDcnEiowATgAphNNAaYhTCaaA0xApUUBkA2pqKKSNpRSRuUUkcRRSR9iikjcopI1FFJG0UUkZlFJGdoopIzF' +
    'FJGEUUke4opIwUUkdpRSRoopI1KKSOUUUkaiikj8UUkcRRSRxFFJHNRQFakUBX4opIziUUkcFFJGiikjH8xQVkmU1ksereDBBcvWYAAEBAEMBA3JxIqM' +
    'AE4AKYTTQGmIUwmmgNMQKVSNBkaGymYopI2KKSN5RSRiKKSP0UUkbyikjMUUkbRRSR0KKSNoopI0iikjRFFJHyKKSNJRSR4KKSMyikjJRSRrrFFJGYop' +
    'I5lFJGIopIxFFJGsigKyooCuYopIwUUkZlFJH8xQVkmU1nNEPuuAiSTWYAAEBAEMBA3JxIqMAEQNFMJpoDTEE1VEB5QDagUqoyGE00w1CIiwIiLIiIuI' +
    'REX2ERFkREWkREWIREW4iIsQiItoREW1CIi9oiIs7iIi7iIi0IiLQiIuSIiLUIiL8IiLiElKcqlKUxkREOpESVYRERa0IiLaIiL+LuSKcKEgiM+VQg==',
  'base64',
);
/** Forty million spaces: one block of 46 MB would not be more, and each takes 40 bytes. */
const packedRun = Buffer.from('QlpoOTFBWSZTWdr0ra4BMl8QCMAAABAACCAAMMwJqmmgSlFbUBKUV4u5IpwoSG16VtcA', 'base64');

async function decoded(bytes: Uint8Array, cuts: number[] = []): Promise<string> {
  return Buffer.concat(await collect(bunzip2(chunksOf(bytes, cuts)))).toString();
}

async function codeOf(bytes: Uint8Array, cuts: number[] = []): Promise<string | undefined> {
  return decoded(bytes, cuts).then(
    () => undefined,
    (error: unknown) => (error as SelectError).code,
  );
}

describe('BZIP2 input', () => {
  it('is decompressed and queried; scanned are the compressed bytes, processed the others [D]', async () => {
    const base = request(`SELECT s.n FROM S3Object s WHERE s.family = 'blue'`);
    const input = {
      ...base,
      InputSerialization: { JSON: { Type: 'LINES' as const }, CompressionType: 'BZIP2' as const },
    };
    const events = await collect(select(chunksOf(packedRows), input));

    expect(events.map((event) => (event.kind === 'records' ? Buffer.from(event.bytes).toString() : event))).toEqual([
      '{"n":2}\n',
      {
        kind: 'stats',
        BytesScanned: packedRows.length,
        BytesProcessed: rows.length,
        BytesReturned: '{"n":2}\n'.length,
      },
    ]);
  });

  it('may be cut into chunks anywhere', async () => {
    for (let cut = 0; cut <= packedRows.length; cut += 1) expect(await decoded(packedRows, [cut])).toBe(rows);
    expect(await decoded(packedRows, [...packedRows.keys()])).toBe(rows);
  });

  it('may have several blocks', async () => {
    expect(await decoded(packedBlocks)).toBe(rows.repeat(50_000));
  });

  it('may have several streams, as pbzip2 writes them, and zeros behind them', async () => {
    const empty = Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64');

    expect(await decoded(Buffer.concat([packedRows, empty, packedRows, Buffer.alloc(20)]))).toBe(rows + rows);
    expect(await decoded(empty)).toBe('');
  });

  it('is TruncatedInput wherever it is cut off [D]', async () => {
    for (let end = 0; end < packedRows.length; end += 1) {
      expect([end, await codeOf(packedRows.subarray(0, end))]).toEqual([end, 'TruncatedInput']);
    }
  });

  it('is TruncatedInput when it is damaged, or something else [D]', async () => {
    for (const at of packedRows.keys()) {
      const damaged = Buffer.from(packedRows);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x55, at);
      // Some bits mean nothing, such as those of a Huffman code that is not used: then nothing may be lost, either.
      const result = await decoded(damaged).catch((error: unknown) => (error as SelectError).code);
      expect([at, result]).toEqual([at, result === rows ? rows : 'TruncatedInput']);
    }
    expect(await codeOf(Buffer.from(packedRows).fill(0, 30, 50))).toBe('TruncatedInput');
    expect(await codeOf(Buffer.from(rows))).toBe('TruncatedInput');
    expect(await codeOf(Buffer.concat([packedRows, Buffer.from('{"n":3}\n')]))).toBe('TruncatedInput');
  });

  it('is InvalidCompressionFormat to a request when it is something else [C, apache/hadoop s3_select.md]', async () => {
    const base = request('SELECT * FROM S3Object');
    const input = { ...base, InputSerialization: { ...base.InputSerialization, CompressionType: 'BZIP2' as const } };

    await expect(collect(select(chunksOf(rows, [1]), input))).rejects.toMatchObject({
      code: 'InvalidCompressionFormat',
    });
  });

  it('gives the blocks before a damaged one', async () => {
    const damaged = Buffer.from(packedBlocks).fill(0, 300, 320);
    let length = 0;
    await expect(async () => {
      for await (const piece of bunzip2(chunksOf(damaged))) length += piece.length;
    }).rejects.toMatchObject({ code: 'TruncatedInput' });

    expect(length).toBeGreaterThan(800_000);
    expect(length).toBeLessThan(rows.length * 50_000);
  });

  it('lets other work of the process have its turn between blocks', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await decoded(Buffer.concat([packedBlocks, packedBlocks, packedBlocks]));
    clearInterval(timer);

    expect(turns).toBeGreaterThan(3);
  });

  it('reads no further than it is asked for, and lets go of the input when the consumer stops', async () => {
    let read = 0;
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) {
          read += packedRun.length * 2000;
          yield Buffer.concat(Array.from({ length: 2000 }, () => packedRun));
        }
      } finally {
        isLeft = true;
      }
    }
    for await (const piece of bunzip2(endless())) {
      expect(piece.every((byte) => byte === 0x20)).toBe(true);
      break;
    }

    expect(isLeft).toBe(true);
    // Decoding begins when the largest block there is would be complete.
    expect(read).toBeLessThan(2_000_000);
  });

  it('passes on the failure of the input', async () => {
    async function* failing() {
      yield packedRows.subarray(0, 20);
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    }

    await expect(collect(bunzip2(failing()))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a package that is loaded when it is needed', () => {
  const missing = { code: 'InvalidCompressionFormat', purpose: 'BZIP2 input', packages: ['unbzip2-stream'] };

  it('is named, with what to run, when it is not installed', () => {
    const notFound = Object.assign(new Error(`Cannot find package 'unbzip2-stream'`), { code: 'ERR_MODULE_NOT_FOUND' });
    const error = notLoaded(notFound, missing);

    expect(error).toBeInstanceOf(SelectError);
    expect(error).toMatchObject({
      code: 'InvalidCompressionFormat',
      message: 'BZIP2 input needs a package that is not installed. Run: npm install unbzip2-stream',
      cause: notFound,
    });
  });

  it('may fail for other reasons, which are not hidden', () => {
    const broken = new TypeError('it is broken');

    expect(notLoaded(broken, missing)).toBe(broken);
  });
});
