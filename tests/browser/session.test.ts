import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { devices } from '../testing/web/devices.ts';
import { refreshStatus, shortenTokens, TokenWatch } from '../testing/web/token-watch.ts';
import type { Visitor } from '../testing/web/visitor.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

const passwordField = (page: Page) => page.getByLabel('Password');

/** Everything that a script in the page could read, and the cookies besides. */
async function readableByScripts({ page, context }: Visitor): Promise<string> {
  const inPage = await page.evaluate<string>(
    'JSON.stringify([localStorage, sessionStorage, history.state, location.href]) + document.cookie + document.documentElement.outerHTML',
  );
  return inPage + JSON.stringify(await context.storageState({ indexedDB: true }));
}

/** Leaves for the user pool's page, whose address is changed on the way. */
async function signInWith(visitor: Visitor, change: (query: URLSearchParams) => void): Promise<void> {
  await visitor.page.route(`${web.site.domain}/oauth2/authorize?**`, async (route) => {
    const url = new URL(route.request().url());
    change(url.searchParams);
    await route.continue({ url: url.href });
  });
  await visitor.signInButton.click();
  await visitor.enterPassword('reader');
}

describe.skipIf(!web.hasBrowser).each(devices)('a session on a $name', (device) => {
  it('begins with an account that somebody makes, which is confirmed at once and may read', async () => {
    const visitor = await web.stranger(device);
    const { page } = visitor;

    await visitor.named('button', 'common.signUp').click();
    await page.getByLabel('User name').fill(`newcomer-${device.name}`);
    await page.getByLabel('Email').fill(`newcomer-${device.name}@example.com`);
    await passwordField(page).fill('Dragons-are-real-2');
    await page.getByRole('button', { name: 'Create account' }).click();

    await visitor.signOutButton.waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Atlas' }).waitFor();
  });

  it('begins with a sign-in at the user pool, and comes back to where the person was', async () => {
    const visitor = await web.stranger(device);
    await visitor.page.goto('/dragons/Atlas?from=test');

    await visitor.signIn('reader');

    expect(visitor.page.url()).toBe(`${web.site.origin}/dragons/Atlas?from=test`);
  });

  it('outlasts a reload without a password, and keeps its tokens where no script finds them', async () => {
    const visitor = await web.stranger(device);
    const watch = new TokenWatch(visitor.page, web.site);
    await visitor.signIn('reader');

    await visitor.page.reload();
    await visitor.signOutButton.waitFor();

    const exchanges = await watch.exchanges();
    expect(exchanges.map(({ grant, status }) => [grant, status])).toEqual([
      ['authorization_code', 200],
      ['authorization_code', 200],
    ]);
    const readable = await readableByScripts(visitor);
    for (const { given } of exchanges) {
      expect(given).toEqual(
        expect.objectContaining({ access_token: expect.any(String), refresh_token: expect.any(String) }),
      );
      for (const token of [given.access_token, given.id_token, given.refresh_token]) {
        expect(readable).not.toContain(token?.split('.').at(-1));
      }
    }
  });

  it('ends with a sign-out: here, for the way back, in other windows and at the user pool', async () => {
    const visitor = await web.stranger(device);
    const watch = new TokenWatch(visitor.page, web.site);
    await visitor.signIn('reader');
    const { page } = visitor;
    await page.getByRole('main').getByRole('link', { name: 'Atlas' }).waitFor();
    const other = await visitor.context.newPage();
    await other.goto('/');
    await other.getByRole('main').getByRole('link', { name: 'Atlas' }).waitFor();

    const kept = await visitor.context.storageState();
    await visitor.signOutButton.click();
    await visitor.signInButton.waitFor();

    await other.getByRole('button', { name: visitor.text('common.signIn'), exact: true }).waitFor();
    expect(await other.getByRole('link', { name: 'Atlas' }).count()).toBe(0);
    await page.goBack();
    await visitor.signInButton.waitFor();
    expect(await page.getByText('Atlas').count()).toBe(0);
    await visitor.signInButton.click();
    await passwordField(page).waitFor();
    // Whoever kept the cookie of the user pool is not let in by it either.
    const thief = await web.stranger(device, { storageState: kept });
    await thief.signInButton.waitFor();
    const [signIn] = await watch.exchanges();
    expect(await refreshStatus(web.site, signIn?.given.refresh_token)).toBe(400);
  });
});

