import { counted } from '../terminal/count.ts';
import type { Finding } from './compare-tables.ts';
import { ItemCount } from './item-count.ts';
import type { ItemKind } from './registry-item.ts';

/** Adds up what a comparison finds, and says it. */
export class Comparison {
  readonly #kinds = new Map<ItemKind, number>();
  readonly #unreadable = new ItemCount();
  readonly #missing = new ItemCount();
  readonly #newer = new ItemCount();
  readonly #different = new ItemCount();
  #same = 0;

  add(finding: Finding): void {
    if (finding.type === 'only in the live table') {
      this.#newer.add(finding.live.key);
      return;
    }
    const { key, kind, isReadable } = finding.copied;
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    if (!isReadable) this.#unreadable.add(key);
    if (finding.type === 'same') this.#same += 1;
    else if (finding.type === 'different') this.#different.add(key);
    else this.#missing.add(key);
  }

  /** How many items of the copy were read. */
  get read(): number {
    return [...this.#kinds.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Whether every item of the copy can be read. */
  get isReadable(): boolean {
    return this.#unreadable.count === 0;
  }

  /** What was found. @param copy, live the names of the tables */
  lines(copy: string, live: string): string[] {
    const kinds = [
      counted(this.#kinds.get('dragon') ?? 0, 'dragon', 'dragons'),
      counted(this.#kinds.get('report') ?? 0, 'report', 'reports'),
      `${this.#kinds.has('mark of the first data') ? 'the' : 'no'} mark that the first data was loaded`,
    ];
    return [
      `${copy} has ${counted(this.read, 'item', 'items')}: ${kinds.join(', ')}.`,
      ...(this.isReadable ? ['The functions can read all of them.'] : []),
      ...this.#unreadable.lines((items) => `The functions cannot read ${items}:`),
      `${counted(this.#same, 'item says', 'items say')} the same in ${live}.`,
      ...this.#missing.lines((items) => `Only in the copy, ${items}:`),
      ...this.#different.lines((items) => `Different in the live table, ${items}:`),
      ...this.#newer.lines((items) => `Only in the live table, ${items}:`),
    ];
  }
}
