import { expect, it } from 'vitest';
import { versionTag } from '../at-version.ts';
import { getDragon } from '../get-dragon/get-dragon.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { requestOf } from '../testing/requests.ts';
import { storesWith } from '../testing/stores.ts';
import { replaceDragon } from './replace-dragon.ts';

const request = (body = dragon({ city: 'nome' }), ifMatch: string | undefined = '*', dragonName = 'Atlas') =>
  requestOf<'replaceDragon'>({
    path: { dragonName },
    header: ifMatch === '' ? {} : { 'If-Match': ifMatch },
    body,
  });

it('replaces a dragon at the version that getDragon gave, and answers with the new one and its tag', async () => {
  const { registry } = storesWith([dragon()]);
  const get = requestOf<'getDragon'>({ path: { dragonName: 'Atlas' }, header: {}, body: undefined });
  const read = await getDragon(get, registry);

  const answer = await replaceDragon(
    request(dragon({ city: 'nome' }), 'headers' in read ? read.headers.ETag : ''),
    registry,
  );

  expect(answer).toMatchObject({ status: 200, body: dragon({ city: 'nome' }) });
  expect(await getDragon(get, registry)).toMatchObject({
    body: dragon({ city: 'nome' }),
    headers: { ETag: 'headers' in answer ? answer.headers.ETag : '' },
  });
});

it('takes any text and gives it back exactly, but for the case of the family', async () => {
  const { registry } = storesWith(awkwardDragons);

  for (const one of awkwardDragons) {
    const body = { ...one, family: 'RED', description: '{% $x %}\n"\u202e' };
    expect(await replaceDragon(request(body, '*', one.dragonName), registry)).toMatchObject({
      body: { ...body, family: 'red' },
    });
  }
});

it('may change the spelling of the name', async () => {
  const { registry } = storesWith([dragon()]);

  expect(await replaceDragon(request(dragon({ dragonName: 'ATLAS' })), registry)).toMatchObject({ status: 200 });
  expect((await registry.find('atlas'))?.dragon.dragonName).toBe('ATLAS');
});

it.each([
  ['another name', dragon({ dragonName: 'Smaug' }), '/dragonName'],
  ['a family with a digit', dragon({ family: 'red2' }), '/family'],
])('refuses %s, whatever the version, and changes nothing', async (_, body, name) => {
  const { registry } = storesWith([dragon()]);

  expect(await replaceDragon(request(body), registry)).toMatchObject({
    problem: 'invalid-request',
    errors: [{ in: 'body', name }],
  });
  expect((await registry.find('Atlas'))?.dragon).toEqual(dragon());
});

it('says what is missing: the version (428), the dragon (404), the right version (412)', async () => {
  const { registry } = storesWith([dragon()]);

  expect(await replaceDragon(request(dragon(), ''), registry)).toMatchObject({ problem: 'precondition-required' });
  const smaug = request(dragon({ dragonName: 'Smaug' }), '*', 'Smaug');
  expect(await replaceDragon(smaug, registry)).toMatchObject({ problem: 'no-such-dragon' });
  expect(await replaceDragon(request(dragon(), '"old"'), registry)).toMatchObject({ problem: 'precondition-failed' });
});

it('lets one of twenty who replace the same version win', async () => {
  const { registry } = storesWith();
  await registry.add(dragon(), 'import-1');
  const tag = versionTag({ incarnation: 'import-1', number: 1 });

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => replaceDragon(request(dragon({ city: `city ${index}` }), tag), registry)),
  );

  expect(answers.filter((answer) => 'status' in answer)).toHaveLength(1);
  expect(answers.filter((answer) => 'problem' in answer && answer.problem === 'precondition-failed')).toHaveLength(19);
});
