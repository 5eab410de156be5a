import type { Locator } from 'playwright-core';
import type { Visitor } from '../visitor.ts';

/** What somebody does in the list of dragons. */
export class Browse {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  get #main(): Locator {
    return this.#visitor.page.getByRole('main');
  }

  get #results(): Locator {
    return this.#main.getByRole('region');
  }

  get search(): Locator {
    return this.#visitor.named('searchbox', 'browse.filter.q');
  }

  get refresh(): Locator {
    return this.#visitor.named('button', 'common.refresh');
  }

  get showMore(): Locator {
    return this.#visitor.named('button', 'browse.more');
  }

  /** What the list says of itself to a screen reader. */
  get news(): Locator {
    return this.#results.getByRole('status');
  }

  get map(): Locator {
    return this.#main.getByRole('figure');
  }

  /** Waits for the first dragons, and for their overview, which is asked for after the list. */
  async shown(): Promise<void> {
    await this.dragon('Atlas').waitFor();
    await this.chart(/^Nevada/)
      .first()
      .waitFor();
  }

  /** The names of the dragons in the list, in its order. */
  async names(): Promise<string[]> {
    return this.#results.getByRole('heading', { level: 3 }).allInnerTexts();
  }

  /** The families of the dragons in the list, each once. */
  async families(): Promise<string[]> {
    return [...new Set(await this.#results.getByRole('listitem').locator('.card__foot > .tag').allInnerTexts())];
  }

  /** The link to a dragon's page. */
  dragon(name: string): Locator {
    return this.#results.getByRole('link', { name, exact: true });
  }

  /** A link that narrows the list: a bar of a chart, a state on the map. @param name how its name begins */
  chart(name: RegExp): Locator {
    return this.#main.getByRole('link', { name });
  }

  /** Opens a part that is folded away where there is little room. */
  async unfold(key: 'browse.overview' | 'browse.filter.more'): Promise<void> {
    const summary = this.#visitor.page.locator('summary').filter({ hasText: this.#visitor.text(key) });
    const fold = this.#main.locator('details').filter({ has: summary });
    if ((await fold.getAttribute('open')) === null) await summary.click();
  }

  /** Fills a filter besides the text, as people do: and goes on to something else. */
  async filter(field: 'family' | 'country' | 'state' | 'city' | 'neighborhood', value: string): Promise<void> {
    await this.unfold('browse.filter.more');
    const input = this.#visitor.page.getByLabel(this.#visitor.text(`browse.filter.${field}`), { exact: true });
    await input.fill(value);
    await input.press('Enter');
  }

  /** Takes a filter away. @param text what it looks for */
  async removeFilter(text: string): Promise<void> {
    await this.#visitor.named('list', 'browse.chips').getByRole('link').filter({ hasText: text }).click();
  }
}
