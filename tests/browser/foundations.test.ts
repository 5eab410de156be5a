import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { desktop } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { shortenTokens } from '../testing/web/token-watch.ts';
import type { Visitor } from '../testing/web/visitor.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

const alertOf = ({ page }: Visitor) => page.getByRole('alert');
const passwordField = (page: Page) => page.getByLabel('Password');
const tabStorage = (page: Page) => page.evaluate<string>('JSON.stringify(sessionStorage)');
const authorize = () => `${web.site.domain}/oauth2/authorize?**`;
const anyUrl = /^/;

/** As if the page had been in the back/forward cache until now, while something else happened in this browser. */
async function comeBackFromCache(page: Page, meanwhile: string): Promise<void> {
  await page.evaluate(`${meanwhile}; dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
}

describe.skipIf(!web.hasBrowser)('a user pool that is asked in passing', () => {
  it.each(['login_required', 'interaction_required', 'consent_required'])(
    'and answers %s leaves the person with words and a button',
    async (error) => {
      const visitor = await web.visitor(desktop, 'reader');
      await visitor.page.route(authorize(), async (route) => {
        const query = new URL(route.request().url()).searchParams;
        const answer = new URLSearchParams({ error, state: query.get('state') ?? '' });
        await route.fulfill({
          status: 302,
          headers: { location: `${query.get('redirect_uri')}?${answer.toString()}` },
        });
      });

      await visitor.page.goto('/reports');

      await alertOf(visitor).getByText(visitor.text('common.reason.expired')).waitFor();
      await visitor.signInButton.waitFor();
      expect(new URL(visitor.page.url()).pathname).toBe('/reports');
    },
  );

  it('and shows a page of its own does not keep the person from ours', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    visitor.complaints.expect(anyUrl, 400);
    const { page } = visitor;
    await page.route(authorize(), (route) => route.fulfill({ status: 400, body: 'Something went wrong' }));
    for (const path of ['/', '/reports']) {
      await page.goto(path);
      await page.getByText('Something went wrong').waitFor();
    }

    await page.goto('/reports');

    await alertOf(visitor).getByText(visitor.text('common.reason.unreachable')).waitFor();
    await page.unroute(authorize());
    await visitor.signInButton.click();
    await visitor.signOutButton.waitFor();
  });

  it('is no step in the history: going back leads to the page before', async () => {
    const visitor = await web.visitor(desktop, 'reader', '/?family=red');
    await visitor.goTo('/reports');
    await visitor.page.reload();
    await visitor.signOutButton.waitFor();

    await visitor.page.goBack();

    await visitor.signOutButton.waitFor();
    expect(visitor.page.url()).toBe(`${web.site.origin}/?family=red`);
  });

  it('and does not exchange the code says so, and the next sign-in works', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    visitor.complaints.expect(anyUrl, 0);
    await visitor.page.route(`${web.site.domain}/oauth2/token`, (route) => route.abort('connectionrefused'));

    await visitor.page.goto('/reports');
    await alertOf(visitor).getByText(visitor.text('common.reason.unreachable')).waitFor();
    await visitor.page.unroute(`${web.site.domain}/oauth2/token`);
    await visitor.signInButton.click();

    await visitor.named('heading', 'report.list.title').waitFor();
  });
});

describe.skipIf(!web.hasBrowser)('a session', () => {
  it('cannot begin where the browser keeps nothing, and the page says why', async () => {
    const visitor = await web.stranger(desktop);
    const { page } = visitor;
    await page.addInitScript(
      `for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
    );
    await page.reload();

    await visitor.signInButton.click();

    await alertOf(visitor).getByText(visitor.text('common.reason.no-storage')).waitFor();
    expect(page.url()).toBe(`${web.site.origin}/`);
  });

  it.each([-3, 3])('begins and is renewed on a computer whose clock is wrong by %d hours', async (hours) => {
    const visitor = await web.stranger(desktop);
    const { page } = visitor;
    await shortenTokens(page, web.site, 30);
    await page.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${hours * 3_600_000}; }`);

    const [renewal] = await Promise.all([
      page.waitForResponse((answer) => answer.request().postData()?.includes('refresh_token') === true, {
        // Longer than all that comes before it may take.
        timeout: 80_000,
      }),
      page.reload().then(() => visitor.signIn('reader')),
    ]);

    expect(renewal.status()).toBe(200);
    await page.getByRole('main').getByRole('link', { name: 'Atlas' }).waitFor();
  });

  it('goes on when the user pool has no time to renew it now', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    visitor.complaints.expect(anyUrl, 429);
    const { page } = visitor;
    await page.route(`${web.site.domain}/oauth2/token`, (route) =>
      route.fulfill({
        status: 429,
        json: { error: 'too_many_requests' },
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    // Only now: the next call of the page renews the token.
    await page.evaluate('{ const now = Date.now; Date.now = () => now() + 3_600_000; }');
    await visitor.follow('common.nav.reports');
    await visitor.status.getByText(visitor.text('common.failure.unreachable')).waitFor();

    await page.unroute(`${web.site.domain}/oauth2/token`);

    await eventually(() => visitor.status.getByText(visitor.text('common.failure.unreachable')).count()).toBe(0);
    expect(await visitor.signOutButton.count()).toBe(1);
  });

  it('goes on in its window when the user pool forgot the person and another window learns it', async () => {
    const visitor = await web.stranger(desktop);
    await visitor.signIn('reader');
    await visitor.context.clearCookies();
    const other = await visitor.context.newPage();

    await other.goto('/');
    await other.getByRole('alert').getByText(visitor.text('common.reason.expired')).waitFor();

    await visitor.follow('common.nav.reports');
    await visitor.named('heading', 'report.list.title').waitFor();
    expect(await visitor.signOutButton.count()).toBe(1);
  });

  it('that ended while the page slept in the back/forward cache shows nothing any more', async () => {
    const visitor = await web.stranger(desktop);
    await visitor.signIn('reader');
    const { page } = visitor;
    await page.getByRole('main').getByRole('link', { name: 'Atlas' }).waitFor();

    await comeBackFromCache(page, `localStorage.setItem('dragons.signed-in', 'left')`);

    await visitor.signInButton.waitFor();
    expect(await page.getByText('Atlas').count()).toBe(0);
  });

  it('that began while the welcome page slept there is found', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    const other = await visitor.context.newPage();
    await other.addInitScript(`if (location.hash === '#early') localStorage.removeItem('dragons.signed-in')`);
    await other.goto('/#early');
    await other.getByRole('button', { name: visitor.text('common.signIn'), exact: true }).waitFor();

    await comeBackFromCache(other, `localStorage.setItem('dragons.signed-in', 'signed-in'); location.hash = ''`);

    await other.getByRole('button', { name: visitor.text('common.signOut'), exact: true }).waitFor();
  });
});

describe.skipIf(!web.hasBrowser)('what a person typed', () => {
  const phone = '+15555550199';

  async function typePhone(visitor: Visitor): Promise<void> {
    await visitor.follow('common.nav.report');
    await visitor.page.getByLabel(visitor.text('report.field.phone')).fill(phone);
    await eventually(() => tabStorage(visitor.page)).toContain(phone);
  }

  it('is not left in the tab for the next one who signs in there', async () => {
    const visitor = await web.stranger(desktop);
    await visitor.signIn('reporter');
    await typePhone(visitor);
    await visitor.context.clearCookies();
    await visitor.page.reload();
    await alertOf(visitor).getByText(visitor.text('common.reason.expired')).waitFor();

    await visitor.signIn('admin');

    expect(await tabStorage(visitor.page)).not.toContain(phone);
  });

  it('is still there for the same person', async () => {
    const visitor = await web.stranger(desktop);
    await visitor.signIn('reporter');
    await typePhone(visitor);
    await visitor.context.clearCookies();
    await visitor.page.reload();
    await alertOf(visitor).getByText(visitor.text('common.reason.expired')).waitFor();

    await visitor.signIn('reporter');

    await eventually(() => visitor.page.getByLabel(visitor.text('report.field.phone')).inputValue()).toBe(phone);
  });

  it('goes with a sign-out that the user pool does not hear of, and the next sign-in asks for the password', async () => {
    const visitor = await web.stranger(desktop);
    visitor.complaints.expect(anyUrl, 0);
    await visitor.signIn('reporter');
    await typePhone(visitor);
    await visitor.page.route(`${web.site.domain}/**`, (route) => route.abort('internetdisconnected'));

    await visitor.signOutButton.click();
    await alertOf(visitor).getByText(visitor.text('common.reason.not-told')).waitFor();
    expect(await tabStorage(visitor.page)).toBe('{}');
    await visitor.page.unroute(`${web.site.domain}/**`);
    await visitor.signInButton.click();

    await passwordField(visitor.page).waitFor();
  });
});

describe.skipIf(!web.hasBrowser)('the page', () => {
  it.each([
    ['is missing', { status: 404, body: 'not found' }],
    ['is HTML', { status: 200, body: '<!doctype html>', contentType: 'text/html' }],
    ['is for another page', { status: 200, json: { stage: 'prod' } }],
  ])('says that it is not set up when its configuration %s', async (_, answer) => {
    const visitor = await web.stranger(desktop);
    visitor.complaints.expect(/\/config\.json$/, 404);
    await visitor.page.route('**/config.json', (route) => route.fulfill(answer));

    await visitor.page.reload();

    await visitor.named('heading', 'common.config.title').waitFor();
  });

  it('offers to try again when its configuration cannot be reached', async () => {
    const visitor = await web.stranger(desktop);
    visitor.complaints.expect(anyUrl, 0);
    await visitor.page.route('**/config.json', (route) => route.abort('internetdisconnected'));
    await visitor.page.reload();
    await visitor.named('heading', 'common.start.title').waitFor();

    await visitor.page.unroute('**/config.json');
    await visitor.named('button', 'common.retry').click();

    await visitor.signInButton.waitFor();
  });

  it('is not empty while it waits for its configuration', async () => {
    const visitor = await web.stranger(desktop);
    const waiting = Promise.withResolvers<undefined>();
    await visitor.page.route('**/config.json', async (route) => {
      await waiting.promise;
      await route.continue();
    });

    await visitor.page.reload({ waitUntil: 'commit' });
    await visitor.page.getByRole('img', { name: 'Dragons' }).waitFor();
    waiting.resolve(undefined);

    await visitor.signInButton.waitFor();
    expect(await visitor.page.locator('.starting').count()).toBe(0);
  });

  it.each([
    '//',
    '//elsewhere.example/a',
    '///reports',
    '/%',
    '/%E0%A4%A',
    '/dragons/%zz',
    '/reports/%E0',
    '/?q=%',
    '/dragons/%00',
    '/dragons/..%2F',
  ])('shows a heading at the address %s', async (path) => {
    const visitor = await web.visitor(desktop, 'reader');
    visitor.complaints.expect(anyUrl, 400);
    visitor.complaints.expect(anyUrl, 404);

    await visitor.page.goto(`${web.site.origin}${path}`);
    await visitor.signOutButton.waitFor();

    await eventually(() => visitor.heading.count()).toBe(1);
  });

  it('loads a part of it that could not be loaded when somebody goes there once more', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    visitor.complaints.expect(anyUrl, 0);
    const file = '**/assets/reports-page-*.js';
    await visitor.page.route(file, (route) => route.abort('internetdisconnected'));
    await visitor.follow('common.nav.reports');
    await visitor.named('heading', 'common.broken.title').waitFor();
    await visitor.follow('common.nav.browse');
    await visitor.named('heading', 'browse.title').waitFor();

    await visitor.page.unroute(file);
    await visitor.follow('common.nav.reports');

    await visitor.named('heading', 'report.list.title').waitFor();
  });

  it('asks again at once when the connection is back', async () => {
    const visitor = await web.visitor(desktop, 'reader', '/reports');
    visitor.complaints.expect(anyUrl, 0);
    await visitor.page.clock.install();
    await visitor.context.setOffline(true);
    await visitor.follow('common.nav.browse');
    await visitor.status.getByText(visitor.text('common.failure.unreachable')).first().waitFor();

    await visitor.context.setOffline(false);

    await visitor.page.getByRole('main').getByRole('link', { name: 'Atlas' }).waitFor();
  });
});

