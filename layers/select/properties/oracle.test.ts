// The engine against an evaluator that shares nothing with it: on random values, written in random ways, and random
// queries about them, both give the same rows and fail at the same row.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questions, selectiveQuestions, type Question } from './arbitrary-queries.ts';
import { Choices } from './choices.ts';
import { isList, isNumber, isStruct, type Datum } from './data.ts';
import { ask } from './engine.ts';
import { readRows, writeDocument, writeJson, writeLines } from './json-text.ts';
import { answer } from './oracle.ts';
import { align, exact, Inexact } from './oracle-values.ts';
import { printSql } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

describe.each(['LINES', 'DOCUMENT'] as const)('JSON %s', (json) => {
  const write = json === 'LINES' ? writeLines : writeDocument;

  it.each([
    ['every kind of query', questions, 1500],
    ['queries that lines can be told apart by', selectiveQuestions, json === 'LINES' ? 1000 : 100],
  ])('%s: the engine gives what the oracle gives', { timeout }, async (_, arbitrary, count) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (question) => {
        const expected = expectedOf(question);
        const sql = printSql(question.query, new Choices(question.printed));
        const text = write(question.data, new Choices(question.written));
        const found = await ask(sql, text, { json }, { strict: true });
        const isSame = isSameRows(readRows(found.output), expected.rows);
        const rows = expected.rows.map((row) => writeJson(row, new Choices([])));
        expect({ sql, text, rows: isSame ? rows : found.output.split('\n'), fails: found.code !== undefined }).toEqual({
          sql,
          text,
          rows,
          fails: expected.fails,
        });
      }),
      runs(count),
    );
  });
});

function expectedOf({ query, data }: Question) {
  try {
    return answer(query, data);
  } catch (error) {
    fc.pre(!(error instanceof Inexact));
    throw error;
  }
}

function isSameRows(found: Datum[], expected: Datum[]): boolean {
  return found.length === expected.length && found.every((row, i) => isSamePrint(row, expected[i]!));
}

/** Whether what came out is what was to come out: in the order of the data, numbers by their value. */
function isSamePrint(found: Datum, expected: Datum): boolean {
  if (isNumber(found)) {
    if (isList(expected)) return isAverage(found.text, expected.items);
    if (!isNumber(expected)) return false;
    const { left, right } = align(exact(found.text), exact(expected.text));
    return left === right;
  }
  if (isList(found)) return isList(expected) && isSameRows(found.items, expected.items);
  if (!isStruct(found)) return found === expected;
  return (
    isStruct(expected) &&
    found.members.length === expected.members.length &&
    found.members.every(([key, value], i) => {
      const [name, other] = expected.members[i]!;
      return key === name && isSamePrint(value, other);
    })
  );
}

/** Whether a number is the quotient of a sum and a count, to 37 digits. */
function isAverage(found: string, [marker, sum, count]: Datum[]): boolean {
  if (marker !== 'average' || !isNumber(sum) || !isNumber(count)) return false;
  const average = exact(found);
  const { left, right } = align({ ...average, coefficient: average.coefficient * BigInt(count.text) }, exact(sum.text));
  const distance = left < right ? right - left : left - right;
  return distance * 10n ** 37n <= (right < 0n ? -right : right);
}
