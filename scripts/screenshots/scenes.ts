import { isObject } from '../../local/json.ts';
import { addDragons } from '../../tests/testing/web/add-dragons.ts';
import { Browse } from '../../tests/testing/web/pages/browse.ts';
import { Conflict } from '../../tests/testing/web/pages/conflict.ts';
import { DragonForm, type FormValues } from '../../tests/testing/web/pages/dragon-form.ts';
import type { Site } from '../../tests/testing/web/site.ts';
import type { Visitor } from '../../tests/testing/web/visitor.ts';

/** A picture: who sees it, with what, and how they come there from the list of dragons. */
export interface Scene {
  readonly name: string;
  readonly user: 'reporter' | 'admin';
  readonly on: 'desktop' | 'phone';
  readonly colours: 'light' | 'dark';
  readonly show: (visitor: Visitor, site: Site) => Promise<void>;
}

const seen: FormValues = {
  dragonName: 'Ember',
  family: 'red',
  description: 'Warms its claws at the foundry, and hums along with the night shift.',
  neighborhood: 'strip district',
  city: 'pittsburgh',
  state: 'pennsylvania',
  country: 'usa',
  phone: '+1 555 555 0123',
};

/** In the order in which they are taken: what one adds, the next ones show. */
export const scenes: readonly Scene[] = [
  { name: 'browse', user: 'reporter', on: 'desktop', colours: 'light', show: showList },
  { name: 'browse-dark', user: 'reporter', on: 'desktop', colours: 'dark', show: showList },
  { name: 'browse-phone', user: 'reporter', on: 'phone', colours: 'light', show: showList },
  { name: 'dragon', user: 'admin', on: 'desktop', colours: 'light', show: showDragon },
  { name: 'report-faults', user: 'reporter', on: 'desktop', colours: 'light', show: showFaults },
  { name: 'report-accepted', user: 'reporter', on: 'desktop', colours: 'light', show: showAccepted },
  { name: 'conflict', user: 'admin', on: 'desktop', colours: 'light', show: showConflict },
];

async function showList(visitor: Visitor): Promise<void> {
  await new Browse(visitor).dragon('Atlas').waitFor();
}

async function showDragon(visitor: Visitor): Promise<void> {
  await openDragon(visitor, 'Frost');
}

async function showFaults(visitor: Visitor): Promise<void> {
  const form = new DragonForm(visitor);
  await visitor.follow('common.nav.report');
  await form.fill({ ...seen, dragonName: 'Ember/Ash', phone: '555 0123' });
  await form.send.click();
  await form.faults(2).waitFor();
}

async function showAccepted(visitor: Visitor): Promise<void> {
  const form = new DragonForm(visitor);
  await visitor.follow('common.nav.report');
  await form.fill(seen);
  await form.send.click();
  await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
}

async function showConflict(visitor: Visitor, site: Site): Promise<void> {
  const dragonName = 'Coalwhisper';
  await addDragons(site, [{ dragonName, family: 'black', description: 'Reads the weather in the smoke.' }]);
  await visitor.follow('common.nav.reports');
  await visitor.follow('common.nav.browse');
  await new Browse(visitor).search.fill(dragonName);
  await openDragon(visitor, dragonName);
  await visitor.named('link', 'dragon.change').click();
  const form = new DragonForm(visitor);
  await form.fill({ description: 'Reads the weather in the smoke, and is mostly right.', neighborhood: 'pier 66' });
  await changeMeanwhile(site, dragonName, { description: 'Reads tomorrow in the smoke.', city: 'tacoma' });
  await form.save.click();
  await new Conflict(visitor).heading.waitFor();
}

async function openDragon(visitor: Visitor, name: string): Promise<void> {
  await new Browse(visitor).dragon(name).click();
  await visitor.page.getByRole('heading', { level: 1, name }).waitFor();
  await visitor.named('button', 'dragon.remove').waitFor();
}

/** Somebody else changes a dragon through the API. */
async function changeMeanwhile({ dragons }: Site, name: string, change: Record<string, string>): Promise<void> {
  const path = `/dragons/${encodeURIComponent(name)}`;
  const token = await dragons.token('admin');
  const { headers, body } = await dragons.api(path, { token });
  const dragon: unknown = JSON.parse(body);
  const { status } = await dragons.api(path, {
    token,
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'If-Match': headers.etag ?? '' },
    body: JSON.stringify({ ...(isObject(dragon) && dragon), ...change }),
  });
  if (status !== 200) throw new Error(`${name} cannot be changed: ${status}`);
}
