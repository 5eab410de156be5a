import { expect, it } from 'vitest';
import { versionTag } from '../at-version.ts';
import { dragon } from '../testing/dragons.ts';
import { requestOf } from '../testing/requests.ts';
import { storesWith } from '../testing/stores.ts';
import { removeDragon } from './remove-dragon.ts';

const request = (ifMatch?: string, dragonName = 'ATLAS') =>
  requestOf<'removeDragon'>({
    path: { dragonName },
    header: ifMatch === undefined ? {} : { 'If-Match': ifMatch },
    body: undefined,
  });

it('removes a dragon at the version that is named, whatever the case of the name', async () => {
  const { registry } = storesWith();
  await registry.add(dragon(), 'import-1');
  const tag = versionTag({ incarnation: 'import-1', number: 1 });

  expect(await removeDragon(request(tag), registry)).toEqual({ status: 204, headers: {} });
  expect(await registry.find('Atlas')).toBeUndefined();
});

it('does not remove a dragon that took the name meanwhile', async () => {
  const { registry } = storesWith();
  await registry.add(dragon(), 'import-2');
  const tag = versionTag({ incarnation: 'import-1', number: 1 });

  expect(await removeDragon(request(tag), registry)).toMatchObject({ problem: 'precondition-failed' });
  expect(await registry.find('Atlas')).toBeDefined();
});

it('says what is missing: the version (428), the dragon (404)', async () => {
  const { registry } = storesWith([dragon()]);

  expect(await removeDragon(request(), registry)).toMatchObject({ problem: 'precondition-required' });
  expect(await removeDragon(request('*', 'Smaug'), registry)).toMatchObject({ problem: 'no-such-dragon' });
});
