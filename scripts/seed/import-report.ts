import { count } from '../terminal/count.ts';
import { printable } from '../terminal/printable.ts';
import type { ImportedCandidate } from './import-batches.ts';

/** A dragon, or something else in the file, that was not added. */
export interface Skipped {
  readonly place: string;
  readonly dragonName?: string;
  readonly outcome: 'name-taken' | 'invalid' | 'failed';
  readonly why: string;
  /** What the function found wrong, as it said it. */
  readonly errors?: readonly unknown[];
}

/** How many of the skipped are shown. */
const shownAtMost = 20;

/** The order in which they are shown: what somebody has to look at comes first. */
const outcomes = ['invalid', 'failed', 'name-taken'] as const;

const words = { invalid: 'not valid', failed: 'failed', 'name-taken': 'name taken' };

/** Counts what an import does, and tells it at its end. Keeps no more than it will show. */
export class ImportReport {
  readonly #write: (skipped: Skipped) => void;
  readonly #counts = { added: 0, invalid: 0, failed: 0, 'name-taken': 0 };
  readonly #shown: Skipped[] = [];
  readonly #leftOut = new Set<string>();

  /** @param write takes each that is skipped */
  constructor(write: (skipped: Skipped) => void) {
    this.#write = write;
  }

  get added(): number {
    return this.#counts.added;
  }

  get skipped(): number {
    return this.#counts.invalid + this.#counts.failed + this.#counts['name-taken'];
  }

  /** Whether everything was added or is there already. */
  get isComplete(): boolean {
    return this.#counts.invalid + this.#counts.failed === 0;
  }

  /** Takes what became of some dragons. */
  settle(imported: readonly ImportedCandidate[]): void {
    for (const { candidate, outcome, why, errors } of imported) {
      const { place, dragonName } = candidate;
      if (outcome === 'added') this.#counts.added += 1;
      else {
        this.#skip({
          place,
          ...(dragonName !== undefined && { dragonName }),
          outcome,
          why,
          ...(errors !== undefined && { errors }),
        });
      }
    }
  }

  /** Takes an entry that is no dragon. */
  fault(place: string, why: string): void {
    this.#skip({ place, outcome: 'invalid', why });
  }

  /** Takes the name of a field that dragons do not have. */
  leftOut(name: string): void {
    // A file may hold anything: a few names say enough.
    if (this.#leftOut.size < shownAtMost) this.#leftOut.add(name);
  }

  /** The report in lines for a terminal. @param isOnDisk whether somebody asked for a file of all that were skipped */
  lines(isOnDisk: boolean): string[] {
    const parts = outcomes.flatMap((outcome) =>
      this.#counts[outcome] === 0 ? [] : [`${count(this.#counts[outcome])} ${words[outcome]}`],
    );
    const skipped = `skipped ${count(this.skipped)}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
    const shown = outcomes.flatMap((outcome) =>
      this.#shown.filter((one) => one.outcome === outcome).sort((a, b) => positionOf(a) - positionOf(b)),
    );
    const rest = this.skipped - Math.min(shown.length, shownAtMost);
    const hint = isOnDisk ? '' : ' (--report FILE writes all of them)';
    return [
      `Added ${count(this.#counts.added)}, ${skipped}.`,
      ...shown.slice(0, shownAtMost).map(skippedLine),
      ...(rest > 0 ? [`  … and ${count(rest)} more${hint}`] : []),
      ...this.leftOutLines(),
    ];
  }

  /** Says which fields were left out; nothing when none was. */
  leftOutLines(): string[] {
    const names = [...this.#leftOut].map((name) => printable(name, 40));
    return names.length === 0 ? [] : [`Left out what dragons do not have: ${names.join(', ')}.`];
  }

  #skip(skipped: Skipped): void {
    this.#counts[skipped.outcome] += 1;
    if (this.#shown.filter(({ outcome }) => outcome === skipped.outcome).length < shownAtMost) {
      this.#shown.push(skipped);
    }
    this.#write(skipped);
  }
}

/** The number in a place: batches end in any order. */
function positionOf({ place }: Skipped): number {
  return Number(/\d+/.exec(place)?.[0]);
}

function skippedLine({ place, dragonName, why }: Skipped): string {
  const name = dragonName === undefined ? '' : `  ${printable(dragonName, 64)}`;
  return `  ${place}${name}: ${printable(why)}`;
}
