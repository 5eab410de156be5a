import type { OperationRequest } from '@dragons/core';
import { expect, it } from 'vitest';
import { UnreadableItemError } from '../registry.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { requestOf } from '../testing/requests.ts';
import { storesWith, unreachable } from '../testing/stores.ts';
import { getDragon } from './get-dragon.ts';

const request = (dragonName: string, ifNoneMatch?: string): OperationRequest<'getDragon'> =>
  requestOf({
    path: { dragonName },
    header: ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch },
    body: undefined,
  });

it.each([
  ['atlas ii', 'atlas II'],
  ["O'BRIEN", "O'Brien"],
  ['100%', '100%'],
])('finds %s whatever the case', async (name, found) => {
  const answer = await getDragon(request(name), storesWith(awkwardDragons).registry);

  expect(answer).toMatchObject({ status: 200, body: { dragonName: found } });
});

it('gives every text back exactly as it went in', async () => {
  const { registry } = storesWith(awkwardDragons);

  for (const one of awkwardDragons)
    expect(await getDragon(request(one.dragonName), registry)).toMatchObject({ body: one });
});

it('says so when there is no such dragon', async () => {
  const answer = await getDragon(request('Smaug'), storesWith(awkwardDragons).registry);

  expect(answer).toEqual({ problem: 'no-such-dragon', detail: 'No dragon is called Smaug.' });
});

it('shows a write as soon as it was answered, with another tag', async () => {
  const { registry } = storesWith();
  await registry.add(dragon(), 'import-1');
  const first = await getDragon(request('Atlas'), registry);

  await registry.replace(dragon({ city: 'nome' }), { incarnation: 'import-1', number: 1 });
  const second = await getDragon(request('Atlas'), registry);

  expect(second).toMatchObject({ status: 200, body: { city: 'nome' } });
  expect('headers' in second && second.headers.ETag).not.toBe('headers' in first && first.headers.ETag);
});

it('has another tag for a dragon that took the name of another, though it is as much in its first version', async () => {
  const { registry } = storesWith();
  const tagOf = async (importId: string): Promise<string> => {
    await registry.add(dragon(), importId);
    const answer = await getDragon(request('Atlas'), registry);
    await registry.remove('Atlas', { incarnation: importId, number: 1 });
    return 'headers' in answer ? answer.headers.ETag : expect.fail();
  };

  expect(await tagOf('import-1')).not.toBe(await tagOf('import-2'));
});

it('answers 304 to whoever has this version already, even by a weak tag', async () => {
  const { registry } = storesWith(awkwardDragons);
  const full = await getDragon(request('Atlas'), registry);
  const tag = 'headers' in full ? full.headers.ETag : '';

  const again = await getDragon(request('ATLAS', `"other", W/${tag}`), registry);

  expect(again).toEqual({ status: 304, headers: { ETag: tag, 'Cache-Control': 'private, no-cache' } });
});

it('answers 404 to If-None-Match: * when there is no such dragon', async () => {
  expect(await getDragon(request('Smaug', '*'), storesWith().registry)).toMatchObject({ problem: 'no-such-dragon' });
});

it('is a 503 with Retry-After when the registry cannot be reached', async () => {
  expect(await getDragon(request('Atlas'), { find: unreachable })).toMatchObject({
    problem: 'registry-unavailable',
    retryAfter: 3,
  });
});

it('lets an item that nobody can read be an error of the service', async () => {
  const { registry, memory } = storesWith();
  memory.dragons.set('atlas', 'unreadable');

  await expect(getDragon(request('Atlas'), registry)).rejects.toThrow(UnreadableItemError);
});
