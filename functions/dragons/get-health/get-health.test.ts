import { expect, it } from 'vitest';
import { CatalogUnavailableError, IncompleteAnswerError } from '../catalog.ts';
import { dependenciesOn } from '../testing/dependencies.ts';
import { getHealth } from './get-health.ts';

it('says which engine the operator chose and which one answered', async () => {
  expect(await getHealth(dependenciesOn([]))).toEqual({
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: { status: 'ok', queryEngine: { mode: 'auto', inUse: 'in-function' } },
  });
});

it('is a 503 when the catalogue cannot be read', async () => {
  const query = async () => {
    throw new IncompleteAnswerError('no End');
  };

  expect(await getHealth(dependenciesOn([], { query }))).toMatchObject({ problem: 'catalog-unavailable' });
});

it('is a 503 when nobody says where the catalogue is', async () => {
  const settings = async () => {
    throw new CatalogUnavailableError('throttled');
  };

  expect(await getHealth({ ...dependenciesOn([]), settings })).toMatchObject({ problem: 'catalog-unavailable' });
});
