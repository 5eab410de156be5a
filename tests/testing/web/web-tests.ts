import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { launchBrowser } from '../../../local/testing/browser.ts';
import type { Device } from './devices.ts';
import { startSite, type Site } from './site.ts';
import { Visitor } from './visitor.ts';

type Session = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** What a file of tests with browsers has: one page with its application, one browser. */
export interface WebTests {
  /** False where there is no browser: the tests are to be skipped. */
  readonly hasBrowser: boolean;
  readonly site: Site;
  /** A window with nobody signed in. What goes wrong in it fails the test; it is closed after the test. */
  stranger(device: Device, more?: BrowserContextOptions): Promise<Visitor>;
  /** A window in which a sample user is signed in. @param path where they are */
  visitor(device: Device, username: string, path?: string, more?: BrowserContextOptions): Promise<Visitor>;
}

/** To be called once at the top of a file: starts and ends what its tests need. */
export async function webTests(): Promise<WebTests> {
  // A browser, a page and a whole stack at work, perhaps beside others on the same processors.
  vi.setConfig({ testTimeout: 120_000 });
  const browser = await launchBrowser();
  let site: Site | undefined;
  const visitors: Visitor[] = [];
  const sessions = new Map<string, Promise<Session>>();

  beforeAll(async () => {
    if (browser !== undefined) site = await startSite();
  });
  afterEach(async () => {
    const complaints = visitors.flatMap(({ complaints: { heard } }) => heard);
    await Promise.all(visitors.splice(0).map((visitor) => visitor.close()));
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const open = async (device: Device, more: BrowserContextOptions): Promise<Visitor> => {
    const visitor = await Visitor.open(browser!, site!, device, more);
    visitors.push(visitor);
    return visitor;
  };
  return {
    hasBrowser: browser !== undefined,
    get site() {
      return site!;
    },
    async stranger(device, more = {}) {
      const visitor = await open(device, more);
      await visitor.page.goto('/');
      return visitor;
    },
    async visitor(device, username, path = '/', more = {}) {
      let session = sessions.get(username);
      if (session === undefined) {
        session = sessionOf(browser!, site!, device, username);
        sessions.set(username, session);
      }
      const visitor = await open(device, { ...more, storageState: await session });
      await visitor.goTo(path);
      return visitor;
    },
  };
}

/** Signs in as people do, once for each user of a file: what the browser keeps of it signs in other windows. */
async function sessionOf(browser: Browser, site: Site, device: Device, username: string): Promise<Session> {
  const visitor = await Visitor.open(browser, site, device);
  await visitor.page.goto('/');
  await visitor.signIn(username);
  const session = await visitor.context.storageState();
  await visitor.close();
  return session;
}
