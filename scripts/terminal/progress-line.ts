/** Where progress is shown; `process.stderr` is such a place. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Milliseconds between two pictures of a line that is written over, and between two lines where lines stay. */
const pause = { terminal: 100, plain: 10_000 };

/** One line that says how far long work is: written over and over in a terminal, a plain line now and then in a pipe. */
export class ProgressLine {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  readonly #isTerminal: boolean;
  #shownAt: number;
  #isShown = false;

  /** @param now milliseconds since some moment */
  constructor(output: ProgressOutput, now: () => number = Date.now) {
    this.#output = output;
    this.#now = now;
    this.#isTerminal = output.isTTY === true;
    // Short work needs no lines in a pipe: the first one comes after a pause.
    this.#shownAt = this.#isTerminal ? -Infinity : now();
  }

  /** Shows a state, unless one was shown just before. @param text on one line; a terminal cuts what does not fit */
  show(text: string): void {
    const now = this.#now();
    if (now - this.#shownAt < (this.#isTerminal ? pause.terminal : pause.plain)) return;
    this.#shownAt = now;
    this.#isShown = true;
    // A line that wraps could not be written over. Some terminals say that they have no columns at all.
    const { columns = 0 } = this.#output;
    const fitting = text.slice(0, (columns > 0 ? columns : 80) - 1);
    this.#output.write(this.#isTerminal ? `\r\u001b[2K${fitting}` : `${text}\n`);
  }

  /** Takes the line away, so that a result can be written in its place. */
  clear(): void {
    if (this.#isTerminal && this.#isShown) this.#output.write('\r\u001b[2K');
    this.#isShown = false;
  }

  /** How much is done: a bar of 24 characters in a terminal, and the percentage. @param fraction 0 to 1 */
  portion(fraction: number): string {
    const done = Math.min(1, Math.max(0, fraction));
    const percentage = `${String(Math.floor(done * 100)).padStart(3)} %`;
    const blocks = Math.round(done * 24);
    return this.#isTerminal ? `${'█'.repeat(blocks)}${'░'.repeat(24 - blocks)} ${percentage}` : percentage;
  }
}
