import type { ByteSink } from '../../output/byte-sink.ts';

const quote = 0x22;
const backslash = 0x5c;
const blank = 0x20;

/** Where the JSON of one row is put together, before it goes to the sink in one piece. */
export class JsonBuffer {
  #bytes = new Uint8Array(1024);
  #length = 0;

  begin(): void {
    this.#length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** Appends `source[start, end)`. */
  bytes(source: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    const target = this.#bytes;
    let at = this.#length;
    for (let p = start; p < end; p += 1, at += 1) target[at] = source[p] ?? 0;
    this.#length = at;
  }

  /**
   * Appends text as a JSON string; does nothing, and returns false, where it would need an escape (RFC 8259, section 7).
   * With `hasDoubledQuotes` each two quotes are one, which JSON writes in as many bytes.
   */
  string(source: Uint8Array, start: number, end: number, hasDoubledQuotes: boolean): boolean {
    this.#reserve(end - start + 2);
    const target = this.#bytes;
    let at = this.#length;
    target[at] = quote;
    at += 1;
    for (let p = start; p < end; p += 1, at += 1) {
      const c = source[p] ?? 0;
      if (c < blank || c === backslash || (c === quote && !hasDoubledQuotes)) return false;
      target[at] = c;
      if (c === quote) {
        target[at] = backslash;
        target[at + 1] = quote;
        p += 1;
        at += 1;
      }
    }
    target[at] = quote;
    this.#length = at + 1;
    return true;
  }

  /** Appends text as a JSON string, with what escapes it needs. */
  text(text: string): void {
    const json = Buffer.from(JSON.stringify(text));
    this.bytes(json, 0, json.length);
  }

  /** Hands over everything since `begin`. */
  flush(sink: ByteSink): void {
    sink.slice(this.#bytes, 0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
