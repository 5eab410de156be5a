import type { Locator } from 'playwright-core';
import type { Visitor } from '../visitor.ts';

type Side = 'mine' | 'theirs';

/** The choice between two versions of a dragon. */
export class Conflict {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  get heading(): Locator {
    return this.#visitor.named('heading', 'dragon.conflict.title');
  }

  get save(): Locator {
    return this.#visitor.named('button', 'dragon.conflict.save');
  }

  /** What stands in a field in my version, and in theirs. */
  async texts(field: string): Promise<string[]> {
    const cells = await this.#row(field).getByRole('cell').all();
    return Promise.all(cells.map((cell) => cell.locator('[dir=auto]').innerText()));
  }

  async choose(field: string, side: Side): Promise<void> {
    await this.#choice(field, side).check();
  }

  async isChosen(field: string, side: Side): Promise<boolean> {
    return this.#choice(field, side).isChecked();
  }

  #row(field: string): Locator {
    const label = this.#visitor.text(`dragon.field.${field}`);
    return this.#visitor.page
      .getByRole('row')
      .filter({ has: this.#visitor.page.getByRole('rowheader', { name: label }) });
  }

  #choice(field: string, side: Side): Locator {
    return this.#row(field)
      .getByRole('radio')
      .nth(side === 'mine' ? 0 : 1);
  }
}
