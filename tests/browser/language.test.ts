import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { DragonForm, formValues } from '../testing/web/pages/dragon-form.ts';
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
    await eventually(() => languageOf(visitor.page)).toBe('de');
    await eventually(() => visitor.page.title()).toContain(visitor.text('browse.title'));
  });

  it('speaks the language that somebody chose, also after a reload, and does not begin anew for it', async () => {
    const visitor = await web.visitor(device, 'reader', '/?family=red');
    const { page } = visitor;

    await visitor.named('combobox', 'common.language').selectOption('de');
    await page.getByRole('button', { name: text('common.signOut', {}, 'de') }).waitFor();
    expect(new URL(page.url()).search).toBe('?family=red');
    await page.reload();

    await page.getByRole('button', { name: text('common.signOut', {}, 'de') }).waitFor();
    await eventually(() => languageOf(page)).toBe('de');
  });

  it('takes the German word for a family, and finds its dragons by a link that everybody can follow', async () => {
    const visitor = await web.visitor(device, 'reader', '/', { locale: 'de-DE' });
    const { page } = visitor;
    const browse = new Browse(visitor);

    await browse.filter('family', 'Blau');

    await eventually(() => new URL(page.url()).search).toBe('?family=blue');
    await eventually(() => browse.families()).toEqual(['Blau']);
    await visitor.named('list', 'browse.chips').getByText('Blau').waitFor();
    await visitor.named('combobox', 'common.language').selectOption('en');
    await eventually(() => browse.families()).toEqual(['Blue']);
    await eventually(() => page.getByLabel(text('browse.filter.family'), { exact: true }).inputValue()).toBe('Blue');
  });

  it('reports a dragon of a family that is there when somebody types its German word', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report', { locale: 'de-DE' });
    const form = new DragonForm(visitor);
    const dragonName = `Gemeldet am ${device.name}`;

    await form.fill(formValues(dragonName, { family: 'grün' }));
    await eventually(() => form.field('family').inputValue()).toBe('Grün');
    await form.send.click();

    await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
    await visitor.page.getByRole('definition').getByText('Grün').waitFor();
    await visitor.goTo(`/?family=green&q=${encodeURIComponent(dragonName)}`);

    await eventually(() => new Browse(visitor).names()).toEqual([dragonName]);
  });
});
