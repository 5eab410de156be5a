import { describe, expect, it } from 'vitest';
import { workerAt } from '../testing/reporting.ts';
import { desktop, phone } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { Conflict } from '../testing/web/pages/conflict.ts';
import { DragonForm, formValues } from '../testing/web/pages/dragon-form.ts';
import type { Visitor } from '../testing/web/visitor.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

const script = '<script>alert(2)</script>';
const link = '"><a href="javascript:alert(3)">';

/** Nothing of the texts became an element. (Dialogs and violations of the policy fail every test.) */
async function expectNoElements({ page }: Visitor): Promise<void> {
  expect(await page.locator('main :is(img, script, a[href^="javascript:"])').count()).toBe(0);
}

describe.skipIf(!web.hasBrowser).each([
  { device: desktop, name: '<img src=x onerror=alert(1)>' },
  { device: phone, name: '<IMG src=y onerror=alert(1)>&lt;{name}%2F' },
])('a dragon named $name', ({ device, name }) => {
  it('is reported, found and shown as that text', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const main = visitor.page.getByRole('main');
    const form = new DragonForm(visitor);

    await form.fill(formValues(name, { description: script, city: link, neighborhood: script }));
    await form.send.click();
    await main.getByText(visitor.text('report.one.accepted')).filter({ hasText: name }).waitFor();
    await expectNoElements(visitor);
    await visitor.follow('common.nav.reports');
    await main.getByRole('link', { name, exact: true }).waitFor();
    await expectNoElements(visitor);

    await visitor.goTo(`/?q=${encodeURIComponent(name)}&city=${encodeURIComponent(link)}`);
    const browse = new Browse(visitor);
    await eventually(() => browse.names()).toEqual([name]);
    await expectNoElements(visitor);
    await browse.dragon(name).click();
    await eventually(() => visitor.heading.innerText()).toBe(name);
    await eventually(() => visitor.page.title()).toContain(name);
    await main.getByText(script).first().waitFor();
    await expectNoElements(visitor);
    await visitor.page.reload();
    await eventually(() => visitor.heading.innerText()).toBe(name);
  });

  it('is changed and removed as that text', async () => {
    const path = `/dragons/${encodeURIComponent(name)}`;
    const visitor = await web.visitor(device, 'admin', `${path}/edit`);
    visitor.complaints.expect(/\/dragons\/%3C/, 412);
    const form = new DragonForm(visitor);
    await form.fill({ description: `Mine ${link}` });
    const worker = await workerAt(web.site.dragons);
    const { headers, body } = await worker.get(name);
    await worker.replace({ ...JSON.parse(body), description: `Theirs ${script}` }, headers.etag ?? '');

    await form.save.click();
    const conflict = new Conflict(visitor);
    await conflict.heading.waitFor();
    expect(await conflict.texts('description')).toEqual([`Mine ${link}`, `Theirs ${script}`]);
    await expectNoElements(visitor);
    await conflict.choose('description', 'mine');
    await conflict.save.click();
    await visitor.status.getByText(visitor.text('dragon.flash.saved')).filter({ hasText: name }).waitFor();

    await visitor.named('button', 'dragon.remove').click();
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByRole('heading').filter({ hasText: name }).waitFor();
    await expectNoElements(visitor);
    await dialog.getByRole('button', { name: visitor.text('dragon.remove.do'), exact: true }).click();
    await visitor.status.getByText(visitor.text('dragon.flash.removed')).filter({ hasText: name }).waitFor();
    await expectNoElements(visitor);
  });
});
