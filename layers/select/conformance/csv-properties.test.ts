// What holds for any CSV: chunk boundaries, round trips through both formats, shortcuts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lines, outcome, run } from '../testing/run-select.ts';

const character = fc.constantFrom('a', 'b', ',', '"', "'", '\\', '\n', '\r', ';', '#', ' ', 'é', '😀', '§', '\t');
const cell = fc.string({ unit: character, maxLength: 6 });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
const cuts = fc.array(fc.nat(120), { maxLength: 6 });
/** Anything that could be called CSV, most of it broken. */
const text = fc.string({ unit: character, maxLength: 60 });

const dialect = fc.record({
  FieldDelimiter: fc.constantFrom(',', ';', '§'),
  RecordDelimiter: fc.constantFrom('\n', '\r\n', '|', '--'),
  QuoteCharacter: fc.constantFrom('"', '`', '😀'),
  QuoteEscapeCharacter: fc.option(fc.constantFrom('\\', 'é'), { nil: undefined }),
});

/** JSON Lines whose structs have the columns `c0`, `c1` … */
function structs(rows: string[][]): string {
  return lines(...rows.map((row) => Object.fromEntries(row.map((value, i) => [`c${i}`, value]))));
}

/** What comes of a table as CSV. */
function positions(rows: string[][]): string {
  return lines(...rows.map((row) => Object.fromEntries(row.map((value, i) => [`_${i + 1}`, value]))));
}

/** Without quotes a row of one empty field is an empty line, and so none. */
function withoutEmpty(rows: string[][]): string[][] {
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

describe('any CSV', () => {
  it('reads what was written, in every dialect', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, fc.constantFrom('ALWAYS', 'ASNEEDED'), async (rows, toCsv, QuoteFields) => {
        const written = await run('SELECT * FROM S3Object', structs(rows), { toCsv: { ...toCsv, QuoteFields } });
        const csv = { ...toCsv, Comments: '', AllowQuotedRecordDelimiter: true };
        const read = await run('SELECT * FROM S3Object', written, { csv });

        expect(read).toBe(positions(QuoteFields === 'ALWAYS' ? rows : withoutEmpty(rows)));
      }),
      { numRuns: 300 },
    );
  });

  it('is passed on as itself, whatever its quotes, when it is read and written alike', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, dialect, cuts, async (rows, one, other, cutAt) => {
        const read = { Comments: '', AllowQuotedRecordDelimiter: true };
        const data = await run('SELECT * FROM S3Object', structs(rows), { toCsv: one });
        const changed = await run('SELECT * FROM S3Object', data, {
          csv: { ...one, ...read },
          toCsv: other,
          cuts: cutAt,
        });
        const back = await run('SELECT * FROM S3Object', changed, { csv: { ...other, ...read }, toCsv: one });

        expect(back).toBe(await run('SELECT * FROM S3Object', data, { csv: { ...one, ...read }, toCsv: one }));
        expect(await run('SELECT * FROM S3Object', back, { csv: { ...one, ...read } })).toBe(
          positions(withoutEmpty(rows)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same rows and the same error, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, dialect, fc.boolean(), async (data, cutAt, csv, AllowQuotedRecordDelimiter) => {
        const options = { csv: { ...csv, AllowQuotedRecordDelimiter } };
        const whole = await outcome('SELECT * FROM S3Object', data, options);
        const cut = await outcome('SELECT * FROM S3Object', data, { ...options, cuts: cutAt });

        expect([cut.output, cut.error?.code]).toEqual([whole.output, whole.error?.code]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives no other rows when records are passed over', async () => {
    const few = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', ',', 'é'), maxLength: 3 });
    const pairs = fc.array(fc.tuple(few, few), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(5), cuts, dialect, fc.boolean(), async (rows, wanted, cutAt, csv, isOverLines) => {
        const plain = isOverLines ? rows : rows.map((row) => row.map((field) => field.replaceAll('\n', '')));
        const data = await run('SELECT * FROM S3Object', structs(plain), { toCsv: csv });
        const format = { ...csv, Comments: '', AllowQuotedRecordDelimiter: isOverLines };
        const value = (plain[wanted % plain.length]?.[1] ?? '').replaceAll("'", "''");
        for (const condition of [`= '${value}'`, `LIKE '%${value}%'`, `IN ('${value}', 'é')`]) {
          const sql = `SELECT * FROM S3Object s WHERE s._2 ${condition}`;
          const all = await run(sql, data, { csv: format, strict: true });

          expect(all).not.toBe('');
          expect(await run(sql, data, { csv: format, cuts: cutAt })).toBe(all);
        }
      }),
      { numRuns: 500 },
    );
  });
});
