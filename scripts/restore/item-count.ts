import { counted } from '../terminal/count.ts';
import { listLines, mostShown } from '../terminal/list-lines.ts';

/** Some items: how many, and the keys of the first. */
export class ItemCount {
  count = 0;
  readonly keys: string[] = [];

  add(key: string): void {
    this.count += 1;
    if (this.keys.length < mostShown) this.keys.push(key);
  }

  /** @param title with the number, when there are some */
  lines(title: (count: string) => string): string[] {
    return this.count === 0 ? [] : [title(counted(this.count, 'item', 'items')), ...listLines(this.keys, this.count)];
  }
}
