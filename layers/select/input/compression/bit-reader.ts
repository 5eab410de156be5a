/** What `BitReader` ends in when there are no more bytes. */
export class EndOfBits extends Error {
  override readonly name = 'EndOfBits';
}

/** Reads bits, the highest of each byte first, from chunks that are added as they come. */
export class BitReader {
  #chunks: Uint8Array[] = [];
  #current: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** The bits of the last byte taken that have not been given out, fewer than 8. */
  #bits = 0;
  #held = 0;
  /** Whole bytes that have not been looked at. */
  available = 0;

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.available += chunk.length;
  }

  /**
   * The next `count` bits (up to 32) as a number; with `null` passes over what is left of a byte.
   *
   * @throws EndOfBits when there are not so many.
   */
  read(count: number | null): number {
    if (count === null) {
      this.#held = 0;
      return 0;
    }
    // Together with up to 7 bits that are held, more than 24 would not fit into 31.
    if (count > 24) return ((this.read(count - 16) << 16) | this.read(16)) >>> 0;
    let bits = this.#bits;
    let held = this.#held;
    while (held < count) {
      bits = (bits << 8) | this.#byte();
      held += 8;
    }
    held -= count;
    this.#held = held;
    this.#bits = bits & ((1 << held) - 1);
    return bits >>> held;
  }

  /** The next whole byte without taking it; undefined at the end. */
  peek(): number | undefined {
    while (this.#at === this.#current.length) {
      const next = this.#chunks.shift();
      if (!next) return undefined;
      this.#current = next;
      this.#at = 0;
    }
    return this.#current[this.#at];
  }

  #byte(): number {
    const byte = this.peek();
    if (byte === undefined) throw new EndOfBits('The compressed data ends too early.');
    this.#at += 1;
    this.available -= 1;
    return byte;
  }
}
