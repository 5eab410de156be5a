/**
 * `npm run screenshots`: takes pictures of the main pages into docs/images, in a browser, of the page as it is built and served by a stack of
 * its own. The same page gives the same pictures on the same machine: the times that they show are made up.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../local/testing/browser.ts';
import { desktop, phone } from '../tests/testing/web/devices.ts';
import { startSite, type Site } from '../tests/testing/web/site.ts';
import { Visitor } from '../tests/testing/web/visitor.ts';
import { scenes, type Scene } from './screenshots/scenes.ts';
import { stopTime } from './screenshots/stop-time.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';

const usage = `npm run screenshots

Takes pictures of the main pages into docs/images, in a browser, of the page as a stack of its own serves it.

Ends with 1 when there is no browser, or when a picture is larger than pages should have to load.`;

const folder = join(import.meta.dirname, '../docs/images');

/** Bytes that a picture may have: people load them with the README. */
const limit = 250_000;

await commandLine(async () => {
  const { values } = parseArgs({ options: helpOption });
  if (values.help) {
    console.log(usage);
    return;
  }
  const browser = await launchBrowser();
  if (browser === undefined) process.exitCode = 1;
  else await takeAll(browser);
});

async function takeAll(browser: Browser): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const site = await startSite();
  try {
    for (const scene of scenes) save(scene.name, await take(scene, browser, site));
  } finally {
    await browser.close();
    await site.close();
  }
}

async function take({ on, colours, user, show }: Scene, browser: Browser, site: Site): Promise<Buffer> {
  const device = on === 'phone' ? phone : desktop;
  const visitor = await Visitor.open(browser, site, device, { colorScheme: colours });
  await stopTime(visitor, site);
  await visitor.page.goto('/');
  await visitor.signIn(user);
  await show(visitor, site);
  await visitor.page.waitForLoadState('networkidle');
  // From the top of the page, with no pointer over anything.
  await visitor.page.mouse.move(0, 0);
  await visitor.page.evaluate('scrollTo(0, 0)');
  const picture = await visitor.page.screenshot({ animations: 'disabled' });
  await visitor.close();
  return picture;
}

function save(name: string, picture: Buffer): void {
  const file = join(folder, `${name}.png`);
  writeFileSync(file, picture);
  console.log(`${relative(process.cwd(), file)}  ${Math.ceil(picture.length / 1000)} kB`);
  if (picture.length <= limit) return;
  console.error(`That is more than ${limit / 1000} kB: show less in it.`);
  process.exitCode = 1;
}
