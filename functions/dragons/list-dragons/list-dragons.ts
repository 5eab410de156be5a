import { refuse, type Answer, type OperationRequest } from '@dragons/core';
import { answerTag, holder, revalidate } from '../answer-tag.ts';
import { catalogRefusal } from '../catalog-refusal.ts';
import { filterFields, type FilterField } from '../dragon.ts';
import type { DragonQuery } from '../dragon-query.ts';
import { folded } from '../folded.ts';
import type { QueryDependencies } from '../query-dependencies.ts';
import { cursorAfterDragon, dragonPlaceOf } from './dragon-cursor.ts';

/** One page of the dragons that match all filters, in the order of their names. */
export async function listDragons(
  { query, header }: OperationRequest<'listDragons'>,
  dependencies: QueryDependencies,
): Promise<Answer<'listDragons'>> {
  const settings = await dependencies.settings().catch(catalogRefusal);
  if ('problem' in settings) return settings;

  const filters = foldedFilters(query);
  const text = query.q === undefined ? undefined : folded(query.q);
  const blank = [...Object.entries(filters), ['q', text] as const].find(([, value]) => value === '')?.[0];
  if (blank !== undefined) {
    return refuse('invalid-request', `query parameter ${blank}: must not be blank`, {
      errors: [{ in: 'query', name: blank, message: 'must not be blank' }],
    });
  }
  const question = { filters, ...(text !== undefined && { text }) };

  const after = query.cursor === undefined ? undefined : dragonPlaceOf(query.cursor, question);
  if (query.cursor !== undefined && after === undefined) {
    return refuse('invalid-cursor', 'Start again without a cursor, or use it with the filters it was given for.');
  }
  const limit = query.limit ?? settings.pageSize;

  const tagOf = (version: string): string => answerTag(version, [question, after ?? null, limit]);
  const held = holder(header['If-None-Match'], tagOf);
  // One more than the page holds tells whether there is a next page.
  const wanted: DragonQuery = { ...question, ...(after !== undefined && { after }), limit: limit + 1 };
  const read = await dependencies.read(settings, wanted, held).catch(catalogRefusal);
  if ('problem' in read) return read;

  const headers = { ETag: tagOf(read.version), 'Cache-Control': revalidate };
  if (read.found === undefined) return { status: 304, headers };
  const items = read.found.dragons.slice(0, limit);
  const last = items.at(-1);
  const more = read.found.dragons.length > limit && last !== undefined;
  return {
    status: 200,
    headers,
    body: { items, ...(more && { nextCursor: cursorAfterDragon(folded(last.dragonName), question) }) },
  };
}

function foldedFilters(query: OperationRequest<'listDragons'>['query']): Partial<Record<FilterField, string>> {
  const filters: Partial<Record<FilterField, string>> = {};
  for (const field of filterFields) {
    const value = query[field];
    if (value !== undefined) filters[field] = folded(value);
  }
  return filters;
}
