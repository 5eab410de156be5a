import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { ByteMarks, nextMark } from './byte-marks.ts';
import { kernelBase64, loadKernel } from './kernel.ts';
import { PlainBoard, SimdBoard, type MarkBoard } from './mark-board.ts';

function simdBoard(): MarkBoard {
  const kernel = loadKernel();
  if (!kernel) throw new Error('This Node runs no WebAssembly with SIMD.');
  return new SimdBoard(kernel);
}

describe.each([
  ['SIMD', simdBoard()],
  ['plain', new PlainBoard()],
])('marks by the %s board', (_, board) => {
  it('are where the bytes are, and behind the last one', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(
        bytes,
        fc.nat(40),
        fc.nat(40),
        fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
        fc.nat(255),
        (data, from, cut, wanted, below) => {
          const block = Buffer.from(data);
          const start = Math.min(from, block.length);
          const end = Math.max(start, block.length - cut);
          const marks = new ByteMarks({ bytes: wanted, below }, board);
          marks.mark(block, start, end);

          const found: number[] = [];
          for (let at = start; at <= end; at += 1) {
            at = marks.base + nextMark(marks.words, at - marks.base);
            found.push(at);
          }

          const places = Array.from(block.keys()).filter((at) => at >= start && at < end);
          expect(found).toEqual([
            ...places.filter((at) => (block[at] ?? 0) < below || wanted.includes(block[at] ?? 0)),
            end,
          ]);
        },
      ),
    );
  });

  it('tell whether all the bytes are ASCII', () => {
    const marks = new ByteMarks({ bytes: [0x22, 0x22, 0x22], below: 0 }, board);
    const block = Buffer.alloc(100, 0x61);
    expect(marks.mark(block, 0, 100)).toBe(true);
    for (let at = 0; at < 100; at += 1) {
      block[at] = 0x80;
      expect(marks.mark(block, 0, 100)).toBe(false);
      block[at] = 0x61;
    }
  });

  it('are right in blocks of every size, one after the other', () => {
    const marks = new ByteMarks({ bytes: [0x22, 0x22, 0x22], below: 0 }, board);
    for (const size of [0, 1, 15, 16, 17, 65_519, 65_520, 65_521, 3_000_000, 10]) {
      const block = Buffer.alloc(size, 0x61);
      marks.mark(block, 0, size);
      expect(nextMark(marks.words, 0)).toBe(size);
      block[size - 1] = 0x22;
      marks.mark(block, 0, size);
      expect(nextMark(marks.words, 0)).toBe(Math.max(0, size - 1));
    }
  });
});

describe('the kernel', () => {
  it('is what its source assembles to', async () => {
    const assembler = await wabt();
    const source = assembler.parseWat('mark.wat', readFileSync(join(import.meta.dirname, 'mark.wat'), 'utf8'), {
      simd: true,
    });
    const assembled = Buffer.from(source.toBinary({}).buffer).toString('base64');

    expect(kernelBase64).toBe(assembled);
  });
});
