// LIKE.
// Sources: SQL reference "Operators" and "SELECT command" [D]; PartiQL v0.1 for ESCAPE and errors [E].
import { describe, expect, it } from 'vitest';
import { evaluate, failureOf } from '../testing/evaluate.ts';
import { lines, run } from '../testing/run-select.ts';

describe('LIKE', () => {
  it.each([
    ['[D] % is any sequence', `'dragon' LIKE 'd%n'`, 'true'],
    ['[D] also an empty one', `'dragon' LIKE '%dragon%'`, 'true'],
    ['[D] _ is one character', `'dragon' LIKE 'drag_n'`, 'true'],
    ['[D] and not none', `'dragon' LIKE 'dragon_'`, 'false'],
    ['[E] case matters', `'Dragon' LIKE 'dragon'`, 'false'],
    ['[D] NOT LIKE', `'dragon' NOT LIKE 'd%'`, 'false'],
    ['[D] ESCAPE makes % a character', `'50%' LIKE '50\\%' ESCAPE '\\'`, 'true'],
    ['[D] and only that one', `'500' LIKE '50\\%' ESCAPE '\\'`, 'false'],
    ['[E] a backslash escapes nothing by itself', `'50\\0' LIKE '50\\%'`, 'true'],
    ['[E] NULL is unknown', `NULL LIKE 'a'`, 'null'],
    ['[E] as a pattern too', `'a' LIKE s.nothing`, 'null'],
    ['[E] and as an escape', `'a' LIKE 'a' ESCAPE NULL`, 'null'],
    ['a pattern may be calculated', `s.name LIKE UPPER('dr') || '%'`, 'true'],
    ['a pattern may come from the data', 's.name LIKE s.pattern', 'true'],
  ])('%s', async (_source, expression, value) => {
    expect(await evaluate(expression, '{"name":"DRAGON","pattern":"_R%"}')).toBe(value);
  });

  it('takes another pattern from every record', async () => {
    const data = lines({ n: 1, t: 'ab', p: 'a%' }, { n: 2, t: 'ab', p: 'b%' }, { n: 3, t: 'ab', p: '_b' });

    expect(await run('SELECT s.n FROM S3Object s WHERE s.t LIKE s.p', data)).toBe('{"n":1}\n{"n":3}\n');
  });

  it.each([
    [`1 LIKE 'a'`, 'LikeInvalidInputs'],
    [`'a' LIKE 1`, 'LikeInvalidInputs'],
    [`'a' LIKE 'a' ESCAPE 1`, 'LikeInvalidInputs'],
    [`'a' LIKE 'a' ESCAPE 'xy'`, 'EvaluatorLikePatternInvalidEscapeSequence'],
    [`'a' LIKE 'xa' ESCAPE 'x'`, 'EvaluatorLikePatternInvalidEscapeSequence'],
    [`'a' LIKE s.pattern ESCAPE 'x'`, 'EvaluatorLikePatternInvalidEscapeSequence'],
    [`'a' LIKE`, 'ParseUnExpectedKeyword'],
  ])('%s fails with %s', async (expression, code) => {
    expect(await failureOf(expression, '{"pattern":"xa"}')).toBe(code);
  });
});
