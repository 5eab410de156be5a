import { expect, it } from 'vitest';
import { entityTagMatches, entityTagMatchesStrongly } from './entity-tag.ts';

it.each([
  ['the same tag', '"a"', true],
  ['a weak form of it (RFC 9110, 13.1.2: weak comparison)', 'W/"a"', true],
  ['a list that holds it', '"b", W/"a" ,"c"', true],
  ['any', ' * ', true],
  ['another tag', '"b"', false],
  ['a list without it', '"b", "aa"', false],
  ['a tag with a comma in it', '"b,"a', false],
  ['text that is no tag', 'a', false],
  ['nothing', undefined, false],
])('%s', (_, header, matches) => {
  expect(entityTagMatches(header, '"a"')).toBe(matches);
});

it.each([
  ['the same tag', '"a"', true],
  ['a list that holds it', '"b", "a" ,"c"', true],
  ['any', '*', true],
  ['a weak form of it (RFC 9110, 13.1.1: strong comparison)', 'W/"a"', false],
  ['another tag', '"b"', false],
  ['text that is no tag', 'a', false],
  ['nothing', '', false],
])('If-Match: %s', (_, header, matches) => {
  expect(entityTagMatchesStrongly(header, '"a"')).toBe(matches);
});
