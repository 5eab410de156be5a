import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dragon } from '../../functions/dragons/dragon.ts';
import { root } from '../testing/contract.ts';
import { addDragons } from '../testing/web/add-dragons.ts';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import type { Visitor } from '../testing/web/visitor.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

const firstDragons = JSON.parse(readFileSync(join(root, 'data/dragons.json'), 'utf8')) as Dragon[];
const ferries = Array.from({ length: 40 }, (_, index) => `Ferry ${String(index + 1).padStart(2, '0')}`);
const namesOf = (isMeant: (dragon: Dragon) => boolean): string[] =>
  firstDragons
    .filter(isMeant)
    .map(({ dragonName }) => dragonName)
    .sort();
const all = [...namesOf(() => true), ...ferries].sort();

const filtersIn = ({ page }: Visitor): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams);

describe.skipIf(!web.hasBrowser)('the list of dragons', () => {
  beforeAll(async () => {
    await addDragons(
      web.site,
      ferries.map((dragonName) => ({ dragonName, family: 'amber', state: 'ohio', city: 'dayton' })),
    );
  });

  describe.each(devices)('on a $name', (device) => {
    it('comes page by page as somebody reads on, or presses the button, until all are there', async () => {
      const visitor = await web.visitor(device, 'reader');
      const browse = new Browse(visitor);
      await eventually(() => browse.names()).toEqual(all.slice(0, 25));

      await browse.showMore.press('Enter');
      await eventually(() => browse.names()).toEqual(all.slice(0, 50));
      await browse.showMore.scrollIntoViewIfNeeded();

      await eventually(() => browse.names()).toEqual(all);
      await eventually(() => browse.showMore.count()).toBe(0);
    });

    it('is narrowed by text and by family, which stand in the address: for a reload, a link and the way back', async () => {
      const visitor = await web.visitor(device, 'reader');
      const browse = new Browse(visitor);
      const red = namesOf(({ family }) => family === 'red');
      const redAtTheHarbour = namesOf((dragon) => dragon.family === 'red' && dragon.description.includes('harbour'));

      await browse.filter('family', 'red');
      await eventually(() => browse.names()).toEqual(red);
      await browse.search.pressSequentially('harbour');
      await eventually(() => browse.names()).toEqual(redAtTheHarbour);
      expect(filtersIn(visitor)).toEqual({ family: 'red', q: 'harbour' });

      await visitor.page.reload();
      await eventually(() => browse.names()).toEqual(redAtTheHarbour);
      await eventually(() => browse.search.inputValue()).toBe('harbour');

      await browse.removeFilter('harbour');
      await eventually(() => browse.names()).toEqual(red);
      await visitor.page.goBack();
      await eventually(() => browse.names()).toEqual(redAtTheHarbour);
      await eventually(() => browse.search.inputValue()).toBe('harbour');
    });

    it('is narrowed to a state by the map, and to a family by the chart', async () => {
      const visitor = await web.visitor(device, 'reader');
      const browse = new Browse(visitor);
      await browse.unfold('browse.overview');

      await browse.chart(/^Nevada:/).click();
      await eventually(() => browse.names()).toEqual(namesOf(({ state }) => state === 'nevada'));
      expect(filtersIn(visitor)).toEqual({ state: 'nevada' });
      await browse.chart(/^Red /).click();

      await eventually(() => browse.names()).toEqual(
        namesOf(({ state, family }) => state === 'nevada' && family === 'red'),
      );
      await visitor.page.goBack();
      await visitor.page.goBack();
      await eventually(() => browse.names()).toEqual(all.slice(0, 25));
    });

    it('stays under the pointer that opens a dragon before the search for what was typed began', async () => {
      const visitor = await web.visitor(device, 'reader');
      const browse = new Browse(visitor);
      await browse.dragon('Bahamethut').waitFor();

      await browse.search.fill('casino fountains');
      await browse.dragon('Bahamethut').click({ delay: 500 });

      await eventually(() => visitor.heading.innerText()).toBe('Bahamethut');
    });

    it('says when nothing matches, and what to do', async () => {
      const visitor = await web.visitor(device, 'reader', '/?family=tartan');
      const browse = new Browse(visitor);
      await visitor.named('heading', 'browse.none.title').waitFor();

      await visitor.named('link', 'browse.none.clear').click();

      await eventually(() => browse.names()).toEqual(all.slice(0, 25));
      expect(filtersIn(visitor)).toEqual({});
    });

    it('leads to a dragon, whose page the way back leads from', async () => {
      const visitor = await web.visitor(device, 'reader');
      const browse = new Browse(visitor);

      await browse.dragon('Atlas').click();
      await eventually(() => visitor.heading.innerText()).toBe('Atlas');
      expect(new URL(visitor.page.url()).pathname).toBe('/dragons/Atlas');
      await visitor.page.getByText('Keeps the harbour free of ice').waitFor();
      await visitor.page.goBack();

      await browse.dragon('Atlas').waitFor();
    });
  });

  it('is refreshed without being sent again, until something is new', async () => {
    const visitor = await web.visitor(devices[0]!, 'reader', '/?family=crimson');
    const browse = new Browse(visitor);
    await visitor.named('heading', 'browse.none.title').waitFor();
    const statuses: number[] = [];
    visitor.page.on('response', (response) => {
      if (response.url().includes('family=crimson')) statuses.push(response.status());
    });

    await browse.refresh.click();
    await browse.news.getByText(visitor.text('browse.news.up-to-date')).waitFor();
    await eventually(() => statuses).toEqual([304]);
    await addDragons(web.site, [{ dragonName: 'Late riser', family: 'crimson' }]);
    await browse.refresh.click();

    await eventually(() => browse.names()).toEqual(['Late riser']);
    await eventually(() => statuses).toEqual([304, 200]);
  });
});
