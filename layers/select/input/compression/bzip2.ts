import { setImmediate } from 'node:timers/promises';
import { SelectError } from '../../errors.ts';
import { notLoaded } from '../../optional-package.ts';
import { BitReader } from './bit-reader.ts';

/** A block of level 9 holds 900,000 bytes; one that does not shrink takes a little more. Decoding begins when that is there. */
const compressedBytesPerLevel = 100_000;
const compressedBytesBeside = 25_000;

/** Decoded bytes come in pieces of this size. */
const pieceBytes = 64 * 1024;

/**
 * Decompresses a BZIP2 object block by block, as it comes; several streams one after the other, as pbzip2 writes them, are one.
 *
 * In memory are the compressed bytes of one block and what it decodes to: 900 KB, up to 46 MB where the data is one long run.
 * Other work of the process gets its turn between two blocks. Needs the package `unbzip2-stream`.
 *
 * @throws SelectError from the iterator: `TruncatedInput` when it is not BZIP2, damaged (each block has a checksum, which is
 * looked at before anything of it is handed on) or cut off, `InvalidCompressionFormat` when the package is not installed;
 * errors of the input pass through.
 */
export async function* bunzip2(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let decoder: Bzip2Decoder | undefined;
  for await (const chunk of input) {
    // Loaded in here, so that the input is let go when there is no such package.
    decoder ??= new Bzip2Decoder(await loadBzip2());
    decoder.add(chunk);
    while (decoder.hasBlock()) {
      yield* decoder.next();
      await setImmediate();
    }
  }
  decoder ??= new Bzip2Decoder(await loadBzip2());
  while (!decoder.isAtEnd()) {
    yield* decoder.next();
    await setImmediate();
  }
}

async function loadBzip2() {
  try {
    const { default: bzip2 } = await import('unbzip2-stream/lib/bzip2.js');
    return bzip2;
  } catch (error) {
    const packages = ['unbzip2-stream'];
    throw notLoaded(error, { code: 'InvalidCompressionFormat', purpose: 'BZIP2 input', packages });
  }
}

type Bzip2 = Awaited<ReturnType<typeof loadBzip2>>;

class Bzip2Decoder {
  readonly #bzip2: Bzip2;
  readonly #reader = new BitReader();
  readonly #read = (count: number | null) => this.#reader.read(count);
  /** Room for one block, made when the first one comes. */
  #work = new Int32Array(0);
  /** The size of the stream's blocks in 100,000 bytes; 0 between two streams. */
  #level = 0;
  #streamCrc = 0;
  #isFirst = true;

  constructor(bzip2: Bzip2) {
    this.#bzip2 = bzip2;
  }

  add(chunk: Uint8Array): void {
    this.#reader.add(chunk);
  }

  /** Whether the next block is here for certain, whatever its size. */
  hasBlock(): boolean {
    return this.#reader.available > compressedBytesBeside + 9 * compressedBytesPerLevel;
  }

  /** Whether everything has been decoded. */
  isAtEnd(): boolean {
    if (this.#level > 0 || this.#isFirst) return false;
    // Padding with zeros may follow, as with GZIP.
    while (this.#reader.peek() === 0) this.#reader.read(8);
    return this.#reader.peek() === undefined;
  }

  /** Decodes the next block; empty at the beginning and the end of a stream. */
  next(): Uint8Array[] {
    const pieces = new Pieces();
    try {
      if (this.#level === 0) this.#begin();
      else this.#block(pieces);
    } catch (error) {
      // The library speaks of what it stumbled over in its own words, which help nobody.
      const message = 'Object decompression failed. Check that the object is properly compressed with BZIP2.';
      throw new SelectError('TruncatedInput', message, { cause: error });
    }
    return pieces.all();
  }

  #begin(): void {
    if (this.isAtEnd()) return;
    this.#isFirst = false;
    this.#level = this.#bzip2.header(this.#read);
    this.#streamCrc = 0;
    const room = this.#level * 100_000;
    if (this.#work.length < room) this.#work = new Int32Array(room);
  }

  #block(pieces: Pieces): void {
    const put = (byte: number) => pieces.put(byte);
    const crc = this.#bzip2.decompress(this.#read, put, this.#work, this.#level * 100_000, this.#streamCrc);
    if (crc === null) this.#level = 0;
    else this.#streamCrc = crc;
  }
}

/** Bytes that come one by one, in pieces. */
class Pieces {
  #full: Uint8Array[] = [];
  #last = new Uint8Array(pieceBytes);
  #length = 0;

  put(byte: number): void {
    if (this.#length === pieceBytes) {
      this.#full.push(this.#last);
      this.#last = new Uint8Array(pieceBytes);
      this.#length = 0;
    }
    this.#last[this.#length] = byte;
    this.#length += 1;
  }

  all(): Uint8Array[] {
    return this.#length === 0 ? this.#full : [...this.#full, this.#last.subarray(0, this.#length)];
  }
}
