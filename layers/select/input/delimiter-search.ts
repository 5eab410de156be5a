/** Finds a delimiter in bytes that come in chunks, also where a chunk ends inside it. It must not overlap itself. */
export class DelimiterSearch {
  readonly #delimiter: Buffer;
  /** The end of what was looked at, in which a delimiter may have begun. */
  #tail: Buffer = Buffer.alloc(0);

  constructor(delimiter: Buffer) {
    this.#delimiter = delimiter;
  }

  /** The place in the next chunk behind the first delimiter that begins at `from` or later; -1 when none ends in it. */
  endIn(chunk: Buffer, from = 0): number {
    const { length } = this.#delimiter;
    const tail = this.#tail;
    const across = Buffer.concat([tail, chunk.subarray(from, from + length - 1)]);
    const place = across.indexOf(this.#delimiter);
    this.#tail = Buffer.alloc(0);
    if (place >= 0) return from + place + length - tail.length;
    const found = chunk.indexOf(this.#delimiter, from);
    if (found >= 0) return found + length;
    const seen = chunk.length - from >= length - 1 ? chunk.subarray(from) : across;
    this.#tail = Buffer.from(length === 1 ? [] : seen.subarray(-(length - 1)));
    return -1;
  }
}
