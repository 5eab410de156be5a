import fc from 'fast-check';
import type { ExpressionModel, PathModel } from './query-model.ts';

/** A literal of a query that is a text. */
export const literalText = (value: string): ExpressionModel => ({ kind: 'literal', value });

/** Conditions that lines can be told apart by without parsing them, alone and beside one another. */
export function selectiveOf(
  path: fc.Arbitrary<PathModel>,
  literal: fc.Arbitrary<ExpressionModel>,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<ExpressionModel> {
  const { condition } = fc.letrec<{ condition: ExpressionModel }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'selective' },
      {
        weight: 4,
        arbitrary: fc
          .tuple(path, text, fc.boolean())
          .map(([left, wanted, isSwapped]) => equality(left, literalText(wanted), isSwapped)),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('in' as const),
          negated: fc.constant(false),
          value: path,
          list: fc.array(text.map(literalText), { minLength: 1, maxLength: 10 }),
        }),
      },
      { weight: 3, arbitrary: likesOf(path, text) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.tuple(tie('condition'), comparisonsOf(path, path, literal)).map(([a, b]) => [a, b]),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('and' as const),
          operands: fc.tuple(comparisonsOf(path, path, literal), tie('condition')).map(([a, b]) => [a, b]),
        }),
      },
      { weight: 1, arbitrary: tie('condition').map((operand): ExpressionModel => ({ kind: 'not', operand })) },
    ),
  }));
  return condition;
}

function equality(left: ExpressionModel, right: ExpressionModel, isSwapped: boolean): ExpressionModel {
  return isSwapped
    ? { kind: 'compare', operator: '=', left: right, right: left }
    : { kind: 'compare', operator: '=', left, right };
}

/** LIKE with patterns that were made from texts of the data, so that many match. */
function likesOf(value: fc.Arbitrary<ExpressionModel>, text: fc.Arbitrary<string>): fc.Arbitrary<ExpressionModel> {
  const pattern = fc
    .tuple(text, fc.array(fc.tuple(fc.nat(9), fc.nat(2), fc.constantFrom('%', '_', '%%', '')), { maxLength: 3 }))
    .map(([from, edits]) => {
      const characters = Array.from(from);
      for (const [place, count, wildcard] of edits)
        characters.splice(Math.min(place, characters.length), count, wildcard);
      return characters.join('');
    });
  const plain = pattern.map((wanted) => ({ pattern: literalText(wanted), escape: undefined }));
  const escaped = fc.tuple(text, fc.constantFrom('\\', '!', '%', '\u{1F409}')).map(([wanted, escape]) => {
    const pattern = Array.from(wanted, (c) => (c === '%' || c === '_' || c === escape ? escape + c : c)).join('');
    return { pattern: literalText(escape === '%' ? pattern : `%${pattern}%`), escape };
  });
  return fc
    .tuple(value, fc.boolean(), fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: escaped }))
    .map(([operand, negated, rest]) => ({
      kind: 'like',
      negated: negated && rest.escape === undefined,
      value: operand,
      ...rest,
    }));
}

/** Comparisons of every kind. */
export function comparisonsOf(
  left: fc.Arbitrary<ExpressionModel>,
  path: fc.Arbitrary<PathModel>,
  right: fc.Arbitrary<ExpressionModel>,
): fc.Arbitrary<ExpressionModel> {
  const negated = fc.boolean();
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('=' as const, '<>' as const, '!=' as const),
        left,
        right,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
        left,
        right,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('between' as const), negated, value: left, low: right, high: right }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('in' as const),
        negated,
        value: left,
        list: fc.array(right, { minLength: 1, maxLength: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('in' as const), negated, value: left, list: path }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('is' as const),
        negated,
        value: left,
        type: fc.constantFrom('null' as const, 'missing' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('like' as const),
        negated,
        value: left,
        pattern: right,
        escape: fc.constant(undefined),
      }),
    },
  );
}

/** AND, OR and NOT of conditions. */
export function logicOf(condition: fc.Arbitrary<ExpressionModel>): fc.Arbitrary<ExpressionModel> {
  const operands = fc.array(condition, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), operand: condition }) },
  );
}
