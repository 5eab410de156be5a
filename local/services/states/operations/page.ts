import { optionalInteger } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { ServiceError } from '../../service-error.ts';

/**
 * One page of a list.
 * @param token where it begins, as the page before said
 * @returns its items, and the token of the next page when there is one
 * @throws ServiceError `InvalidToken`
 */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  token: string | undefined,
): { readonly items: readonly T[]; readonly next: { readonly nextToken?: string } } {
  const start = token === undefined ? 0 : placeOf(token);
  const end = start + limit;
  const next = end < all.length ? { nextToken: Buffer.from(String(end)).toString('base64') } : {};
  return { items: all.slice(start, end), next };
}

/** Only digits: what is no number at all, such as an empty text, counts as zero otherwise, and a reader would begin anew without end. */
function placeOf(token: string): number {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!/^\d+$/.test(text)) throw new ServiceError('InvalidToken', `Invalid Token: '${token}'`);
  return Number(text);
}

/** How many items a page has: 100 when nobody says otherwise, also for 0. */
export function limitOf(input: JsonInput, most = 1000): number {
  const asked = optionalInteger(input, 'maxResults', { min: 0, max: most }) ?? 0;
  return asked === 0 ? 100 : asked;
}
