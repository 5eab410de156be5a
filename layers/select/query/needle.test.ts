import { describe, expect, it } from 'vitest';
import { parse } from '../sql/parser.ts';
import { requiredTexts } from './needle.ts';

function texts(where: string): string[] | undefined {
  const needles = requiredTexts(parse(`SELECT * FROM S3Object s WHERE ${where}`).where);
  return needles?.map(({ text, isWhole }) => (isWhole ? `"${text}"` : text));
}

describe('the texts that a record must hold', () => {
  it.each([
    [`s.a = 'red'`, ['"red"']],
    [`'red' = s.a.b[0]`, ['"red"']],
    [`s.a = ''`, ['""']],
    [`s.a IN ('red', 'blue')`, ['"red"', '"blue"']],
    [`s.a LIKE '%red%bluish_'`, ['bluish']],
    [`s.a LIKE '%100!%%' ESCAPE '!'`, ['100%']],
    [`s.a = 'red' OR s.b = 'blue' OR s.c = 'red'`, ['"red"', '"blue"']],
    [`s.a = 'red' AND s.b = 'turquoise' AND s.c > 1`, ['"turquoise"']],
    [`s.a IS NOT MISSING AND s.b LIKE '%red%'`, ['red']],
    [`(s.a = 'red' OR s.a = 'blue') AND s.b < 1`, ['"red"', '"blue"']],
  ])('of %s are %j', (where, expected) => {
    expect(texts(where)).toEqual(expected);
  });

  it.each([
    ['no text can be told', `s.a <> 'red'`],
    ['an alternative has none', `s.a = 'red' OR s.b > 1`],
    ['a condition before them can fail', `s.b > 1 AND s.a = 'red'`],
    ['it is the other way round', `NOT s.a = 'red'`],
    ['case is ignored', `LOWER(s.a) = 'red'`],
    ['the list is long', `s.a IN (${Array.from({ length: 9 }, (_, i) => `'${i}'`).join(', ')})`],
    ['the pattern asks for one character', `s.a LIKE '%r%'`],
    ['the pattern comes from the data', 's.a LIKE s.b'],
  ])('are not known where %s', (_, where) => {
    expect(texts(where)).toBeUndefined();
  });
});
