import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { OperationRequest } from '@dragons/core';
import { CatalogUnavailableError, IncompleteAnswerError } from '../catalog.ts';
import type { Dragon } from '../dragon.ts';
import { dependenciesOn } from '../testing/dependencies.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { listDragons } from './list-dragons.ts';

type Query = OperationRequest<'listDragons'>['query'];

const first = JSON.parse(await readFile(new URL('../../../data/dragons.json', import.meta.url), 'utf8')) as Dragon[];

const request = (query: Query = {}, ifNoneMatch?: string): OperationRequest<'listDragons'> => ({
  path: {},
  query,
  header: ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch },
  body: undefined,
  caller: { subject: 'u', clientId: 'c', groups: [], scopes: ['dragons/read'] },
  requestId: 'r',
});

/** The names on the page that a query gives. */
async function names(query: Query, dragons: readonly Dragon[] = first): Promise<string[]> {
  const answer = await listDragons(request(query), dependenciesOn(dragons));
  if (!('status' in answer) || answer.status !== 200) throw new Error(JSON.stringify(answer));
  return answer.body.items.map(({ dragonName }) => dragonName);
}

describe('filters', () => {
  it('give the seven red dragons', async () => {
    expect(await names({ family: 'red' })).toEqual([
      'Atlas',
      'Eislex',
      'Fireball',
      'Firestorm',
      'Isilier',
      'Tagnaurak',
      'Xanya',
    ]);
  });

  it.each<[string, Query, string[]]>([
    ['ignore case', { family: 'RED', city: 'Las Vegas' }, ['Tagnaurak', 'Xanya']],
    ['combine with AND', { family: 'red', dragonName: 'Atlas' }, ['Atlas']],
    ['combine with AND even where nothing is left', { family: 'blue', dragonName: 'Atlas' }, []],
    ['find text in the name', { q: 'FIRE' }, ['Fireball', 'Firestorm']],
    ['find text in the description', { q: 'bus stop' }, []],
    ['find text across words', { q: 'casino windows' }, ['Frost']],
    ['take an injection for the name that it is', { dragonName: "x' or '1'='1" }, []],
  ])('%s', async (_, query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it.each<[string, Query, string[]]>([
    ['a quote', { dragonName: "O'Brien" }, ["O'Brien"]],
    ['a percent sign as itself', { q: '100%' }, ['100%', 'atlas II']],
    ['an underscore as itself', { q: 'a_b' }, ['a_b']],
    ['a backslash', { q: '\\' }, ['atlas II']],
    ['a newline in the data as a blank', { q: 'and waves' }, ['atlas II']],
    ['a composed character for a decomposed one', { q: 'decomposed: \u00e9' }, ['Zoë']],
    ['an emoji', { q: '🐲' }, ['🐉 Emoji']],
  ])('find %s', async (_, query, expected) => {
    expect(await names(query, awkwardDragons)).toEqual(expected);
  });

  it.each(['family', 'q'] as const)('refuse a blank %s', async (name) => {
    const answer = await listDragons(request({ [name]: ' ' }), dependenciesOn(first));

    expect(answer).toMatchObject({
      problem: 'invalid-request',
      errors: [{ in: 'query', name, message: 'must not be blank' }],
    });
  });
});

describe('pages', () => {
  it.each([1, 2, 3, 10, 11])(
    'of %d dragons together give every dragon once, in the order of the names',
    async (limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const answer = await listDragons(
          request({ limit, ...(cursor !== undefined && { cursor }) }),
          dependenciesOn(awkwardDragons),
        );
        if (!('status' in answer) || answer.status !== 200) throw new Error(JSON.stringify(answer));
        expect(answer.body.items.length).toBeLessThanOrEqual(limit);
        seen.push(...answer.body.items.map(({ dragonName }) => dragonName));
        cursor = answer.body.nextCursor;
      } while (cursor !== undefined);

      expect(seen).toEqual(await names({}, awkwardDragons));
      expect(seen).toHaveLength(awkwardDragons.length);
    },
  );

  it('hold as many dragons as the operator says when the caller does not', async () => {
    const answer = await listDragons(request(), dependenciesOn(first, { pageSize: 4 }));

    expect(answer).toMatchObject({ status: 200, body: { items: { length: 4 }, nextCursor: expect.any(String) } });
  });

  it('refuse a cursor of another query and a damaged one', async () => {
    const answer = await listDragons(request({ family: 'red', limit: 2 }), dependenciesOn(first));
    const cursor = 'body' in answer && answer.body !== undefined ? (answer.body.nextCursor ?? '') : '';

    expect(await names({ family: 'red', limit: 2, cursor })).toEqual(['Fireball', 'Firestorm']);
    expect(await listDragons(request({ family: 'blue', cursor }), dependenciesOn(first))).toMatchObject({
      problem: 'invalid-cursor',
    });
    expect(await listDragons(request({ family: 'red', cursor: `${cursor}x` }), dependenciesOn(first))).toMatchObject({
      problem: 'invalid-cursor',
    });
  });
});

describe('a conditional request', () => {
  it('is answered without running the query while the catalogue is the same', async () => {
    const dependencies = dependenciesOn(first);
    const full = await listDragons(request({ family: 'red' }), dependencies);
    const tag = 'headers' in full ? full.headers.ETag : '';

    const again = await listDragons(request({ family: 'red' }, tag), dependencies);

    expect(again).toEqual({ status: 304, headers: { ETag: tag, 'Cache-Control': 'private, no-cache' } });
    expect(dependencies.queries).toBe(1);
  });

  it.each<[string, Query, string]>([
    ['another catalogue', { family: 'red' }, '2'],
    ['another query', { family: 'blue' }, '1'],
    ['another page size', { family: 'red', limit: 3 }, '1'],
  ])('is answered in full for %s', async (_, query, version) => {
    const full = await listDragons(request({ family: 'red' }), dependenciesOn(first, { version: async () => '1' }));
    const tag = 'headers' in full ? full.headers.ETag : '';

    const again = await listDragons(request(query, tag), dependenciesOn(first, { version: async () => version }));

    expect(again).toMatchObject({ status: 200 });
  });
});

describe('a catalogue that fails', () => {
  const failing = (error: Error) => async () => {
    throw error;
  };

  it('is a 503 with the time to wait', async () => {
    const answer = await listDragons(
      request(),
      dependenciesOn(first, { version: failing(new CatalogUnavailableError('x', { retryAfter: 7 })) }),
    );

    expect(answer).toMatchObject({ problem: 'catalog-unavailable', retryAfter: 7 });
  });

  it('in the middle of an answer is a 502 and not a short list', async () => {
    const answer = await listDragons(
      request(),
      dependenciesOn(first, { query: failing(new IncompleteAnswerError('no End')) }),
    );

    expect(answer).toMatchObject({ problem: 'incomplete-answer' });
  });

  it('for a reason that nobody foresaw is thrown on', async () => {
    await expect(
      listDragons(request(), dependenciesOn([dragon()], { query: failing(new TypeError('x')) })),
    ).rejects.toThrow(TypeError);
  });
});
