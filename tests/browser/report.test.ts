import { describe, expect, it } from 'vitest';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { isFocused } from '../testing/web/keyboard.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { DragonForm, formValues } from '../testing/web/pages/dragon-form.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

describe.skipIf(!web.hasBrowser).each(devices)('a report on a $name', (device) => {
  it('is sent, accepted while somebody watches, and makes a dragon that everybody finds', async () => {
    const name = `Sent from a ${device.name}`;
    const visitor = await web.visitor(device, 'reporter');
    const form = new DragonForm(visitor);
    await visitor.follow('common.nav.report');

    await form.fill(formValues(name));
    await form.send.click();

    const main = visitor.page.getByRole('main');
    await main.getByText(visitor.text('report.one.accepted')).waitFor();
    await visitor.follow('common.nav.reports');
    const own = main.getByRole('listitem').filter({ hasText: name });
    await own.getByText(visitor.text('report.status.ACCEPTED'), { exact: true }).waitFor();
    await own.getByRole('link', { name }).click();
    await visitor.named('link', 'report.one.seeDragon').click();
    await eventually(() => visitor.heading.innerText()).toBe(name);
    await visitor.follow('common.nav.browse');
    const browse = new Browse(visitor);
    await browse.search.fill(name);
    await eventually(() => browse.names()).toEqual([name]);
  });

  it('of a dragon that is there already is rejected with the reason in words, and can be sent again under another name', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    const main = visitor.page.getByRole('main');

    await form.fill(formValues('ATLAS'));
    await form.send.click();
    await main.getByText(visitor.text('report.one.rejected')).waitFor();
    await main.getByText(visitor.text('report.reason.name-taken')).waitFor();
    await visitor.named('button', 'report.one.again').click();
    await eventually(() => isFocused(form.field('dragonName'))).toBe(true);
    const fault = visitor.page.getByText(visitor.text('report.fault.nameTaken'));
    await fault.waitFor();
    await visitor.page.getByText(visitor.text('report.hint.phoneAgain')).waitFor();
    await form.fill({ dragonName: 'Atlas?' });
    await eventually(() => fault.count()).toBe(0);
    await form.fill({ dragonName: `Atlas of a ${device.name}`, phone: '+15555550199' });
    await form.send.click();

    await main.getByText(visitor.text('report.one.accepted')).waitFor();
  });

  it('is checked as the contract checks it, with the faults in words beside the fields', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    const sent: string[] = [];
    visitor.page.on('request', (request) => sent.push(request.method()));

    await form.fill(formValues('a/b', { city: '', phone: '555' }));
    await form.send.click();

    const faults = form.faults(3);
    await faults.waitFor();
    await eventually(() => isFocused(faults)).toBe(true);
    await faults.getByRole('link', { name: visitor.text('dragon.field.city') }).click();
    await eventually(() => isFocused(form.field('city'))).toBe(true);
    await visitor.page.keyboard.type('seattle');
    await form.faults(2).waitFor();
    expect(await form.field('city').getAttribute('aria-invalid')).toBe('false');
    expect(await form.field('phone').getAttribute('aria-invalid')).toBe('true');
    expect(sent).not.toContain('POST');
  });

  it('that only the API can refuse is refused beside the field, and nothing that was typed is gone', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    visitor.complaints.expect(/\/dragons$/, 400);
    const form = new DragonForm(visitor);
    const values = formValues(`Mended on a ${device.name}`, { family: 'two words' });

    await form.fill(values);
    await form.send.click();

    await form.faults(1).getByText(visitor.text('dragon.fault.letters')).waitFor();
    expect(await form.values(values)).toEqual(values);
    await form.fill({ family: 'red' });
    await form.send.click();
    await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
  });

  it('is kept while it is typed: over another page and a reload, until it is sent', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    const values = formValues(`Kept on a ${device.name}`, { description: 'Zwei Zeilen,\n“gut” & <b>wild</b> 🐉' });
    await form.fill(values);

    await visitor.follow('common.nav.browse');
    await visitor.follow('common.nav.report');
    expect(await form.values(values)).toEqual(values);
    await visitor.page.reload();
    await visitor.signOutButton.waitFor();

    await eventually(() => form.values(values)).toEqual(values);
    await form.send.click();
    await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
    await visitor.follow('common.nav.report');
    expect(await form.field('dragonName').inputValue()).toBe('');
  });

  it('is not for readers, who are told before they type', async () => {
    const visitor = await web.visitor(device, 'reader', '/report');

    await visitor.named('heading', 'report.mayNot.title').waitFor();

    expect(await new DragonForm(visitor).send.count()).toBe(0);
  });
});
