/** What `BitReader` ends in when there are no more bytes. */
class EndOfBits extends Error {
  override readonly name = 'EndOfBits';
}

/** Reads bits, the highest of each byte first, from chunks that are added as they come. */
export class BitReader {
  /** Bytes that have not been taken stand in `[at, end)`. */
  #bytes = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** The bits of the last byte taken that have not been given out, fewer than 8. */
  #bits = 0;
  #held = 0;

  /** How many whole bytes have not been taken. */
  get available(): number {
    return this.#end - this.#at;
  }

  /** Adds a copy of the bytes. */
  add(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#bytes.length) this.#makeRoom(this.available + chunk.length);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
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
    return this.#at < this.#end ? this.#bytes[this.#at] : undefined;
  }

  #byte(): number {
    const byte = this.peek();
    if (byte === undefined) throw new EndOfBits('The compressed data ends too early.');
    this.#at += 1;
    return byte;
  }

  /** Moves what has not been taken to the front, of twice the room at least, so that each byte is moved but a few times. */
  #makeRoom(length: number): void {
    const target = this.#bytes.length < 2 * length ? new Uint8Array(2 * length) : this.#bytes;
    target.set(this.#bytes.subarray(this.#at, this.#end));
    this.#bytes = target;
    this.#end = this.available;
    this.#at = 0;
  }
}
