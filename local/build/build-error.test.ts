import { expect, test } from 'vitest';
import { formatBuildError } from './build-error.ts';

const error = { logicalId: 'Hello', file: '/app/functions/a.ts', line: 3, column: 6, text: 'Unexpected ";"' };

test('an error is shown with its place, its line and a caret below the column', () => {
  expect(formatBuildError({ ...error, source: '\tlet x;' }, '/app')).toBe(
    ['functions/a.ts:3:6: Unexpected ";" (Hello)', '    \tlet x;', '    \t    ^'].join('\n'),
  );
});

test('an error without a line of source is one line', () => {
  expect(formatBuildError({ ...error, source: undefined }, '/app')).toBe('functions/a.ts:3:6: Unexpected ";" (Hello)');
});
