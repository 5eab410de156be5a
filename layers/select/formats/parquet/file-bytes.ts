import { tailBytes, type SeekableInput } from '../../input/select-input.ts';
import { parquetError } from './parquet-error.ts';

/** The bytes of a Parquet file, of which none is read twice. */
export class FileBytes {
  readonly #input: SeekableInput;
  readonly #seen: (length: number) => void;
  #tail: Buffer = Buffer.alloc(0);
  #tailStart = Infinity;
  /** The length of the file. */
  readonly size: number;

  private constructor(input: SeekableInput, size: number, seen: (length: number) => void) {
    this.#input = input;
    this.#seen = seen;
    this.size = size;
  }

  /**
   * Reads the end of the file, where it says what lies where.
   *
   * @param seen is told the length of everything that is read
   */
  static async open(input: SeekableInput, seen: (length: number) => void): Promise<FileBytes> {
    const size = await input.size();
    const file = new FileBytes(input, size, seen);
    const start = Math.max(0, size - tailBytes);
    file.#tail = await file.read(start, size);
    file.#tailStart = start;
    return file;
  }

  /** The bytes from `start` up to, and without, `end`, all of which have to be there. Errors of the input pass through. */
  async read(start: number, end: number): Promise<Buffer> {
    if (start >= this.#tailStart) return this.#tail.subarray(start - this.#tailStart, end - this.#tailStart);
    const bytes = Buffer.allocUnsafeSlow(end - start);
    const until = Math.min(end, this.#tailStart);
    let at = 0;
    for await (const chunk of this.#input.read(start, until)) {
      if (at + chunk.length > until - start) throw parquetError('the input gives more bytes than were asked for');
      bytes.set(chunk, at);
      at += chunk.length;
      this.#seen(chunk.length);
    }
    if (at < until - start) throw parquetError('it ends too early');
    if (end > until) this.#tail.copy(bytes, at, 0, end - until);
    return bytes;
  }
}
