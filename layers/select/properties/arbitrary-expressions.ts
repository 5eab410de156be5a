import fc from 'fast-check';
import { decimals, integers, texts } from './arbitraries.ts';
import { isList, isNumber, isStruct, number, type Datum } from './data.ts';
import { isPlainName } from './print-sql.ts';
import type { ExpressionModel, Name, PathModel, Step } from './query-model.ts';

/** What a query can be about: places that the rows really have, and values that stand there. */
export interface Subject {
  paths: PathModel[];
  scalars: (null | boolean | string | { kind: 'number'; text: string })[];
  /** Every spelling of the paths is tried: with quotes and without, in another case. */
  rowName: Name | undefined;
}

/** The places in some rows, none deeper than three steps, and their values. */
export function subjectOf(rows: Datum[], rowName: Name | undefined): Subject {
  const paths = new Map<string, Step[]>();
  const scalars: Subject['scalars'] = [];
  const visit = (value: Datum, steps: Step[]) => {
    if (steps.length > 0) paths.set(JSON.stringify(steps), steps);
    if (steps.length === 3) return;
    if (isStruct(value)) for (const [key, inner] of value.members) visit(inner, [...steps, { kind: 'key', text: key }]);
    else if (isList(value)) value.items.forEach((item, index) => visit(item, [...steps, { kind: 'index', index }]));
    else scalars.push(value);
  };
  for (const row of rows) visit(row, []);
  return { paths: [...paths.values()].flatMap((steps) => pathOf(steps, rowName)), scalars, rowName };
}

/** A path from the row's name, or from a field of the row where the row has no name that is used. */
function pathOf(steps: Step[], rowName: Name | undefined): PathModel[] {
  if (rowName) return [{ kind: 'path', root: rowName, steps }];
  const [first, ...rest] = steps;
  return first?.kind === 'key' ? [{ kind: 'path', root: { text: first.text, quoted: true }, steps: rest }] : [];
}

/** A path with each of its names spelled in one of the ways that can mean it, or nearly. */
function spelled(path: PathModel): fc.Arbitrary<PathModel> {
  const steps = fc.tuple(...path.steps.map(spelledStep));
  const root = spelledName(path.root);
  return fc.record({ kind: fc.constant('path' as const), root, steps });
}

function spelledStep(step: Step): fc.Arbitrary<Step> {
  if (step.kind !== 'key') return fc.constant(step);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: spelledName({ text: step.text, quoted: true }).map((name): Step => ({ kind: 'name', name })),
    },
    { weight: 1, arbitrary: fc.constant(step) },
  );
}

function spelledName(name: Name): fc.Arbitrary<Name> {
  if (!isPlainName(name.text)) return fc.constant({ ...name, quoted: true });
  const { text } = name;
  const spellings = [text, text, text.toUpperCase(), text.toLowerCase()].filter(isPlainName);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...spellings).map((spelling) => ({ text: spelling, quoted: false })) },
    { weight: 1, arbitrary: fc.constant({ text, quoted: true }) },
  );
}

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

const literalText = (value: string): ExpressionModel => ({ kind: 'literal', value });

function selectiveOf(
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

function comparisonsOf(
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

function logicOf(condition: fc.Arbitrary<ExpressionModel>): fc.Arbitrary<ExpressionModel> {
  const operands = fc.array(condition, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), operand: condition }) },
  );
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