describe.skipIf(!web.hasBrowser)('a report that is being checked', () => {
  it('is not asked for in a tab that nobody sees, and at once when it is seen again', async () => {
    const visitor = await web.visitor(desktop, 'reporter');
    const { page } = visitor;
    await page.route(`${web.site.api}/reports/**`, (route) =>
      route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: pendingReport }),
    );
    // Counted where it is asked for: what is on its way between processes comes at another time than it was sent.
    await page.addInitScript(`{
      const send = fetch;
      globalThis.asked = 0;
      globalThis.fetch = (request, ...more) => {
        if ((request.url ?? request).includes('/reports/')) asked += 1;
        return send(request, ...more);
      };
    }`);
    const asked = (): Promise<number> => page.evaluate<number>('asked');
    await page.clock.install();
    await page.goto(`/reports/${pendingReport.reportId}`);
    await page.getByText(visitor.text('report.one.pending', { name: 'Patience' })).waitFor();
    await show(page, 'hidden');
    // What was due at that moment may still be asked for.
    await page.clock.runFor(1000);
    const before = await asked();
    await page.clock.runFor(600_000);
    expect(await asked()).toBe(before);

    await show(page, 'visible');
    await page.clock.runFor(1000);

    await eventually(asked).toBe(before + 1);
  });
});

const pendingReport = {
  reportId: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
  status: 'PENDING',
  submittedAt: new Date().toISOString(),
  dragon: {
    dragonName: 'Patience',
    family: 'red',
    description: 'Waits.',
    city: 'Reno',
    country: 'USA',
    state: 'Nevada',
    neighborhood: 'West',
  },
};

/** As if the person went to another tab, or came back. */
async function show(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { value: ${state === 'hidden'}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);
}
