import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addDragons } from '../testing/web/add-dragons.ts';
import { desktop } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

const gone = (route: Route): Promise<void> => route.fulfill({ status: 404, body: 'gone' });

describe.skipIf(!web.hasBrowser)('the map', () => {
  it.each([
    { what: 'its atlas', file: '**/assets/states-albers-*', button: 'common.retry' },
    { what: 'what draws it', file: '**/assets/map-drawing-*.js', button: 'common.broken.reload' },
  ])('is said to be missing when $what cannot be loaded, and comes when somebody tries again', async (part) => {
    const visitor = await web.stranger(desktop);
    visitor.complaints.expect(/\/assets\//, 404);
    await visitor.page.route(part.file, gone);
    await visitor.signIn('reader');
    await visitor.status.getByText(visitor.text('map.failure')).waitFor();
    await new Browse(visitor).dragon('Atlas').waitFor();

    await visitor.page.unroute(part.file, gone);
    await visitor.named('button', part.button).click();

    await new Browse(visitor).chart(/^Nevada:/).waitFor();
  });

  it('leaves clicks that open another tab to the browser, and takes the keyboard', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    const nevada = new Browse(visitor).chart(/^Nevada:/);

    const [tab] = await Promise.all([
      visitor.context.waitForEvent('page'),
      nevada.click({ modifiers: ['ControlOrMeta'] }),
    ]);
    expect(new URL(visitor.page.url()).search).toBe('');
    await eventually(() => new URL(tab.url()).search).toBe('?state=nevada');
    await nevada.press('Enter');

    await eventually(() => new URL(visitor.page.url()).search).toBe('?state=nevada');
  });
});

describe.skipIf(!web.hasBrowser)('a state that is clicked on the map', () => {
  it('stays under the pointer, and in the words below the map', async () => {
    const visitor = await web.visitor(desktop, 'reader');
    const browse = new Browse(visitor);
    const nevada = browse.chart(/^Nevada:/);
    await browse.shown();
    await visitor.page.waitForLoadState('networkidle');
    const before = await nevada.boundingBox();

    await nevada.click();
    await visitor.named('list', 'browse.chips').waitFor();
    await eventually(() => browse.names()).not.toContain('Atlas');

    expect(await nevada.boundingBox()).toEqual(before);
    await visitor.page.mouse.move(0, 0);
    await browse.map.getByText(/^Nevada:/).waitFor();
  });
});

describe.skipIf(!web.hasBrowser)('an address that the API can have nothing for', () => {
  it.each([
    { of: 'a dragon', path: `/dragons/${'x'.repeat(65)}`, heading: 'dragon.missing.title' },
    { of: 'a dragon to be changed', path: `/dragons/${'x'.repeat(65)}/edit`, heading: 'dragon.missing.title' },
    { of: 'a report', path: `/reports/${'x'.repeat(200)}`, heading: 'report.one.missing.title' },
  ])('is told of as one where nothing is, for $of', async ({ path, heading }) => {
    const visitor = await web.visitor(desktop, 'admin');
    visitor.complaints.expect(/x{65}/, 400);

    await visitor.goTo(path);

    await visitor.named('heading', heading).waitFor();
    expect(await visitor.named('button', 'common.retry').count()).toBe(0);
  });
});

it.skipIf(!web.hasBrowser)('the overview is counted anew when the list turns out to have changed', async () => {
  const visitor = await web.visitor(desktop, 'reader');
  const browse = new Browse(visitor);
  await browse.chart(/^Nevada:/).waitFor();
  await addDragons(web.site, [{ dragonName: 'Newcomer', family: 'teal' }]);

  await visitor.follow('common.nav.reports');
  await visitor.named('heading', 'report.list.title').waitFor();
  await visitor.follow('common.nav.browse');

  await browse.chart(/^Teal /).waitFor();
});
