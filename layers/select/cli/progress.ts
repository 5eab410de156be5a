import type { ByteCounts } from '../request/select-request.ts';

/** Where people are spoken to: standard error. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Work that takes less is over before anybody wonders. */
const patienceMilliseconds = 1000;

/** How often the line is written anew. */
const intervalMilliseconds = 200;

const clearLine = '\r\u001B[K';

/** A line that shows how far long work has come. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #startedAt = performance.now();
  #shownAt = -Infinity;
  #isShown = false;
  #isOver = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Shows it, unless that was done just now. `size` is that of the input, where it is known. */
  show({ BytesScanned }: ByteCounts, name: string, size: number | undefined): void {
    const now = performance.now();
    if (this.#isOver) return;
    if (now - this.#startedAt < patienceMilliseconds || now - this.#shownAt < intervalMilliseconds) return;
    const share = size ? `, ${Math.floor((BytesScanned / size) * 100)} %` : '';
    this.#terminal.write(`${clearLine}${name}: ${inUnits(BytesScanned)}${share}`);
    this.#shownAt = now;
    this.#isShown = true;
  }

  /** Takes the line away for good: what comes now stands in its place. */
  end(): void {
    this.clear();
    this.#isOver = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#terminal.write(clearLine);
    this.#isShown = false;
  }
}

function inUnits(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
}
