import fc from 'fast-check';
import { decimals, integers, texts } from './arbitraries.ts';
import { comparisonsOf, literalText, logicOf, selectiveOf } from './arbitrary-conditions.ts';
import { isNumber, number } from './data.ts';
import type { ExpressionModel, PathModel } from './query-model.ts';
import { spelled, type Subject } from './subject.ts';

/** Expressions of every kind about some rows. */
export interface Expressions {
  path: fc.Arbitrary<PathModel>;
  /** Values of any kind. */
  value: fc.Arbitrary<ExpressionModel>;
  /** What is true, false or unknown. */
  condition: fc.Arbitrary<ExpressionModel>;
  /** Conditions that lines can be told apart by without parsing them. */
  selective: fc.Arbitrary<ExpressionModel>;
}

export function expressionsOf(subject: Subject): Expressions {
  const path = pathsOf(subject);
  const literal = literalsOf(subject);
  const leaf = fc.oneof(
    { weight: 6, arbitrary: path },
    { weight: 4, arbitrary: literal },
    { weight: 1, arbitrary: fc.constant<ExpressionModel>({ kind: 'missing' }) },
  );
  const selective = selectiveOf(path, literal, textsOf(subject));
  const { value, condition } = fc.letrec<{ value: ExpressionModel; condition: ExpressionModel }>((tie) => {
    const inner = tie('value');
    const options = { maxDepth: 3, depthIdentifier: 'expression' };
    return {
      value: fc.oneof(
        options,
        { weight: 8, arbitrary: leaf },
        { weight: 1, arbitrary: arithmeticOf(inner, path) },
        { weight: 2, arbitrary: callsOf(inner) },
        { weight: 1, arbitrary: casesOf(inner, tie('condition')) },
        { weight: 1, arbitrary: tie('condition') },
      ),
      condition: fc.oneof(
        options,
        { weight: 6, arbitrary: comparisonsOf(leaf, path, literal) },
        { weight: 2, arbitrary: comparisonsOf(inner, path, inner) },
        { weight: 2, arbitrary: selective },
        { weight: 3, arbitrary: logicOf(tie('condition')) },
        { weight: 1, arbitrary: inner },
      ),
    };
  });
  return { path, value, condition, selective };
}

function pathsOf({ paths, rowName }: Subject): fc.Arbitrary<PathModel> {
  const nowhere: PathModel = { kind: 'path', root: { text: 'nowhere', quoted: false }, steps: [] };
  const row: PathModel[] = rowName ? [{ kind: 'path', root: rowName, steps: [] }] : [];
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(paths.length > 0 ? paths : [nowhere])).chain(spelled) },
    { weight: 1, arbitrary: fc.constantFrom(nowhere, ...row).chain(spelled) },
  );
}

/** Literals that stand in the data, and others. A number of a literal has no sign: a minus is an operator. */
function literalsOf({ scalars }: Subject): fc.Arbitrary<ExpressionModel> {
  const present = scalars.filter((scalar) => !isNumber(scalar) || !scalar.text.startsWith('-'));
  const other = fc.oneof(
    texts,
    fc.oneof(integers, decimals).map(({ text }) => number(text.replace('-', ''))),
  );
  const anyOf = fc.oneof(...(present.length > 0 ? [{ weight: 5, arbitrary: fc.constantFrom(...present) }] : []), {
    weight: 1,
    arbitrary: other,
  });
  return anyOf.map((value) => ({ kind: 'literal', value }));
}

function textsOf({ scalars }: Subject): fc.Arbitrary<string> {
  const present = scalars.filter((scalar) => typeof scalar === 'string');
  return fc.oneof(...(present.length > 0 ? [{ weight: 5, arbitrary: fc.constantFrom(...present) }] : []), {
    weight: 1,
    arbitrary: texts,
  });
}

/** Arithmetic of which every result is exact: `/` and `%` of integers alone, which CHAR_LENGTH gives. */
function arithmeticOf(
  value: fc.Arbitrary<ExpressionModel>,
  path: fc.Arbitrary<ExpressionModel>,
): fc.Arbitrary<ExpressionModel> {
  const whole = fc.oneof(
    integers.map(({ text }): ExpressionModel => ({ kind: 'literal', value: number(text.replace('-', '')) })),
    path.map((operand): ExpressionModel => ({ kind: 'call', name: 'char_length', args: [operand] })),
  );
  return fc.oneof(
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const),
      left: path,
      right: value,
    }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('/' as const, '%' as const),
      left: whole,
      right: whole,
    }),
    fc.record({ kind: fc.constant('concat' as const), left: value, right: value }),
    fc.record({ kind: fc.constant('negate' as const), operand: value }),
  );
}

function callsOf(value: fc.Arbitrary<ExpressionModel>): fc.Arbitrary<ExpressionModel> {
  const place = fc.integer({ min: -2, max: 6 }).map((at): ExpressionModel => {
    const literal: ExpressionModel = { kind: 'literal', value: number(Math.abs(at)) };
    return at < 0 ? { kind: 'negate', operand: literal } : literal;
  });
  const call = <Name extends string>(name: Name, args: fc.Arbitrary<ExpressionModel[]>) =>
    fc.record({ kind: fc.constant('call' as const), name: fc.constant(name), args });
  return fc.oneof(
    fc.constantFrom('lower' as const, 'upper' as const, 'char_length' as const).chain((name) =>
      call(
        name,
        value.map((arg) => [arg]),
      ),
    ),
    call('coalesce', fc.array(value, { minLength: 1, maxLength: 3 })),
    call(
      'nullif',
      fc.tuple(value, value).map(([a, b]) => [a, b]),
    ),
    call(
      'substring',
      fc.tuple(value, fc.array(place, { minLength: 1, maxLength: 2 })).map(([text, rest]) => [text, ...rest]),
    ),
    fc.record({
      kind: fc.constant('trim' as const),
      side: fc.constantFrom('leading' as const, 'trailing' as const, 'both' as const, undefined),
      characters: fc.option(fc.constantFrom('r', ' a', '', '\u{1F409}é').map(literalText), { nil: undefined }),
      value,
    }),
  );
}

function casesOf(
  value: fc.Arbitrary<ExpressionModel>,
  condition: fc.Arbitrary<ExpressionModel>,
): fc.Arbitrary<ExpressionModel> {
  const otherwise = fc.option(value, { nil: undefined });
  const branches = (when: fc.Arbitrary<ExpressionModel>) =>
    fc.array(fc.record({ when, then: value }), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    fc.record({ kind: fc.constant('case' as const), subject: value, whens: branches(value), otherwise }),
    fc.record({
      kind: fc.constant('case' as const),
      subject: fc.constant(undefined),
      whens: branches(condition),
      otherwise,
    }),
  );
}
