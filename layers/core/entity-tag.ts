/**
 * Whether an `If-None-Match` header names an entity tag, by weak comparison (RFC 9110, 13.1.2 and 8.8.3.2).
 * @param header the header's value; undefined when it was not sent
 * @param tag the current entity tag, quoted, for example `"1a2b"`
 */
export function entityTagMatches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const opaque = tag.replace(/^W\//, '');
  // An entity tag may contain a comma, so the list is read tag by tag and not split.
  return [...header.matchAll(/(?:W\/)?("[^"]*")/g)].some((match) => match[1] === opaque);
}

/**
 * Whether an `If-Match` header names an entity tag, by strong comparison (RFC 9110, 13.1.1): a weak tag never matches.
 * @param header the header's value; `*` matches whatever there is
 * @param tag the current entity tag, quoted
 */
export function entityTagMatchesStrongly(header: string, tag: string): boolean {
  if (header.trim() === '*') return true;
  return [...header.matchAll(/(W\/)?("[^"]*")/g)].some(([, weak, opaque]) => weak === undefined && opaque === tag);
}
