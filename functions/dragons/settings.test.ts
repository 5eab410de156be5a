import { expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const values = { 'catalog-bucket': 'b', 'catalog-key': 'k', 'query-engine': 'auto', 'page-size': '25' };
const parameters = (more: Record<string, string>) => ({ get: (name: string) => ({ ...values, ...more })[name] ?? '' });

it('are read from the parameters', () => {
  expect(readSettings(parameters({}))).toEqual({ bucket: 'b', key: 'k', engine: 'auto', pageSize: 25 });
});

it.each([
  [{ 'query-engine': 'athena' }, 'The parameter query-engine is "athena"; it must be auto, s3-select, in-function.'],
  [{ 'page-size': '0' }, 'The parameter page-size is "0"; it must be a whole number from 1 to 100.'],
  [{ 'page-size': 'many' }, 'The parameter page-size is "many"; it must be a whole number from 1 to 100.'],
])('a value that cannot be used is named with what may stand there: %j', (more, message) => {
  expect(() => readSettings(parameters(more))).toThrow(message);
});
