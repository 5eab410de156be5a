// Whatever string a caller filters for, in `'` + text with doubled quotes + `'` it is one literal and nothing else; the same of
// names in double quotes. There are no bind parameters, so this is what keeps a query what it was meant to be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../sql/lexer.ts';
import { texts } from './arbitraries.ts';
import { choices, Choices } from './choices.ts';
import { struct } from './data.ts';
import { ask } from './engine.ts';
import { readRows, writeLines } from './json-text.ts';
import { stringLiteral } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

/** Text that tries to be something else, and any text at all, halves of surrogate pairs included. */
const anyText = fc.oneof(
  fc.constantFrom(
    `'`,
    `''`,
    `' OR 1 = 1 --`,
    `\\'`,
    `' /*`,
    `*/ '`,
    '`',
    '"',
    `"x"`,
    '--',
    ';',
    '\u0000',
    '\ud800',
    '\udc09\ud83d',
    'K',
    '\u212a',
  ),
  fc
    .array(
      fc.constantFrom(`'`, `"`, '\\', '-', '/', '*', '`', ';', '\n', '\0', ' ', 'a', '\ud83d', '\udc09', '\ufffd'),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
  // Half of a pair, and what it becomes where it is written as UTF-8 all the same.
  fc.constantFrom('\ud800', '\udc09', '\ufffd'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  texts,
);

describe('a string literal', () => {
  it('is one token with that value', { timeout }, () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const tokens = tokenize(`s.a = ${stringLiteral(one)} AND s.b <> ${stringLiteral(other)}`);
        const found = tokens.filter(({ kind }) => kind === 'string').map(({ value }) => value);
        expect(found).toEqual([one, other]);
        expect(tokens).toHaveLength(12);
      }),
      runs(3000),
    );
  });

  it('finds exactly the rows with that value', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyText, { minLength: 1, maxLength: 6 }),
        anyText,
        fc.nat(),
        choices,
        async (values, other, pick, how) => {
          const wanted = pick % 3 === 0 ? other : values[pick % values.length]!;
          const data = writeLines(
            values.map((value) => struct(['a', value])),
            new Choices(how),
          );
          const literal = stringLiteral(wanted);
          const kept = values.filter((value) => value === wanted).map((value) => struct(['a', value]));
          for (const where of [
            `s.a = ${literal}`,
            `s.a IN (${literal}, 'no such text')`,
            `${literal} = s.a`,
            `NOT s.a <> ${literal}`,
          ]) {
            const { output, message } = await ask(`SELECT s.a FROM S3Object s WHERE ${where}`, data);
            expect({ where, rows: readRows(output), message }).toEqual({ where, rows: kept, message: undefined });
          }
        },
      ),
      runs(500),
    );
  });

  it('finds what it is part of by LIKE, with the wildcards in it escaped', { timeout }, async () => {
    const whole = anyText.filter((text) => text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(
        fc.array(whole, { minLength: 1, maxLength: 6 }),
        whole,
        fc.nat(),
        choices,
        async (values, other, pick, how) => {
          const part = pick % 3 === 0 ? other : values[pick % values.length]!.slice(0, 3);
          fc.pre(part.isWellFormed());
          const escaped = part.replaceAll(/[\\%_]/g, '\\$&');
          const data = writeLines(
            values.map((value) => struct(['a', value])),
            new Choices(how),
          );
          const tests: [string, (text: string) => boolean][] = [
            [`%${escaped}%`, (text) => text.includes(part)],
            [`${escaped}%`, (text) => text.startsWith(part)],
            [`%${escaped}`, (text) => text.endsWith(part)],
            [escaped, (text) => text === part],
          ];
          for (const [pattern, isKept] of tests) {
            const sql = `SELECT s.a FROM S3Object s WHERE s.a LIKE ${stringLiteral(pattern)} ESCAPE '\\'`;
            const kept = values.filter(isKept).map((value) => struct(['a', value]));
            expect({ sql, rows: readRows((await ask(sql, data)).output) }).toEqual({ sql, rows: kept });
          }
        },
      ),
      runs(400),
    );
  });
});

describe('a name in double quotes', () => {
  it('is one token, and finds exactly that key', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyText, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        choices,
        async (names, pick, how) => {
          const wanted = names[pick % names.length]!;
          const quoted = `"${wanted.replaceAll('"', '""')}"`;
          expect(tokenize(quoted)).toMatchObject([{ kind: 'quoted', value: wanted }, { kind: 'end' }]);

          const data = writeLines(
            [struct(...names.map((name, i): [string, string] => [name, `value ${i}`]))],
            new Choices(how),
          );
          const value = `value ${pick % names.length}`;
          const { output } = await ask(
            `SELECT s.${quoted} AS hit FROM S3Object s WHERE s[${stringLiteral(wanted)}] = '${value}'`,
            data,
          );
          expect(readRows(output)).toEqual([struct(['hit', value])]);
        },
      ),
      runs(500),
    );
  });

  it('names a column in the output', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (name) => {
        const { output } = await ask(`SELECT 1 AS "${name.replaceAll('"', '""')}" FROM S3Object`, '{}');
        expect(Object.keys(JSON.parse(output) as object)).toEqual([name]);
      }),
      runs(300),
    );
  });
});
