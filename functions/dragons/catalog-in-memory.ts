import type { Catalog } from './catalog.ts';
import { catalogRecord, keyOf } from './catalog-record.ts';
import { filterFields, type Dragon } from './dragon.ts';
import { byCodePoint } from './folded.ts';

/** A catalogue that lives in this process: for tests, and the plainest statement of what a query means. */
export function catalogInMemory(dragons: Iterable<Dragon>): Catalog {
  const entries = Array.from(dragons, (dragon) => ({ dragon, record: catalogRecord(dragon) })).sort((a, b) =>
    byCodePoint(a.record.nameKey, b.record.nameKey),
  );
  return {
    async version() {
      return 'in-memory';
    },
    async query({ filters, text, after, limit }) {
      return entries
        .filter(
          ({ record }) =>
            filterFields.every((field) => filters[field] === undefined || record[keyOf[field]] === filters[field]) &&
            (text === undefined || record.nameKey.includes(text) || record.descriptionKey.includes(text)) &&
            (after === undefined || byCodePoint(record.nameKey, after) > 0),
        )
        .slice(0, limit)
        .map(({ dragon }) => dragon);
    },
  };
}
