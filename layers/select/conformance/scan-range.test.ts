// ScanRange: which records belong to a range, and what is read of the object for it.
// Sources: "Requests using scan ranges" in the user guide, API reference ScanRange [D]; own choices, which the service does
// not document [own].
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeekableInput } from '../input/select-input.ts';
import type { CsvInput, SelectRequest } from '../request/select-request.ts';
import { prepare } from '../select.ts';
import { chunksOf, codeOf, outcome, outcomeOf, request, run, type Options } from '../testing/run-select.ts';

type Range = SelectRequest['ScanRange'];

const letters = 'A,B\nC,D\nD,E\nE,F\nG,H\nI,J\n';
const all = 'SELECT * FROM S3Object';
const csv: Options = { csv: {}, toCsv: {} };

/** An object that can be read from any place, in chunks of some bytes, and what was read of it. */
class Bytes implements SeekableInput {
  readonly reads: [start: number, end: number | undefined][] = [];
  open = 0;
  readonly #bytes: Buffer;
  readonly #chunk: number;

  constructor(data: string, chunk = 4) {
    this.#bytes = Buffer.from(data);
    this.#chunk = chunk;
  }

  size(): Promise<number> {
    return Promise.resolve(this.#bytes.length);
  }

  async *read(start: number, end?: number): AsyncGenerator<Uint8Array> {
    this.reads.push([start, end]);
    this.open += 1;
    try {
      const bytes = this.#bytes.subarray(start, end);
      for (let at = 0; at < bytes.length; at += this.#chunk) {
        yield await Promise.resolve(Uint8Array.from(bytes.subarray(at, at + this.#chunk)));
      }
    } finally {
      this.open -= 1;
    }
  }
}

/** What a range gives: of a stream in one chunk, of one in chunks of one byte, and of an object that can be read anywhere. */
async function outputs(data: string, range: Range, options: Options): Promise<string[]> {
  const ranged = { ...options, range };
  const inputs = [
    chunksOf(data),
    chunksOf(data, Array.from(Buffer.from(data).keys())),
    new Bytes(data),
    new Bytes(data, 1),
  ];
  const runs = await Promise.all(inputs.map((input) => outcomeOf(all, input, ranged)));
  return runs.map(({ output, error }) => error?.code ?? output);
}

describe('a scan range', () => {
  it.each<[source: string, range: Range, output: string]>([
    ['[D] 1 to 4 is C,D, which starts in it', { Start: 1, End: 4 }, 'C,D\n'],
    ['[D] both ends are in it', { Start: 4, End: 8 }, 'C,D\nD,E\n'],
    ['[D] a record that starts before it is not', { Start: 5, End: 7 }, ''],
    ['[D] from the start', { Start: 0, End: 0 }, 'A,B\n'],
    ['[D] Start alone: to the end', { Start: 15 }, 'G,H\nI,J\n'],
    ['[D] all of it', { Start: 0 }, letters],
    ['[D] an End behind the object', { Start: 20, End: 1000 }, 'I,J\n'],
    ['[own] a Start behind the object', { Start: 24, End: 1000 }, ''],
  ])('%s', async (_source, range, output) => {
    expect(await outputs(letters, range, csv)).toEqual([output, output, output, output]);
  });

  it('of End alone is that many bytes at the end [D], for which the length must be known', async () => {
    const last = async (End: number) => (await outcomeOf(all, new Bytes(letters), { ...csv, range: { End } })).output;

    expect([await last(4), await last(5), await last(8)]).toEqual(['I,J\n', 'I,J\n', 'G,H\nI,J\n']);
    expect([await last(0), await last(1000)]).toEqual(['', letters]);
    const { error } = await outcome(all, letters, { ...csv, range: { End: 4 } });
    expect(error).toMatchObject({ code: 'UnsupportedScanRangeInput', message: expect.stringContaining('size()') });
  });

  it.each<[code: string, what: string, range: unknown, options: Options & { compression?: 'GZIP' }]>([
    ['InvalidScanRange', 'one of nothing', {}, csv],
    ['InvalidScanRange', 'one whose Start is behind its End', { Start: 2, End: 1 }, csv],
    ['InvalidScanRange', 'a negative Start', { Start: -1 }, csv],
    ['InvalidScanRange', 'half an End', { End: 0.5 }, csv],
    ['InvalidScanRange', 'a Start in words', { Start: '1' }, csv],
    ['InvalidScanRange', 'no object', 5, csv],
    ['UnsupportedScanRangeInput', 'JSON DOCUMENT', { Start: 1 }, { type: 'DOCUMENT' }],
    ['UnsupportedScanRangeInput', 'a compressed object', { Start: 1 }, { compression: 'GZIP' }],
    [
      'UnsupportedScanRangeInput',
      'quoted record delimiters',
      { Start: 1 },
      { csv: { AllowQuotedRecordDelimiter: true } },
    ],
    [
      'UnsupportedScanRangeInput',
      'a delimiter that overlaps itself',
      { Start: 1 },
      { csv: { RecordDelimiter: 'aba' } },
    ],
  ])('fails with %s for %s [D]', (code, _what, range, { compression, ...options }) => {
    const { InputSerialization, ...rest } = request(all, { ...options, range: range as Range });
    const compressed = compression ? { CompressionType: compression } : {};

    expect(() => prepare({ ...rest, InputSerialization: { ...InputSerialization, ...compressed } })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('reads no more of an object than its records, and leaves it', async () => {
    const data = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(9, '0')}\n`).join('');
    const object = new Bytes(data, 10);
    const { output, stats } = await outcomeOf(all, object, { ...csv, range: { Start: 5000, End: 5019 } });

    expect(output).toBe('000000500\n000000501\n');
    expect(stats).toMatchObject({ BytesScanned: 30, BytesProcessed: 20, BytesReturned: 20 });
    expect(object.reads).toEqual([[4999, 5020 + 2 ** 20 + 2]]);
    expect(object.open).toBe(0);
  });

  it('leaves a stream once the last record has ended; what comes before it is read [own]', async () => {
    const given: string[] = [];
    let isLeft = false;
    async function* stream() {
      try {
        for (const chunk of ['A,B\nC', ',D\nD,E', '\nE,F\n', 'G,H\n']) {
          given.push(chunk);
          yield await Promise.resolve(Buffer.from(chunk));
        }
      } finally {
        isLeft = true;
      }
    }
    const { output, stats } = await outcomeOf(all, stream(), { ...csv, range: { Start: 4, End: 4 } });

    expect(output).toBe('C,D\n');
    expect(given).toHaveLength(2);
    expect(isLeft).toBe(true);
    expect(stats).toMatchObject({ BytesScanned: 11, BytesProcessed: 4 });
  });

  it('knows the header, which is read from the start and is a record of no range [own]', async () => {
    const data = `#c\nx,y\n${letters}`;
    for (const FileHeaderInfo of ['USE', 'IGNORE'] as const) {
      const options = { csv: { FileHeaderInfo }, toCsv: {} };
      expect(new Set(await outputs(data, { Start: 0, End: 7 }, options))).toEqual(new Set(['A,B\n']));
      expect(new Set(await outputs(data, { Start: 3, End: 6 }, options))).toEqual(new Set(['']));
      expect(new Set(await outputs(data, { Start: 8, End: 11 }, options))).toEqual(new Set(['C,D\n']));
    }
    const named = { csv: { FileHeaderInfo: 'USE' }, range: { Start: 20, End: 23 } } as const;
    expect(await run('SELECT s.x FROM S3Object s', data, named)).toBe('{"x":"G"}\n');
    expect(await codeOf('SELECT s.z FROM S3Object s', data, named)).toBe('MissingHeaders');
    const object = new Bytes(data);
    await outcomeOf('SELECT s.x FROM S3Object s', object, named);
    expect(object.reads.map(([start]) => start)).toEqual([0, 19]);
  });

  it('fails with OverMaxRecordSize for a record that is too long, though no more of it is asked for', async () => {
    const object = new Bytes(`a\n${'x'.repeat(2 ** 20 + 1)}\nb\n`, 2 ** 16);

    expect((await outcomeOf(all, object, { ...csv, range: { Start: 1, End: 2 } })).error?.code).toBe(
      'OverMaxRecordSize',
    );
  });

  it('is left alone when LIMIT is reached, or nothing is wanted', async () => {
    const object = new Bytes(letters);
    const { output } = await outcomeOf(`${all} LIMIT 1`, object, { ...csv, range: { Start: 1 } });

    expect(output).toBe('C,D\n');
    expect(object.open).toBe(0);
    expect((await outcomeOf(`${all} LIMIT 0`, new Bytes(letters), { ...csv, range: { Start: 1 } })).output).toBe('');
  });

  describe('and the ranges beside it, whatever the places at which an object is split', () => {
    const places = fc.array(fc.nat(60), { maxLength: 4 });

    /** The ranges between some places, which together are all of an object. */
    function rangesBetween(ends: number[]): { Start: number; End?: number }[] {
      const starts = [...new Set([0, ...ends])].sort((a, b) => a - b);
      return starts.map((Start, i) => {
        const next = starts[i + 1];
        return next === undefined ? { Start } : { Start, End: next - 1 };
      });
    }

    async function expectSame(data: string, ends: number[], options: Options) {
      const whole = (await outcome(all, data, options)).output;
      const parts = await Promise.all(rangesBetween(ends).map((range) => outputs(data, range, options)));
      for (const i of [0, 1, 2, 3]) expect(parts.map((part) => part[i]).join('')).toBe(whole);
    }

    it('give all records of JSON LINES once, in their order', async () => {
      const line = fc.oneof(
        fc
          .dictionary(fc.constantFrom('a', 'é'), fc.constantFrom(1, 'x\ny', '😀'), { maxKeys: 2 })
          .map((row) => JSON.stringify(row)),
        fc.constantFrom('', ' ', '1 2', '{"a":[ 1 ]}\r'),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 6 }), places, async (rows, ends) => {
          await expectSame(rows.join('\n'), ends, {});
        }),
        { numRuns: 200 },
      );
    });

    it('give all records of CSV once, in their order', async () => {
      const text = fc.string({
        unit: fc.constantFrom('a', ',', '\n', '\r', '\r\n', '#', 'é', '--', '-', '\ufeff'),
        maxLength: 40,
      });
      const format = fc.record<CsvInput>({
        RecordDelimiter: fc.constantFrom('\n', '\r\n', 'é', 'a-', ',\n'),
        FileHeaderInfo: fc.constantFrom('NONE', 'USE', 'IGNORE'),
      });
      await fc.assert(
        fc.asyncProperty(text, places, format, async (data, ends, input) => {
          await expectSame(data, ends, { csv: input, toCsv: { FieldDelimiter: ';', RecordDelimiter: '\n' } });
        }),
        { numRuns: 500 },
      );
    });
  });
});
