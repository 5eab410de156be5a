import { createServer } from 'node:http';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../local/testing/browser.ts';
import { desktop } from '../tests/testing/web/devices.ts';
import { PageWeight } from '../tests/testing/web/page-weight.ts';
import { startSite, type Site } from '../tests/testing/web/site.ts';
import { plainText } from '../tests/testing/web/texts.ts';
import { Visitor } from '../tests/testing/web/visitor.ts';
import { median, ms, printTable } from './statistics.ts';

const rounds = 9;
const aim = { milliseconds: 1000, bytes: 90_000 };

/** A page to look at: how one comes there, and what is to be seen. */
interface Subject {
  readonly name: string;
  /** Largest contentful paint, in milliseconds since the browser was sent there. */
  readonly measure: () => Promise<number>;
}

/**
 * Largest contentful paint of the page, as built, from the local CloudFront, in the browser of npm, beside a page that is nothing but the
 * heading; and what the browser loads for it.
 */
export async function web(): Promise<void> {
  const browser = await launchBrowser();
  if (browser === undefined) return;
  const site = await startSite();
  const bare = await barePage(plainText('common.welcome.title'));
  try {
    const session = { storageState: await sessionOf(browser, site) };
    await times(subjectsOf(browser, site, bare.url, session));
    console.log('');
    await weights(browser, site, session);
  } finally {
    bare.close();
    await browser.close();
    await site.close();
  }
}

async function times(subjects: readonly Subject[]): Promise<void> {
  const samples = subjects.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { measure }] of subjects.entries()) {
      const time = await measure();
      // The first round warms up the browser, the functions and the site.
      if (round >= 0) samples[index]?.push(time);
    }
  }
  const base = median(samples[0] ?? []);
  printTable([
    ['largest contentful paint', 'median', 'slowest', 'ratio'],
    ...subjects.map(({ name }, index) => {
      const own = samples[index] ?? [];
      return [name, ms(median(own)), ms(Math.max(...own)), `${(median(own) / base).toFixed(1)} ×`];
    }),
  ]);
  console.log(`\nMedians of ${rounds} visits. Aim: ${ms(aim.milliseconds)} at most.`);
}

function subjectsOf(browser: Browser, site: Site, bareUrl: string, session: BrowserContextOptions): readonly Subject[] {
  const firstDragon = (page: Page) => page.getByRole('main').getByRole('listitem').first();
  const heading = (page: Page) => page.getByRole('heading', { level: 1 });
  const visit = async (look: (visitor: Visitor) => Promise<number>, more?: BrowserContextOptions): Promise<number> => {
    const visitor = await Visitor.open(browser, site, desktop, more);
    try {
      return await look(visitor);
    } finally {
      await visitor.close();
    }
  };
  return [
    {
      name: 'a page with nothing but the heading',
      measure: () => visit(({ page }) => largestPaint(page, () => page.goto(bareUrl), heading)),
    },
    {
      name: 'welcome, with an empty cache',
      measure: () => visit(({ page }) => largestPaint(page, () => page.goto('/'), heading)),
    },
    {
      name: 'list of dragons, with an empty cache',
      measure: () => visit(({ page }) => largestPaint(page, () => page.goto('/'), firstDragon), session),
    },
    {
      name: 'list of dragons, after a reload',
      measure: () =>
        visit(async (visitor) => {
          await visitor.goTo('/');
          await firstDragon(visitor.page).waitFor();
          return largestPaint(visitor.page, () => visitor.page.reload(), firstDragon);
        }, session),
    },
  ];
}

/** What a browser keeps in which somebody signed in. */
async function sessionOf(browser: Browser, site: Site): Promise<NonNullable<BrowserContextOptions['storageState']>> {
  const visitor = await Visitor.open(browser, site, desktop);
  await visitor.page.goto('/');
  await visitor.signIn('reader');
  const session = await visitor.context.storageState();
  await visitor.close();
  return session;
}

/**
 * From the moment at which the browser is sent somewhere until the largest paint, over all the pages in between: whoever reloads passes
 * the sign-in page. https://developer.mozilla.org/en-US/docs/Web/API/LargestContentfulPaint
 */
async function largestPaint(
  page: Page,
  go: () => Promise<unknown>,
  shown: (page: Page) => ReturnType<Page['locator']>,
): Promise<number> {
  const started = await page.evaluate<number>('performance.timeOrigin + performance.now()');
  await go();
  await shown(page).waitFor();
  await page.waitForLoadState('networkidle');
  const painted = await page.evaluate<number>(`new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(performance.timeOrigin + list.getEntries().at(-1).startTime));
    observer.observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
  return painted - started;
}

async function weights(browser: Browser, site: Site, session: BrowserContextOptions): Promise<void> {
  const rows = [];
  for (const [name, more] of Object.entries({ welcome: {}, 'list of dragons': session })) {
    const visitor = await Visitor.open(browser, site, desktop, more);
    const weight = new PageWeight(visitor.page, site);
    await visitor.page.goto('/');
    await visitor.heading.waitFor();
    await visitor.page.waitForLoadState('networkidle');
    const gzip = await weight.gzip();
    rows.push([name, String(weight.paths.length), kilobytes(gzip), `${((gzip / aim.bytes) * 100).toFixed(0)} %`]);
    await visitor.close();
  }
  printTable([['HTML, CSS and JavaScript with an empty cache', 'files', 'in gzip', 'of the aim'], ...rows]);
  console.log(`\nAim: ${kilobytes(aim.bytes)} in gzip, without the data of the map, which is loaded when the map is.`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** The least that a browser can show. */
async function barePage(heading: string): Promise<{ readonly url: string; close(): void }> {
  const html = `<!doctype html><html lang="en"><title>${heading}</title><h1>${heading}</h1></html>`;
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port ?? ''}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
