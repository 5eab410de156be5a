import { count, counted } from '../terminal/count.ts';
import { listLines } from '../terminal/list-lines.ts';
import type { CopiedItem } from './compare-tables.ts';

/** Says what was brought back, or would be. */
export class RestoreReport {
  readonly #isMeant: boolean;
  #added = 0;
  #overwritten = 0;
  #same = 0;
  #different = 0;
  /** Reports that wait for a decision: the workflow that made it knows nothing of them. */
  readonly #undecided: string[] = [];
  readonly #unreadable: string[] = [];
  readonly #changed: string[] = [];

  /** @param isMeant whether anything is written */
  constructor(isMeant: boolean) {
    this.#isMeant = isMeant;
  }

  /** An item that is not written. */
  left({ type, copied }: CopiedItem): void {
    if (type === 'same') this.#same += 1;
    else if (!copied.isReadable) this.#unreadable.push(copied.key);
    else this.#different += 1;
  }

  /** An item that is written. @param isDone whether the live table was still as it was compared */
  written({ type, copied }: CopiedItem, isDone: boolean): void {
    if (!isDone) {
      this.#changed.push(copied.key);
      return;
    }
    if (type === 'different') this.#overwritten += 1;
    else this.#added += 1;
    if (copied.kind === 'report' && copied.item.status?.S === 'PENDING') this.#undecided.push(copied.key);
  }

  /** Whether anything was read. */
  get hasBegun(): boolean {
    const lists = [this.#unreadable, this.#changed];
    return this.#added + this.#overwritten + this.#same + this.#different + lists.flat().length > 0;
  }

  /** Whether everything was brought back that should be. */
  get isComplete(): boolean {
    return this.#unreadable.length === 0 && this.#changed.length === 0;
  }

  get figures(): string {
    return `${count(this.#added)} added, ${count(this.#overwritten)} overwritten, ${count(this.#same)} there already`;
  }

  /** What was done. @param live the name of the table */
  lines(live: string): string[] {
    const verb = this.#isMeant ? 'Wrote' : 'Would write';
    const items = (number: number): string => counted(number, 'item', 'items');
    return [
      `${verb} ${items(this.#added)} that ${live} did not have, and ${items(this.#overwritten)} over what it had.`,
      `${items(this.#same)} of the copy ${this.#same === 1 ? 'is' : 'are'} there already.`,
      ...(this.#different > 0
        ? [
            `${items(this.#different)} of the live table differ and stay: name them with --overwrite to bring them back.`,
          ]
        : []),
      ...listed(this.#unreadable, 'Left out, since the functions could not read them:'),
      ...listed(this.#changed, 'Left as they are, since somebody has just written them:'),
      ...listed(this.#undecided, 'Reports that wait for a decision; start the workflow for each (docs/operations.md):'),
      ...(this.#isMeant ? [] : ['Nothing was written. Add --apply to write.']),
    ];
  }
}

function listed(keys: readonly string[], title: string): string[] {
  return keys.length === 0 ? [] : [title, ...listLines(keys)];
}
