// Every operator on many pairs of values, which random queries alone would seldom bring together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimals, integers } from './arbitraries.ts';
import { choices, Choices } from './choices.ts';
import { struct, type Datum } from './data.ts';
import { ask } from './engine.ts';
import { readRows, writeLines } from './json-text.ts';
import { answer } from './oracle.ts';
import { printSql } from './print-sql.ts';
import type { ColumnModel, ExpressionModel } from './query-model.ts';
import { runs, timeout } from './runs.ts';
import { isSameRows } from './same-rows.ts';

const path = (name: string): ExpressionModel => ({ kind: 'path', root: { text: name, quoted: false }, steps: [] });
const [left, right] = [path('a'), path('b')];
const comparisons = (['=', '<>', '<', '<=', '>', '>='] as const).map((operator): ExpressionModel => ({
  kind: 'compare',
  operator,
  left,
  right,
}));
const others = ([false, true] as const).flatMap((negated): ExpressionModel[] => [
  { kind: 'between', negated, value: left, low: right, high: left },
  { kind: 'in', negated, value: left, list: [right, { kind: 'literal', value: null }] },
  { kind: 'in', negated, value: left, list: [right, left] },
]);

/** Texts of few characters, among them those that UTF-16 orders otherwise than by code point, and what LIKE gives a meaning. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u{1F409}', '\uFFFD', '%', '_', '!'), maxLength: 5 });
const textOperators: ExpressionModel[] = [
  { kind: 'like', negated: false, value: left, pattern: right, escape: undefined },
  { kind: 'concat', left, right },
  { kind: 'trim', side: undefined, characters: right, value: left },
  { kind: 'trim', side: 'trailing', characters: right, value: left },
  { kind: 'call', name: 'nullif', args: [left, right] },
  { kind: 'call', name: 'char_length', args: [left] },
];
const numberOperators = (['+', '-'] as const).map((operator): ExpressionModel => ({
  kind: 'arithmetic',
  operator,
  left,
  right,
}));

describe('operators on pairs', () => {
  it.each<[string, fc.Arbitrary<Datum>, ExpressionModel[]]>([
    ['texts', text, textOperators],
    [
      'numbers',
      fc.oneof(
        decimals,
        integers.filter(({ text: digits }) => digits.length < 18),
      ),
      numberOperators,
    ],
    ['booleans and NULL', fc.constantFrom(true, false, null), []],
  ])('of %s give what the oracle gives', { timeout }, async (_, value, operators) => {
    const columns = [...comparisons, ...others, ...operators].map((expression): ColumnModel => ({
      kind: 'expression',
      expression,
      alias: undefined,
    }));
    const query = { columns, from: [], alias: undefined, where: undefined, limit: undefined };
    const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(pairs, choices, choices, async (all, written, printed) => {
        const data = all.map(([a, b]) => struct(['a', a], ['b', b]));
        const { output, message } = await ask(
          printSql(query, new Choices(printed)),
          writeLines(data, new Choices(written)),
        );
        const { rows } = answer(query, data);
        const isSame = isSameRows(readRows(output), rows);
        expect({ message, rows: isSame ? rows : readRows(output) }).toEqual({ message: undefined, rows });
      }),
      runs(120),
    );
  });
});
