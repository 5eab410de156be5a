/** Whether all rows of JSON are `{}`; looks at no more bytes than it takes to find one that is not. */
export class RowWatch {
  readonly #row: Buffer;
  #at = 0;
  #isOther = false;

  /** @param recordDelimiter what follows each row */
  constructor(recordDelimiter: string) {
    this.#row = Buffer.from(`{}${recordDelimiter}`);
  }

  see(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length && !this.#isOther; i += 1) {
      this.#isOther = bytes[i] !== this.#row[this.#at];
      this.#at = (this.#at + 1) % this.#row.length;
    }
  }

  /** Also true of no rows. */
  get areEmpty(): boolean {
    return !this.#isOther;
  }
}
