import { loadKernel, type Kernel } from './kernel.ts';

/** Which bytes are marked: up to three of their own, and all that are less than `below`. */
export interface MarkedBytes {
  bytes: [number, number, number];
  below: number;
}

/** Marks bytes, and keeps the marks until the next ones are made. */
export interface MarkBoard {
  /**
   * Marks `bytes[start, end)`.
   *
   * @returns a bit for each byte, 32 to a number, the lowest first; what lies behind the last byte means nothing.
   */
  mark(bytes: Buffer, start: number, end: number, wanted: MarkedBytes): Int32Array;
  /** Whether all bytes that were marked last are ASCII; it may be false of some that are. */
  readonly isAscii: boolean;
}

const pageBytes = 64 * 1024;

/** Marks with SIMD instructions. The kernel's memory holds the marks and, behind the room for them, the bytes. */
export class SimdBoard implements MarkBoard {
  isAscii = false;
  readonly #kernel: Kernel;
  /** How many bytes there is room for. */
  #capacity = 0;
  #memory = new Uint8Array(0);
  #words = new Int32Array(0);

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  mark(bytes: Buffer, start: number, end: number, { bytes: [a, b, c], below }: MarkedBytes): Int32Array {
    const length = end - start;
    // The kernel takes bytes by sixteens, and a caller may set one bit behind the last.
    if (length + 16 > this.#capacity) this.#enlarge(length + 16);
    const at = this.#capacity / 8;
    this.#memory.set(bytes.subarray(start, end), at);
    this.isAscii = 0 === this.#kernel.mark(at, at + length, 0, a, b, c, below);
    return this.#words;
  }

  #enlarge(length: number): void {
    const { memory } = this.#kernel;
    this.#capacity = Math.max(pageBytes, 2 ** Math.ceil(Math.log2(length)));
    const missing = this.#capacity / 8 + this.#capacity - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    this.#memory = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }
}

/** The same where there is no WebAssembly. */
export class PlainBoard implements MarkBoard {
  isAscii = false;

  mark(bytes: Buffer, start: number, end: number, { bytes: wanted, below }: MarkedBytes): Int32Array {
    const words = new Int32Array(((end - start) >> 5) + 1);
    let all = 0;
    for (let at = start; at < end; at += 1) {
      const c = bytes[at] ?? 0;
      all |= c;
      const bit = at - start;
      if (c < below || wanted.includes(c)) words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31));
    }
    this.isAscii = all < 0x80;
    return words;
  }
}

/**
 * A board with a memory of its own. There is one for each use and not for each run: V8 reserves gigabytes of addresses for every such
 * memory.
 */
export function newBoard(): MarkBoard {
  const kernel = loadKernel();
  return kernel ? new SimdBoard(kernel) : new PlainBoard();
}

/** The board that all share who are done with their marks before anybody else can make some. */
export const sharedBoard = newBoard();
