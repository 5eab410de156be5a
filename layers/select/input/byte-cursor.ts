import { isSeekable, type ByteInput } from './select-input.ts';

/** A place in an object from which bytes are read onwards: of a stream what is passed over is read too, else it is not. */
export class ByteCursor {
  /** The place of the byte that comes next. */
  place = 0;
  readonly #open: ((start: number, end: number | undefined) => AsyncIterable<Uint8Array>) | undefined;
  readonly #seen: (length: number) => void;
  #chunks: AsyncIterator<Uint8Array> | undefined;
  #end: number | undefined;
  #last: Buffer = Buffer.alloc(0);
  /** How many bytes at the end of the last chunk have not been given, or were given back. */
  #left = 0;

  /** @param seen - told the length of everything that is read. */
  constructor(input: ByteInput, seen: (length: number) => void) {
    if (isSeekable(input)) this.#open = (start, end) => input.read(start, end);
    else this.#chunks = input[Symbol.asyncIterator]();
    this.#seen = seen;
  }

  /** The next bytes; undefined at the end of the object. */
  async next(): Promise<Buffer | undefined> {
    if (this.#left === 0) {
      this.#chunks ??= this.#open?.(this.place, this.#end)[Symbol.asyncIterator]();
      const result = await this.#chunks?.next();
      if (!result || result.done === true) return undefined;
      const { value } = result;
      this.#seen(value.length);
      this.#last = Buffer.from(value.buffer, value.byteOffset, value.length);
      this.#left = value.length;
    }
    const bytes = this.#last.subarray(this.#last.length - this.#left);
    this.#left = 0;
    this.place += bytes.length;
    return bytes;
  }

  /** Goes back to before the last `length` of the bytes that came last. */
  back(length: number): void {
    this.#left = length;
    this.place -= length;
  }

  /**
   * Goes on to a place that is not behind the cursor.
   *
   * @param end - no byte from here on will be needed; undefined where that is not known.
   */
  async seek(place: number, end: number | undefined): Promise<void> {
    this.#end = end;
    if (this.#open && place > this.place + this.#left) {
      await this.leave();
      this.place = place;
      return;
    }
    while (this.place < place) {
      const bytes = await this.next();
      if (bytes === undefined) return;
      if (this.place > place) this.back(this.place - place);
    }
  }

  /** Leaves the input, which lets go of what it holds. */
  async leave(): Promise<void> {
    this.#left = 0;
    const chunks = this.#chunks;
    if (this.#open) this.#chunks = undefined;
    await chunks?.return?.();
  }
}
