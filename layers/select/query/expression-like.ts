import { placed, sqlError, type SelectError, type SqlPosition } from '../errors.ts';
import type { Expression } from '../sql/ast.ts';
import { oneOfKind } from '../values/compare.ts';
import { likeMatcher, type LikeMatcher } from '../values/like.ts';
import { isUnknown, type Value } from '../values/value.ts';
import { constant, constantOf } from './constant.ts';
import type { Compile } from './expression.ts';
import type { Evaluator } from './row.ts';

/**
 * `value LIKE pattern ESCAPE character`. A pattern that does not depend on the row is compiled, and its faults reported,
 * before anything is read; of another the last one is kept, in case it does not change from row to row.
 */
export function compileLike(expression: Expression & { kind: 'like' }, compile: Compile): Evaluator {
  const { at } = expression;
  const value = compile(expression.value);
  const pattern = compile(expression.pattern);
  const escape = expression.escape && compile(expression.escape);
  const matcherOf = lastMatcher(at);
  const fixed = fixedMatcher(constantOf(pattern), constantOf(escape ?? constant('')), escape !== undefined, matcherOf);
  return (row) => {
    const text = value(row);
    if (fixed && typeof text === 'string') return fixed(text);
    const wanted = pattern(row);
    const character = escape?.(row);
    if (isUnknown(text) || isUnknown(wanted) || character === null || typeof character === 'symbol') return null;
    if (typeof text !== 'string') throw invalidInput(text, at);
    if (typeof wanted !== 'string') throw invalidInput(wanted, at);
    if (character !== undefined && typeof character !== 'string') throw invalidInput(character, at);
    return matcherOf(wanted, character)(text);
  };
}

type MatcherOf = (pattern: string, escape: string | undefined) => LikeMatcher;

function fixedMatcher(
  pattern: Value | undefined,
  escape: Value | undefined,
  hasEscape: boolean,
  matcherOf: MatcherOf,
): LikeMatcher | undefined {
  if (typeof pattern !== 'string' || typeof escape !== 'string') return undefined;
  return matcherOf(pattern, hasEscape ? escape : undefined);
}

function lastMatcher(at: SqlPosition): MatcherOf {
  let last: { pattern: string; escape: string | undefined; matcher: LikeMatcher } | undefined;
  return (pattern, escape) => {
    if (last?.pattern === pattern && last.escape === escape) return last.matcher;
    try {
      last = { pattern, escape, matcher: likeMatcher(pattern, escape) };
      return last.matcher;
    } catch (error) {
      throw placed(error, at);
    }
  };
}

function invalidInput(value: Value, at: SqlPosition): SelectError {
  return sqlError('LikeInvalidInputs', `LIKE takes strings, not ${oneOfKind(value)}`, at);
}
