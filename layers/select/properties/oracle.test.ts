// The engine against an evaluator that shares nothing with it: on random values, written in random ways, and random
// queries about them, both give the same rows and fail at the same row.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questions, selectiveQuestions, type Question } from './arbitrary-queries.ts';
import { Choices } from './choices.ts';
import { ask } from './engine.ts';
import { readRows, writeDocument, writeJson, writeLines } from './json-text.ts';
import { answer } from './oracle.ts';
import { Inexact } from './oracle-values.ts';
import { printSql } from './print-sql.ts';
import { runs, timeout } from './runs.ts';
import { isSameRows } from './same-rows.ts';

describe.each(['LINES', 'DOCUMENT'] as const)('JSON %s', (json) => {
  const write = json === 'LINES' ? writeLines : writeDocument;

  it.each([
    ['every kind of query', questions, 1000],
    ['queries that lines can be told apart by', selectiveQuestions, json === 'LINES' ? 600 : 100],
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
