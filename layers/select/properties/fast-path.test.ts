// What lets records be passed over without parsing them must never change an answer: on sound data the shortcuts, a strict run and a
// condition that no shortcut is found in give the same bytes. Where a strict run ends in a fault of the data, the fault may
// stay unseen, and what comes out still begins with the rows before it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredTexts } from '../query/needle.ts';
import { parse } from '../sql/parser.ts';
import { questions, selectiveQuestions } from './arbitrary-queries.ts';
import { texts } from './arbitraries.ts';
import { choices, Choices } from './choices.ts';
import { writeCsv } from './csv-text.ts';
import { struct } from './data.ts';
import { ask, chunksOf, type Answer, type Formats } from './engine.ts';
import { writeLines } from './json-text.ts';
import { printSql, stringLiteral } from './print-sql.ts';
import type { QueryModel } from './query-model.ts';
import { runs, timeout } from './runs.ts';

describe('shortcuts of JSON LINES', () => {
  it.each([
    ['every kind of query', questions, 300],
    ['queries that lines can be told apart by', selectiveQuestions, 800],
  ])('%s: change nothing', { timeout }, async (_, arbitrary, count) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.array(fc.nat(400), { maxLength: 4 }), async (question, cuts) => {
        const data = writeLines(question.data, new Choices(question.written));
        await expectSame(question.query, question.printed, data, cuts, {});
      }),
      runs(count),
    );
  });

  it('change nothing where many lines come before the ones that match', { timeout }, async () => {
    const row = fc.tuple(texts, texts, choices);
    const wanted = fc.array(texts, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.nat(2000),
        wanted,
        async (rows, filler, others) => {
          const plain = '{"city":"nowhere","name":"nobody"}\n'.repeat(filler);
          const data = rows
            .map(([city, name, how]) => writeLines([struct(['city', city], ['name', name])], new Choices([...how, 0])))
            .join(`\n${plain}`);
          const any = [...others, rows[0]![0]].map(stringLiteral);
          for (const where of [
            `s.city = ${any.at(-1)!}`,
            `s.city IN (${any.join(', ')})`,
            any.map((text) => `s.name = ${text}`).join(' OR '),
          ]) {
            const sql = `SELECT * FROM S3Object s WHERE ${where}`;
            expect(await ask(sql, data)).toEqual(await ask(sql, data, {}, { strict: true }));
          }
        },
      ),
      runs(40),
    );
  });

  it('are taken in most of these queries', () => {
    const sample = fc.sample(selectiveQuestions, { numRuns: 300, seed: 1 });
    const taken = sample.filter(({ query, printed }) =>
      requiredTexts(parse(printSql(query, new Choices(printed))).where),
    );

    expect(taken.length).toBeGreaterThan(100);
  });

  it.each(['SELECT COUNT(*) FROM S3Object', `SELECT 'x', COUNT(*) n FROM S3Object s LIMIT 1`])(
    '%s counts what parsing counts',
    { timeout },
    async (sql) => {
      await fc.assert(
        fc.asyncProperty(questions, fc.array(fc.nat(400), { maxLength: 4 }), async ({ data, written }, cuts) => {
          const text = writeLines(data, new Choices(written));
          expect(await ask(sql, chunksOf(text, cuts))).toEqual(await ask(sql, text, {}, { strict: true }));
          expect((await ask(sql, text)).output).toContain(`:${data.length}}`);
        }),
        runs(200),
      );
    },
  );
});

describe('shortcuts of CSV', () => {
  const fields = fc.array(fc.oneof(texts, fc.constantFrom('red', 'blue')), { minLength: 1, maxLength: 4 });

  it('change nothing', { timeout }, async () => {
    const records = fc.array(fields, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        records,
        choices,
        fc.nat(),
        fc.boolean(),
        fc.array(fc.nat(200)),
        async (rows, how, pick, isLike, cuts) => {
          const csv = { AllowQuotedRecordDelimiter: pick % 2 === 0 };
          const all = rows.flat();
          const wanted = all[pick % all.length]!;
          const condition = isLike
            ? `s._1 LIKE ${stringLiteral(`%${wanted}%`)}`
            : `s._2 = ${stringLiteral(wanted)} OR s._1 IN ('red', ${stringLiteral(wanted)})`;
          const data = writeCsv(rows, csv, new Choices(how));
          const sql = `SELECT * FROM S3Object s WHERE ${condition}`;
          const strict = await ask(sql, data, { csv }, { strict: true });
          expectAgreement(await ask(sql, chunksOf(data, cuts), { csv }), strict);
          expectAgreement(
            await ask(`SELECT COUNT(*) FROM S3Object s`, data, { csv }),
            await ask(`SELECT COUNT(*) FROM S3Object s`, data, { csv }, { strict: true }),
          );
        },
      ),
      runs(200),
    );
  });
});

async function expectSame(
  query: QueryModel,
  printed: number[],
  data: string,
  cuts: number[],
  formats: Formats,
): Promise<void> {
  const sql = printSql(query, new Choices(printed));
  const strict = await ask(sql, data, formats, { strict: true });
  expectAgreement(await ask(sql, chunksOf(data, cuts), formats), strict);
  if (!query.where) return;
  const wrapped: QueryModel = {
    ...query,
    where: {
      kind: 'case',
      subject: undefined,
      whens: [{ when: query.where, then: { kind: 'literal', value: true } }],
      otherwise: undefined,
    },
  };
  const unshortened = await ask(printSql(wrapped, new Choices(printed)), data, formats);
  expect({ ...unshortened, message: undefined }).toEqual({ ...strict, message: undefined });
}

function expectAgreement(found: Answer, strict: Answer): void {
  if (strict.code === undefined) {
    expect({ ...found, stats: found.stats?.BytesReturned }).toEqual({ ...strict, stats: strict.stats?.BytesReturned });
  } else if (found.code === undefined || found.code !== strict.code) {
    expect(found.output.slice(0, strict.output.length)).toBe(strict.output);
  } else {
    expect(found.output.startsWith(strict.output)).toBe(true);
  }
}
