import { tokenize } from '@dragons/select';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyOf, contains, equals, greaterThan, literal, selectFrom, UnquotableTextError } from './sql.ts';

/** Any text that may stand in a literal. */
const quotable = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));

describe('a literal', () => {
  it.each([
    ["O'Brien", "'O''Brien'"],
    ["x' or '1'='1", "'x'' or ''1''=''1'"],
    [String.raw`back\slash`, String.raw`'back\slash'`],
    ['-- no comment /* here */ `nor ion`', "'-- no comment /* here */ `nor ion`'"],
    ['', "''"],
  ])('of %s is %s', (text, sql) => {
    expect(literal(text)).toBe(sql);
  });

  it('is exactly one token with that value, whatever the value', () => {
    fc.assert(
      fc.property(quotable, (text) => {
        const strings = tokenize(literal(text)).filter(({ kind }) => kind !== 'end');
        expect(strings).toEqual([expect.objectContaining({ kind: 'string', value: text })]);
      }),
    );
  });

  it.each([
    ['a newline', 'a\nb'],
    ['NUL', '\u0000'],
    ['a lone surrogate', '\ud800'],
  ])('refuses %s', (_, text) => {
    expect(() => literal(text)).toThrow(UnquotableTextError);
  });
});

describe('a query', () => {
  it('is one line of S3 Select SQL', () => {
    const sql = selectFrom(['a', 'b'], [equals('a', 'x'), anyOf(contains('b', '100%_\\'), greaterThan('b', "y'"))], 26);

    expect(sql).toBe(
      `SELECT s."a", s."b" FROM S3Object s WHERE s."a" = 'x' AND (s."b" LIKE '%100\\%\\_\\\\%' ESCAPE '\\' OR s."b" > 'y''') LIMIT 26`,
    );
  });

  it('without conditions has no WHERE', () => {
    expect(selectFrom(['a'], [], 1)).toBe('SELECT s."a" FROM S3Object s LIMIT 1');
  });

  it('holds as many string literals as values were given, whatever they are', () => {
    fc.assert(
      fc.property(quotable, quotable, (a, b) => {
        const sql = selectFrom(['a'], [equals('a', a), greaterThan('b', b)], 1);
        const strings = tokenize(sql).filter(({ kind }) => kind === 'string');
        expect(strings.map(({ value }) => value)).toEqual([a, b]);
      }),
    );
  });

  it('longer than S3 Select takes is refused', () => {
    expect(() => selectFrom(['a'], [equals('a', 'x'.repeat(256 * 1024))], 1)).toThrow('longer than S3 Select takes');
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the limit %d', (limit) => {
    expect(() => selectFrom(['a'], [], limit)).toThrow(RangeError);
  });
});