describe.skipIf(!web.hasBrowser)('a sign-in', () => {
  const [device] = devices as [(typeof devices)[0]];

  it('is refused when another state comes back than was sent', async () => {
    const visitor = await web.stranger(device);
    const watch = new TokenWatch(visitor.page, web.site);

    await signInWith(visitor, (query) => query.set('state', 'of-somebody-else'));

    await visitor.page.getByRole('alert').getByText(visitor.text('common.reason.failed')).waitFor();
    expect(await watch.exchanges()).toEqual([]);
  });

  it('is refused when the ID token names another nonce than was sent', async () => {
    const visitor = await web.stranger(device);

    await signInWith(visitor, (query) => query.set('nonce', 'of-somebody-else'));

    await visitor.page.getByRole('alert').getByText(visitor.text('common.reason.failed')).waitFor();
    expect(await visitor.signOutButton.count()).toBe(0);
  });

  it('is used once: its address brings nobody in again, neither here nor in another browser', async () => {
    const visitor = await web.stranger(device);
    const [callback] = await Promise.all([
      // As long as all steps of the sign-in may take.
      visitor.page.waitForRequest((request) => request.url().includes('/callback?'), { timeout: 60_000 }),
      visitor.signIn('reader'),
    ]);
    const address = callback.url();
    const stranger = await web.stranger(device);

    for (const { page, context } of [visitor, stranger]) {
      await context.clearCookies();
      const watch = new TokenWatch(page, web.site);
      await page.goto(address);
      await page.getByRole('button', { name: visitor.text('common.signIn'), exact: true }).waitFor();
      expect(await watch.exchanges()).toEqual([]);
    }
  });

  it('that the person breaks off leaves the page as it was', async () => {
    const visitor = await web.stranger(device);
    await visitor.signInButton.click();
    await passwordField(visitor.page).waitFor();

    await visitor.page.goBack();

    await visitor.signInButton.waitFor();
    expect(await visitor.page.getByRole('alert').count()).toBe(0);
  });
});

describe.skipIf(!web.hasBrowser)('an access token that runs out', () => {
  const [device] = devices as [(typeof devices)[0]];

  it('is replaced in silence, with a refresh token that is another each time', async () => {
    const visitor = await web.stranger(device);
    const watch = new TokenWatch(visitor.page, web.site);
    await shortenTokens(visitor.page, web.site, 30);
    await visitor.signIn('reader');
    const main = visitor.page.getByRole('main');
    await main.getByRole('link', { name: 'Atlas' }).waitFor();

    await visitor.follow('common.nav.reports');
    await visitor.follow('common.nav.browse');
    await main.getByRole('link', { name: 'Atlas' }).waitFor();

    const [first, ...refreshes] = await watch.exchanges();
    expect(first?.grant).toBe('authorization_code');
    expect(refreshes.length).toBeGreaterThan(1);
    const givenBefore = [first, ...refreshes].map((exchange) => exchange?.given.refresh_token);
    for (const [index, { grant, handedIn, status }] of refreshes.entries()) {
      expect([grant, handedIn, status]).toEqual(['refresh_token', givenBefore[index], 200]);
    }
    expect(new Set(givenBefore).size).toBe(givenBefore.length);
  });

  it('ends the session in words when no other is taken either', async () => {
    const visitor = await web.visitor(device, 'reader', '/reports');
    await visitor.named('heading', 'report.list.empty.title').waitFor();
    await visitor.faults.forgetSessions();

    await visitor.follow('common.nav.browse');

    await visitor.page.getByRole('alert').getByText(visitor.text('common.reason.expired')).waitFor();
    await visitor.signInButton.waitFor();
  });
});
