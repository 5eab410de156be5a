import { createHash } from 'node:crypto';
import type { DragonQuery } from './dragon-query.ts';
import { folded } from './folded.ts';

/** What a cursor belongs to: the same query but for the place in it. */
type Filters = Pick<DragonQuery, 'filters' | 'text'>;

/**
 * The cursor after a row. Opaque to callers, bound to the filters by a digest, so that one that was damaged or that belongs to another
 * query is noticed. It is no secret: all it could be forged into is a place in a list that its caller may read anyway.
 * @param after folded name of the last row of the page
 */
export function cursorAfter(after: string, filters: Filters): string {
  return Buffer.from(`1.${digest(after, filters)}.${after}`).toString('base64url');
}

/**
 * The place that a cursor names.
 * @returns the folded name after which the page starts; undefined for a cursor that is damaged or of another query
 */
export function placeOf(cursor: string, filters: Filters): string | undefined {
  const match = /^1\.([0-9a-f]{16})\.(.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const after = match?.[2];
  if (after === undefined || match?.[1] !== digest(after, filters)) return undefined;
  // Whoever knows how it is made can make one: its text must still be one that a query can hold.
  return after === folded(after) && cursorAfter(after, filters) === cursor ? after : undefined;
}

function digest(after: string, { filters, text }: Filters): string {
  const parts = [after, text ?? null, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
