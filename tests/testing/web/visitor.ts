import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { Complaints } from './complaints.ts';
import type { Device } from './devices.ts';
import { Faults } from './faults.ts';
import type { Site } from './site.ts';
import { text, type Language } from './texts.ts';

/** Somebody in front of a browser of their own. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: Complaints;
  /** What can be wrong with the API. */
  readonly faults: Faults;
  readonly #site: Site;
  readonly #language: Language;

  private constructor(site: Site, page: Page, complaints: Complaints, language: Language) {
    this.page = page;
    this.context = page.context();
    this.complaints = complaints;
    this.faults = new Faults(page, site, complaints);
    this.#site = site;
    this.#language = language;
  }

  /** Opens an empty window. @param more beyond the device: the languages of the browser, a session that is kept */
  static async open(browser: Browser, site: Site, device: Device, more: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ ...device.options, baseURL: site.origin, ...more });
    // Long: what it waits for comes at once, but for a machine that has much else to do.
    context.setDefaultTimeout(20_000);
    const complaints = new Complaints(
      context,
      [site.origin, site.api, site.domain].map((url) => new URL(url).origin),
    );
    const language = more.locale?.startsWith('de') === true ? 'de' : 'en';
    return new Visitor(site, await context.newPage(), complaints, language);
  }

  /** Closes the window; what is under way ends. */
  async close(): Promise<void> {
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.context.close();
  }

  /** A text of the page in the language that this person reads. */
  text(key: string, values?: Readonly<Record<string, string | number>>): string | RegExp {
    return text(key, values, this.#language);
  }

  /** Something with a role and a name. @param key of the message that names it */
  named(
    role: Parameters<Page['getByRole']>[0],
    key: string,
    values?: Readonly<Record<string, string | number>>,
  ): Locator {
    return this.page.getByRole(role, { name: this.text(key, values), exact: true });
  }

  /** The heading of the page that is shown. */
  get heading(): Locator {
    return this.page.getByRole('main').getByRole('heading', { level: 1 });
  }

  /** Everything that the page says of itself while it works, and when it cannot. */
  get status(): Locator {
    return this.page.getByRole('main').getByRole('status');
  }

  get signInButton(): Locator {
    return this.named('button', 'common.signIn');
  }

  get signOutButton(): Locator {
    return this.named('button', 'common.signOut');
  }

  /** A link of the head of the page. @param key of the message that names it */
  link(key: 'common.nav.browse' | 'common.nav.report' | 'common.nav.reports'): Locator {
    return this.named('navigation', 'common.nav').getByRole('link', { name: this.text(key), exact: true });
  }

  /** Follows a link of the head of the page. */
  async follow(key: Parameters<Visitor['link']>[0]): Promise<void> {
    await this.link(key).click();
  }

  /** Goes to an address by loading it, and waits until the session is there. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(path);
    await this.signOutButton.waitFor();
  }

  /** Signs in on the user pool's page, from the welcome page. */
  async signIn(username: string): Promise<void> {
    await this.signInButton.click();
    await this.enterPassword(username);
    await this.signOutButton.waitFor();
  }

  /** Fills in the user pool's page. */
  async enterPassword(username: string): Promise<void> {
    const user = this.#site.dragons.stack.sampleUsers.find((sample) => sample.username === username);
    await this.page.getByLabel('User name').fill(username);
    await this.page.getByLabel('Password').fill(user?.password ?? '');
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}
