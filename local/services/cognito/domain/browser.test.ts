import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../../testing/browser.ts';
import { soon } from '../../../testing/soon.ts';
import { claimsOf, password, webClientId } from '../testing/fixture.ts';
import { visitor } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';

const browser = await launchBrowser();
let application: Server;
let callback: string;
let visit: Visitor;

beforeAll(async () => {
  // The application: it answers, and that is all that is needed of it.
  application = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Back</h1>'));
  await new Promise<void>((resolve) => {
    application.listen(0, '127.0.0.1', resolve);
  });
  callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`;
  visit = await visitor({ web: { CallbackURLs: [callback] } });
});

afterAll(async () => {
  await browser?.close();
  await visit.close();
  application.close();
});

async function open(): Promise<{ page: Page; complaints: string[]; foreign: string[] }> {
  const page = await (await browser!.newContext()).newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1:')) foreign.push(request.url());
  });
  await page.goto(`${visit.base}/oauth2/authorize?${visit.query({ redirect_uri: callback })}`);
  return { page, complaints, foreign };
}

/** A page gives the focus to what asks for it when it is shown, which is some time after it is there. */
const hasFocus = async (locator: Locator) =>
  locator.evaluate((element) => element === element.ownerDocument.activeElement);

describe.skipIf(browser === undefined)('a browser', () => {
  it('signs in through the page with PKCE and comes back with a code that gives tokens', async () => {
    const { page, complaints, foreign } = await open();
    expect(await page.title()).toBe('Sign in – local user pool');

    await page.getByLabel('User name').fill('ada');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname === '/callback');

    const back = new URL(page.url());
    expect(back.searchParams.get('state')).toBe('a state & more');
    const { status, body } = await visit.exchange(back.searchParams.get('code')!, { redirect_uri: callback });
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).toMatchObject({ username: 'ada', client_id: webClientId });
    expect([complaints, foreign]).toEqual([[], []]);
  });

  it('is told what went wrong: the summary has the focus, and its link leads to the field', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('User name').fill('quinn');
    await page.getByLabel('Email').fill('quinn@example.com');
    await page.getByLabel('Password').fill('short');

    await page.getByRole('button', { name: 'Create account' }).click();

    const alert = page.getByRole('alert');
    await expect.poll(async () => hasFocus(alert), soon).toBe(true);
    await alert.getByRole('link').click();
    const field = page.getByLabel('Password');
    await expect.poll(async () => hasFocus(field), soon).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  it('with the width of a phone shows everything without scrolling sideways', async () => {
    const { page } = await open();
    await page.setViewportSize({ width: 320, height: 640 });

    for (const path of ['/login', '/signup', '/forgotPassword']) {
      await page.goto(`${visit.base}${path}?${visit.query({ redirect_uri: callback })}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    }
  });
});
