import fc from 'fast-check';
import { expressionsOf, type Expressions } from './arbitrary-expressions.ts';
import { subjectOf } from './subject.ts';
import { roots } from './arbitraries.ts';
import { choices } from './choices.ts';
import { isList, isStruct, type Datum } from './data.ts';
import { expand } from './oracle.ts';
import type { ColumnModel, Name, QueryModel, Step } from './query-model.ts';

/** Some values of a root, a query about them, and how both are to be written. */
export interface Question {
  data: Datum[];
  query: QueryModel;
  /** How the values are written, and how the query is. */
  written: number[];
  printed: number[];
}

/** Questions whose conditions and columns are about places that the data has. */
export const questions: fc.Arbitrary<Question> = question(({ condition }) => condition);

/** The same with conditions that a reader may tell lines apart by. */
export const selectiveQuestions: fc.Arbitrary<Question> = question(({ selective }) => selective);

function question(where: (expressions: Expressions) => fc.Arbitrary<QueryModel['where']>): fc.Arbitrary<Question> {
  return roots.chain((data) =>
    fc.record({ data: fc.constant(data), query: queriesOf(data, where), written: choices, printed: choices }),
  );
}

const aliases = fc.option(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('s', 'x', 'item').map((text) => ({ text, quoted: false })) },
    { weight: 1, arbitrary: fc.constantFrom('s', 'S', 'from', 'x"y').map((text) => ({ text, quoted: true })) },
  ),
  { nil: undefined, freq: 5 },
);

function queriesOf(
  data: Datum[],
  where: (expressions: Expressions) => fc.Arbitrary<QueryModel['where']>,
): fc.Arbitrary<QueryModel> {
  return fc.tuple(fromOf(data), aliases).chain(([from, alias]) => {
    const rows = data.flatMap((root) => [...expand(root, from)]).filter((row) => row !== undefined);
    // Without an alias fields are called by themselves.
    const expressions = expressionsOf(subjectOf(rows, alias));
    return fc.record({
      columns: columnsOf(expressions, alias),
      from: fc.constant(from),
      alias: fc.constant(alias),
      where: fc.option(where(expressions), { nil: undefined, freq: 6 }),
      limit: fc.option(fc.nat(5), { nil: undefined, freq: 3 }),
    });
  });
}

/** A path of FROM: none for the most part, else steps that lead to something in the data, or nowhere. */
function fromOf(data: Datum[]): fc.Arbitrary<Step[]> {
  const names = new Set<string>();
  for (const root of data)
    for (const inner of isList(root) ? root.items : [root])
      if (isStruct(inner)) for (const [key] of inner.members) names.add(key);
  const name: fc.Arbitrary<Step> = fc
    .constantFrom(...names, 'nowhere')
    .map((text) => (text === 'nowhere' ? { kind: 'key', text } : { kind: 'name', name: { text, quoted: true } }));
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Step>({ kind: 'elements' }) },
    { weight: 2, arbitrary: name },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'members' }) },
    { weight: 1, arbitrary: fc.nat(2).map((index): Step => ({ kind: 'index', index })) },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<Step[]>([]) },
    { weight: 1, arbitrary: fc.array(step, { minLength: 1, maxLength: 3 }) },
  );
}

function columnsOf(
  { path, value, condition }: Expressions,
  row: Name | undefined,
): fc.Arbitrary<QueryModel['columns']> {
  const alias = fc.option(
    fc.constantFrom<Name[]>(
      { text: 'x', quoted: false },
      { text: 'sel"ect', quoted: true },
      { text: '', quoted: true },
    ),
    { nil: undefined, freq: 1 },
  );
  const column = fc.oneof<fc.WeightedArbitrary<ColumnModel>[]>(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('expression' as const), expression: path, alias }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('expression' as const), expression: fc.oneof(value, condition), alias }),
    },
    {
      weight: 1,
      arbitrary: path
        .filter(({ steps }) => !steps.some(({ kind }) => kind === 'index'))
        .map((spread) => ({ kind: 'spread', path: spread })),
    },
    {
      weight: row ? 1 : 0,
      arbitrary: fc.constant({
        kind: 'spread',
        path: { kind: 'path', root: row ?? { text: '_1', quoted: false }, steps: [] },
      }),
    },
  );
  const aggregate = fc.oneof(
    { weight: 1, arbitrary: fc.constant({ name: 'count' as const, argument: undefined }) },
    {
      weight: 3,
      arbitrary: fc.record({
        name: fc.constantFrom('count' as const, 'sum' as const, 'avg' as const, 'min' as const, 'max' as const),
        argument: path,
      }),
    },
    { weight: 1, arbitrary: fc.record({ name: fc.constant('count' as const), argument: value }) },
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*' as const) },
    { weight: 4, arbitrary: fc.array(column, { minLength: 1, maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc.record({ aggregates: fc.array(fc.record({ aggregate, alias }), { minLength: 1, maxLength: 3 }) }),
    },
  );
}
