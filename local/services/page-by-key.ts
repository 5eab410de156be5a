import { ServiceError } from './service-error.ts';

/** One page of a list and, unless it is the last one, the token of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: { readonly NextToken?: string };
}

/**
 * Cuts a page out of a sorted list. The token names the last item that was given, so that a list that changes in between
 * neither repeats nor skips what was there all the time.
 * @param token of the page before; undefined for the first page
 * @param sortKey what the list is sorted by; unique
 * @throws ServiceError `InvalidNextToken` for a token that is none of ours
 */
export function pageByKey<T>(
  sorted: readonly T[],
  limit: number,
  token: string | undefined,
  sortKey: (item: T) => string,
): Page<T> {
  const after = token === undefined ? undefined : readToken(token);
  const rest = after === undefined ? sorted : sorted.filter((item) => sortKey(item) > after);
  const items = rest.length > limit ? rest.slice(0, limit) : rest;
  const last = items.at(-1);
  const next = rest.length > limit && last !== undefined ? { NextToken: writeToken(sortKey(last)) } : {};
  return { items, next };
}

const mark = 'after:';

function writeToken(key: string): string {
  return Buffer.from(mark + key).toString('base64');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith(mark)) throw new ServiceError('InvalidNextToken', 'The specified token is not valid.');
  return text.slice(mark.length);
}
