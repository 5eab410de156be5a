import { describe, expect, it } from 'vitest';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { isFocused, tabTo } from '../testing/web/keyboard.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { DragonForm, formValues, type FormValues } from '../testing/web/pages/dragon-form.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

describe.skipIf(!web.hasBrowser).each(devices)('with nothing but a keyboard, on a $name', (device) => {
  it('somebody signs in, reports a dragon and reads what became of it', async () => {
    const visitor = await web.stranger(device);
    const { page } = visitor;
    const form = new DragonForm(visitor);
    await visitor.heading.waitFor();
    await tabTo(page, visitor.signInButton);
    await page.keyboard.press('Enter');
    await page.getByLabel('User name').waitFor();
    await page.getByLabel('User name').focus();
    await page.keyboard.type('reporter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(web.site.dragons.stack.sampleUsers[0]?.password ?? '');
    await page.keyboard.press('Enter');
    await visitor.signOutButton.waitFor();

    await tabTo(page, visitor.link('common.nav.report'));
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(visitor.heading)).toBe(true);
    for (const [field, value] of Object.entries(formValues(`Typed on a ${device.name}`))) {
      if (field === 'dragonName') await tabTo(page, form.field(field));
      else if (!(await isFocused(form.field(field as keyof FormValues)))) await page.keyboard.press('Tab');
      await page.keyboard.type(value);
    }
    await tabTo(page, visitor.page.getByRole('checkbox'));
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    await tabTo(page, form.send);
    await page.keyboard.press('Enter');

    await page.getByText(visitor.text('report.one.accepted')).waitFor();
    await eventually(() => isFocused(visitor.heading)).toBe(true);
    expect(new URL(page.url()).pathname).toMatch(/^\/reports\//);
  });

  it('somebody skips the head of the page, narrows the list, opens a dragon and comes back', async () => {
    const visitor = await web.visitor(device, 'reader');
    const browse = new Browse(visitor);
    const { page } = visitor;
    await browse.dragon('Atlas').waitFor();

    await tabTo(page, visitor.named('link', 'common.skip'));
    await page.keyboard.press('Enter');
    await tabTo(page, browse.search);
    await page.keyboard.type('harbour');
    await eventually(() => browse.dragon('Bahamethut').count()).toBe(0);
    await tabTo(page, browse.dragon('Atlas'));
    await page.keyboard.press('Enter');

    await eventually(() => visitor.heading.innerText()).toBe('Atlas');
    await eventually(() => isFocused(visitor.heading)).toBe(true);
    await page.goBack();
    await browse.dragon('Atlas').waitFor();
    await eventually(() => browse.search.inputValue()).toBe('harbour');
  });
});
