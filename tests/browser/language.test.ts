import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { text } from '../testing/web/texts.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

const languageOf = async (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

describe.skipIf(!web.hasBrowser).each(devices)('the page on a $name', (device) => {
  it('speaks German to a browser that does, from the welcome on', async () => {
    const visitor = await web.stranger(device, { locale: 'de-AT' });

    await visitor.named('heading', 'common.welcome.title').waitFor();
    await visitor.signIn('reader');

    await new Browse(visitor).dragon('Atlas').waitFor();
    await eventually(() => visitor.heading.innerText()).toBe(visitor.text('browse.title'));
    expect(await languageOf(visitor.page)).toBe('de');
    expect(await visitor.page.title()).toContain(visitor.text('browse.title'));
  });

  it('speaks the language that somebody chose, also after a reload, and does not begin anew for it', async () => {
    const visitor = await web.visitor(device, 'reader', '/?family=red');
    const { page } = visitor;

    await visitor.named('combobox', 'common.language').selectOption('de');
    await page.getByRole('button', { name: text('common.signOut', {}, 'de') }).waitFor();
    expect(new URL(page.url()).search).toBe('?family=red');
    await page.reload();

    await page.getByRole('button', { name: text('common.signOut', {}, 'de') }).waitFor();
    expect(await languageOf(page)).toBe('de');
  });
});
