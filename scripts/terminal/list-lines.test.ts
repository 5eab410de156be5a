import { expect, it } from 'vitest';
import { listLines } from './list-lines.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `name ${index}`);

it('shows every item of a short list, and nothing that a terminal obeys', () => {
  expect(listLines(['a', 'b\u0007'])).toEqual(['  a', '  b\\u{7}']);
  expect(listLines(names(20))).toHaveLength(20);
});

it('shows the first of a long list, and says how many more there are, also when only the first were kept', () => {
  expect(listLines(names(2021)).slice(19)).toEqual(['  name 19', '  and 2,001 more']);
  expect(listLines(names(20), 21).slice(19)).toEqual(['  name 19', '  and 1 more']);
});
