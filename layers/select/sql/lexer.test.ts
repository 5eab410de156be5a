import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import { tokenize } from './lexer.ts';

const kinds = (sql: string) => tokenize(sql).map(({ kind }) => kind);
const values = (sql: string) => tokenize(sql).map(({ value }) => value);

describe('tokenize', () => {
  it('tells keywords, identifiers, literals and symbols apart', () => {
    expect(kinds(`SELECT s."a b" FROM S3Object[*] s WHERE s.n >= 1.5e3 AND x <> 'y'`)).toEqual([
      ...['keyword', 'identifier', 'symbol', 'quoted', 'keyword', 'identifier', 'symbol', 'symbol', 'symbol'],
      ...['identifier', 'keyword', 'identifier', 'symbol', 'identifier', 'symbol', 'number', 'keyword', 'identifier'],
      ...['symbol', 'string', 'end'],
    ]);
  });

  it('knows only one escape, the doubled quote', () => {
    expect(values(`'it''s' "a""b" '\\' ''''`)).toEqual(["it's", 'a"b', '\\', "'", '']);
  });

  it('passes over comments, and sees none inside strings', () => {
    expect(values(`a -- b 'c\n/* d -- */ 'e -- f' /* g`.replace(' /* g', ''))).toEqual(['a', 'e -- f', '']);
  });

  it('says where a token stands', () => {
    expect(tokenize('SELECT\n  a').at(1)).toMatchObject({ line: 2, column: 3 });
  });

  it.each([`'open`, '"open', '`open', '/* open', 'a # b', 'a ! b', 'a | b', '1abc', '\u0000', '\u{1F409}'])(
    'refuses %j with a code of the lexer',
    (sql) => {
      expect(() => tokenize(sql)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^Lexer/) as string }));
    },
  );

  it('takes 256 KB and no more [D]', () => {
    expect(tokenize(`'${'é'.repeat(131071)}'`)).toHaveLength(2);
    expect(() => tokenize(`'${'é'.repeat(131072)}'`)).toThrow(expect.objectContaining({ code: 'ExpressionTooLong' }));
  });

  it('reads back any string as exactly one literal with that value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const tokens = tokenize(`SELECT * FROM S3Object s WHERE s.a = '${value.replaceAll("'", "''")}' LIMIT 1`);
        expect(tokens.filter(({ kind }) => kind === 'string')).toMatchObject([{ value }]);
        expect(tokens).toHaveLength(14);
      }),
    );
  });

  it('ends every text in tokens or in a SelectError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (sql) => {
        try {
          expect(tokenize(sql).at(-1)?.kind).toBe('end');
        } catch (error) {
          expect(error).toBeInstanceOf(SelectError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
