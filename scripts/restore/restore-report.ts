import { count, counted } from '../terminal/count.ts';
import { listLines } from '../terminal/list-lines.ts';
import type { CopiedItem } from './compare-tables.ts';
import { ItemCount } from './item-count.ts';
import { isCalled, type RegistryItem } from './registry-item.ts';

/** Says what was brought back, or would be. */
export class RestoreReport {
  readonly #isMeant: boolean;
  readonly #added = new ItemCount();
  readonly #overwritten = new ItemCount();
  #same = 0;
  #different = 0;
  /** Reports that wait for a decision: the workflow that made it knows nothing of them. */
  readonly #undecided: string[] = [];
  readonly #unreadable: string[] = [];
  readonly #changed: string[] = [];
  /** What was named to be overwritten, and was not found yet where it could be. */
  readonly #unmet: Set<string>;
  /** Whether all of the copy was read. */
  #isWhole = false;

  /**
   * @param isMeant whether anything is written
   * @param overwrite what was named to be overwritten
   */
  constructor(isMeant: boolean, overwrite: readonly string[]) {
    this.#isMeant = isMeant;
    this.#unmet = new Set(overwrite);
  }

  /** An item that is not written. */
  left({ type, copied }: CopiedItem): void {
    if (!copied.isReadable) this.#meet(copied);
    if (type === 'same') this.#same += 1;
    else if (!copied.isReadable) this.#unreadable.push(copied.key);
    else this.#different += 1;
  }

  /** An item that is written. @param isDone whether the live table was still as it was compared */
  written({ type, copied }: CopiedItem, isDone: boolean): void {
    this.#meet(copied);
    if (!isDone) {
      this.#changed.push(copied.key);
      return;
    }
    (type === 'different' ? this.#overwritten : this.#added).add(copied.key);
    if (copied.kind === 'report' && copied.item.status?.S === 'PENDING') this.#undecided.push(copied.key);
  }

  /** All of the copy was read. */
  finish(): void {
    this.#isWhole = true;
  }

  /** Whether there is anything to say. */
  get hasBegun(): boolean {
    const kept = [this.#unreadable, this.#changed].flat().length;
    return this.#isWhole || this.#added.count + this.#overwritten.count + this.#same + this.#different + kept > 0;
  }

  /** Whether everything was brought back that should be. */
  get isComplete(): boolean {
    return this.#unreadable.length === 0 && this.#changed.length === 0 && this.#unmet.size === 0;
  }

  get figures(): string {
    return `${count(this.#added.count)} added, ${count(this.#overwritten.count)} overwritten, ${count(this.#same)} there already`;
  }

  /** What was done. @param live the name of the table */
  lines(live: string): string[] {
    const verb = this.#isMeant ? 'Wrote' : 'Would write';
    const items = (number: number): string => counted(number, 'item', 'items');
    return [
      `${verb} ${items(this.#added.count)} that ${live} did not have, and ${items(this.#overwritten.count)} over what it had.`,
      ...this.#added.lines((number) => `Missing in ${live}, ${number}:`),
      ...this.#overwritten.lines((number) => `Different in ${live}, and named, ${number}:`),
      `${items(this.#same)} of the copy ${this.#same === 1 ? 'is' : 'are'} there already.`,
      ...(this.#different > 0
        ? [
            `${items(this.#different)} of the live table ${this.#different === 1 ? 'differs and stays: name it' : 'differ and stay: name them'} with --overwrite to bring back what the copy says.`,
          ]
        : []),
      ...listed(this.#unreadable, 'Left out, since the functions could not read them:'),
      ...listed(this.#changed, 'Left as they are, since somebody has just written them:'),
      ...listed(this.#undecided, 'Reports that wait for a decision; start the workflow for each (docs/operations.md):'),
      ...listed(
        this.#isWhole ? [...this.#unmet] : [],
        `Named with --overwrite, but the copy has nothing of that name, or what ${live} has, too:`,
      ),
      ...(this.#isMeant ? [] : ['Nothing was written. Add --apply to write.']),
    ];
  }

  #meet(copied: RegistryItem): void {
    for (const name of this.#unmet) if (isCalled(copied, name)) this.#unmet.delete(name);
  }
}

function listed(keys: readonly string[], title: string): string[] {
  return keys.length === 0 ? [] : [title, ...listLines(keys)];
}
