import type { OperationRequest } from '@dragons/core';
import { expect, it } from 'vitest';
import { CatalogUnavailableError } from '../catalog.ts';
import { dependenciesOn } from '../testing/dependencies.ts';
import { awkwardDragons } from '../testing/dragons.ts';
import { getDragon } from './get-dragon.ts';

const request = (dragonName: string, ifNoneMatch?: string): OperationRequest<'getDragon'> => ({
  path: { dragonName },
  query: {},
  header: ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch },
  body: undefined,
  caller: { subject: 'u', clientId: 'c', groups: [], scopes: ['dragons/read'] },
  requestId: 'r',
});

it.each([
  ['atlas ii', 'atlas II'],
  ["O'BRIEN", "O'Brien"],
  ['100%', '100%'],
])('finds %s whatever the case', async (name, found) => {
  const answer = await getDragon(request(name), dependenciesOn(awkwardDragons));

  expect(answer).toMatchObject({ status: 200, body: { dragonName: found } });
});

it('gives every text back exactly as it went in', async () => {
  const answer = await getDragon(request('atlas II'), dependenciesOn(awkwardDragons));

  expect(answer).toMatchObject({ body: awkwardDragons[0] });
});

it('says so when there is no such dragon', async () => {
  const answer = await getDragon(request('Smaug'), dependenciesOn(awkwardDragons));

  expect(answer).toEqual({ problem: 'no-such-dragon', detail: 'No dragon is called Smaug.' });
});

it('answers a conditional request without running the query', async () => {
  const dependencies = dependenciesOn(awkwardDragons);
  const full = await getDragon(request('Atlas'), dependencies);
  const tag = 'headers' in full ? full.headers.ETag : '';

  const again = await getDragon(request('ATLAS', `W/${tag}`), dependencies);

  expect(again).toMatchObject({ status: 304, headers: { ETag: tag } });
  expect(dependencies.queries).toBe(1);
});

it('runs the query for If-None-Match: *, which asks whether the dragon exists', async () => {
  expect(await getDragon(request('Smaug', '*'), dependenciesOn(awkwardDragons))).toMatchObject({
    problem: 'no-such-dragon',
  });
});

it('is a 503 when the catalogue cannot be read', async () => {
  const version = async () => {
    throw new CatalogUnavailableError('x');
  };

  expect(await getDragon(request('Atlas'), dependenciesOn([], { version }))).toMatchObject({
    problem: 'catalog-unavailable',
  });
});
