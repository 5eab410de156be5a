import { describe, expect, it } from 'vitest';
import { addDragons } from '../testing/web/add-dragons.ts';
import { sidewaysOverflow, violations } from '../testing/web/accessibility.ts';
import { devices } from '../testing/web/devices.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { Conflict } from '../testing/web/pages/conflict.ts';
import { DragonForm, formValues } from '../testing/web/pages/dragon-form.ts';
import type { Visitor } from '../testing/web/visitor.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

/** Nothing that axe finds, in light and dark, and nothing that is cut off or has to be scrolled to sideways. */
async function expectAccessible({ page }: Visitor): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await sidewaysOverflow(page)).toBe(0);
}

/** A name that fills its place: no blank to break at, and letters that are written from the right. */
const longName = (device: string): string => `${'W'.repeat(40)}${'اسم'.repeat(4)}-${device}`;

describe.skipIf(!web.hasBrowser).each(devices)('axe finds nothing on a $name', (device) => {
  it('on the welcome page, nor where it says why nobody is signed in', async () => {
    const visitor = await web.stranger(device);
    await visitor.signInButton.waitFor();
    await expectAccessible(visitor);

    await visitor.page.goto('/callback?code=none&state=none');
    await visitor.signInButton.waitFor();

    await expectAccessible(visitor);
  });

  it('in the list with charts, map and filters, nor where nothing matches', async () => {
    await addDragons(web.site, [{ dragonName: longName(device.name) }]);
    const visitor = await web.visitor(device, 'admin', '/?country=usa');
    const browse = new Browse(visitor);
    await browse.dragon('Atlas').waitFor();
    await browse.unfold('browse.overview');
    await browse.unfold('browse.filter.more');
    await browse.map.waitFor();
    await browse.chart(/^Red /).waitFor();
    await expectAccessible(visitor);

    await browse.search.fill('no dragon has this in it');
    await visitor.named('heading', 'browse.none.title').waitFor();

    await expectAccessible(visitor);
  });

  it('in the list while the API is slow, nor when it is stopped', async () => {
    const visitor = await web.visitor(device, 'reader', '/reports');
    const release = await visitor.faults.hold();
    await visitor.follow('common.nav.browse');
    await visitor.status.getByText(visitor.text('common.slow')).first().waitFor();
    await expectAccessible(visitor);
    await release();
    await new Browse(visitor).dragon('Atlas').waitFor();
    await visitor.follow('common.nav.reports');

    await visitor.faults.refuse(503, 60);
    await visitor.follow('common.nav.browse');
    await new Browse(visitor).refresh.click();
    await visitor.status.getByText(visitor.text('common.failure.unavailable')).first().waitFor();

    await expectAccessible(visitor);
  });

  it('on the page of a dragon, in the question before it is removed, nor where there is none', async () => {
    const visitor = await web.visitor(device, 'admin', '/dragons/Atlas');
    visitor.complaints.expect(/\/dragons\/Nobody$/, 404);
    await visitor.named('button', 'dragon.remove').waitFor();
    await expectAccessible(visitor);
    await visitor.named('button', 'dragon.remove').click();
    await visitor.page.getByRole('dialog').waitFor();
    await expectAccessible(visitor);

    await visitor.goTo('/dragons/Nobody');
    await visitor.named('heading', 'dragon.missing.title').waitFor();

    await expectAccessible(visitor);
  });

  it('in the form for a report, empty, full of faults or not offered', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    await form.send.waitFor();
    await expectAccessible(visitor);

    await form.fill(formValues('a/b', { phone: '555', description: 'x'.repeat(1001) }));
    await form.send.click();
    await form.faults(3).waitFor();

    await expectAccessible(visitor);
    const reader = await web.visitor(device, 'reader', '/report');
    await reader.named('heading', 'report.mayNot.title').waitFor();
    await expectAccessible(reader);
  });

  it('on a report that is accepted, on one that is rejected, nor in the list of them', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    for (const [name, key] of [
      [`Looked at on a ${device.name}`, 'report.one.accepted'],
      ['Atlas', 'report.one.rejected'],
    ] as const) {
      await visitor.follow('common.nav.report');
      await form.fill(formValues(name));
      await form.send.click();
      await visitor.page.getByText(visitor.text(key)).waitFor();
      await expectAccessible(visitor);
    }

    await visitor.follow('common.nav.reports');
    await visitor.page.getByRole('listitem').filter({ hasText: 'Atlas' }).first().waitFor();

    await expectAccessible(visitor);
  });

  it('in the form for a change, nor where somebody has to choose between two versions', async () => {
    const dragonName = longName(`${device.name}-2`);
    await addDragons(web.site, [{ dragonName }]);
    const path = `/dragons/${encodeURIComponent(dragonName)}/edit`;
    const visitor = await web.visitor(device, 'admin', path);
    visitor.complaints.expect(/\/dragons\//, 412);
    const other = await web.visitor(device, 'admin', path);
    await new DragonForm(visitor).fill({ description: 'W'.repeat(300), city: 'tacoma' });
    await expectAccessible(visitor);
    await new DragonForm(other).fill({ description: 'Counts the waves.' });
    await new DragonForm(other).save.click();
    await other.status.getByText(other.text('dragon.flash.saved')).waitFor();

    await new DragonForm(visitor).save.click();
    await new Conflict(visitor).heading.waitFor();
    await expectAccessible(visitor);
    await new Conflict(visitor).save.click();

    await visitor.page.getByText(visitor.text('dragon.conflict.missed')).first().waitFor();
    await expectAccessible(visitor);
  });

  it('where there is no page, nor where all is in German', async () => {
    const visitor = await web.visitor(device, 'reporter', '/no/such/page', { locale: 'de-DE' });
    await visitor.named('heading', 'common.notFound.title').waitFor();
    await expectAccessible(visitor);

    for (const page of ['common.nav.browse', 'common.nav.report', 'common.nav.reports'] as const) {
      await visitor.follow(page);
      await visitor.page.waitForLoadState('networkidle');
      await expectAccessible(visitor);
    }
  });
});
