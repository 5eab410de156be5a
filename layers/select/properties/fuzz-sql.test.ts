// Whatever text is handed over as SQL: it runs, or ends in an error that the service documents, never in any other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../query/query.ts';
import { tokenize } from '../sql/lexer.ts';
import { questions, type Question } from './arbitrary-queries.ts';
import { Choices } from './choices.ts';
import { ask, documented } from './engine.ts';
import { writeLines } from './json-text.ts';
import { mutatedText, mutations } from './mutations.ts';
import { printSql } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

/** Pieces of SQL: words, signs and literals, whole and broken. */
const soup = (
  'SELECT FROM WHERE LIMIT AS AND OR NOT IN IS LIKE ESCAPE BETWEEN CASE WHEN THEN ELSE END NULL MISSING TRUE CAST TRIM ' +
  'LEADING BOTH SUBSTRING FOR EXTRACT YEAR DATE_ADD( DATE_DIFF( TO_STRING( TO_TIMESTAMP( UTCNOW() COALESCE( NULLIF( ' +
  'LOWER( UPPER( CHAR_LENGTH( COUNT( SUM( AVG( MIN( MAX( COUNT(*) DISTINCT ORDER BY GROUP JOIN VALUE UNION INT DECIMAL ' +
  'TIMESTAMP STRING BOOL FLOAT S3Object s s.a S3Object[*] x "a" "" [*] [0] .* .a * ( ) [ ] { } , ; : . @ ? = <> != < ' +
  `<= >= + - / % || << >> ! | ^ 'red' '%' '\\' '' ' " \` \`2020T\` \`1d0\` 0 1 1.5 .5 1. 1e3 9223372036854775808 1e999999999 ` +
  "-- /* */ {'a':1} [1,2] (1,2) ~ \u0000 \u{1F409}"
).split(' ');

const examples = [
  `SELECT s.a, COUNT(*) AS n FROM S3Object[*].x[*] s WHERE s.a BETWEEN 1 AND 2 OR s."b" LIKE 'x!%%' ESCAPE '!' LIMIT 5`,
  `SELECT CAST(s.a AS DECIMAL(5, 2)), EXTRACT(YEAR FROM TO_TIMESTAMP(s.t)), DATE_ADD(day, 1, \`2020-01-01T\`) FROM S3Object s`,
  `SELECT TRIM(LEADING 'x' FROM s.a), SUBSTRING(s.a FROM 2 FOR 3), TO_STRING(s.t, 'yyyy-MM-dd''T''HH:mm') d FROM S3Object s`,
  `SELECT CASE s.a WHEN 1 THEN 'x' ELSE NULL END, {'a': [1, (2, 3)]}, s['k'][0] FROM s3object s WHERE NOT s.a IN (1, 2.5, 'x')`,
];

const data =
  '{"a":1,"b":"red","t":"2020-01-01T00:00Z"}\n{"a":"x","x":[1,{"a":"red"}]}\n{"A":null,"a":2.50}\n[1]\n"red"\n{"s":{"a":[]}}\n';

describe('SQL that is no SQL', () => {
  it('fails with documented codes where its pieces are in no order', { timeout }, async () => {
    const text = fc
      .tuple(fc.boolean(), fc.array(fc.constantFrom(...soup), { maxLength: 14 }))
      .map(([isWhere, pieces]) => (isWhere ? `SELECT * FROM S3Object s WHERE ${pieces.join(' ')}` : pieces.join(' ')));
    await fc.assert(
      fc.asyncProperty(text, async (sql) => {
        await ask(sql, data);
      }),
      runs(1000),
    );
  });

  it('fails with documented codes where it was a query once', { timeout }, async () => {
    const query = fc.oneof(
      fc.constantFrom(...examples),
      questions.map(({ query, printed }: Question) => printSql(query, new Choices(printed))),
    );
    await fc.assert(
      fc.asyncProperty(
        query,
        mutations,
        fc.array(fc.constantFrom(...soup), { minLength: 1, maxLength: 3 }),
        async (sql, edits, pieces) => {
          await ask(mutatedText(sql, edits, pieces), data);
        },
      ),
      runs(1000),
    );
  });

  it('fails with documented codes where it is any text', { timeout }, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()), (sql) => {
        codeOf(() => tokenize(sql));
        codeOf(() => compileQuery(sql));
      }),
      runs(1000),
    );
  });

  it('says where in the text the fault is, for every prefix of a query', () => {
    for (const sql of examples) {
      for (let length = 0; length < sql.length; length += 1) {
        const prefix = sql.slice(0, length);
        const message = codeOf(() => compileQuery(prefix))?.message ?? 'at line 1, column 1';
        const [, line, column] = /at line (\d+), column (\d+)/.exec(message) ?? [];
        expect({ prefix, line, isInside: Number(column) <= length + 1 }).toEqual({ prefix, line: '1', isInside: true });
      }
    }
  });
});

describe('functions', () => {
  it('take any values, or fail with documented codes', { timeout }, async () => {
    const calls = [
      'CAST($ AS INT)',
      'CAST($ AS STRING)',
      'CAST($ AS DECIMAL)',
      'CAST($ AS FLOAT)',
      'CAST($ AS BOOL)',
      'CAST($ AS TIMESTAMP)',
      'TO_TIMESTAMP($)',
      'TO_TIMESTAMP($, $)',
      'TO_STRING($, $)',
      'TO_STRING(CAST($ AS TIMESTAMP), $)',
      'EXTRACT(second FROM $)',
      'DATE_ADD(month, $, $)',
      'DATE_ADD(second, $, `2020-01-01T00:00Z`)',
      'DATE_DIFF(hour, $, $)',
      'SUBSTRING($, $)',
      'SUBSTRING($, $, $)',
      'TRIM($ FROM $)',
      '$ LIKE $',
      '$ LIKE $ ESCAPE $',
      '$ || $',
      '$ + $',
      '$ - $',
      '$ * $',
      '$ / $',
      '$ % $',
      '-($)',
      '$ < $',
      '$ BETWEEN $ AND $',
      '$ IN ($, $)',
      '$ IN $',
      'NULLIF($, $)',
      'COALESCE($, $)',
      'UPPER($)',
      'CHAR_LENGTH($)',
      "[$, {'a': $}]",
      'CASE $ WHEN $ THEN $ END',
      'CAST($ AS FLOAT) * $',
      'CAST($ AS DECIMAL) / $',
      'CAST($ AS FLOAT) % CAST($ AS FLOAT)',
    ];
    const values = [
      's.a',
      's.b',
      's.c',
      's.d',
      's.e',
      's.f',
      's.g',
      's.h',
      'NULL',
      'MISSING',
      'TRUE',
      '0',
      '1',
      '-1',
      '9223372036854775807',
      '-9223372036854775808',
      '0.1',
      '1e999999999',
      '1e-999999999',
      '1e308',
      '1e-324',
      `'1e400'`,
      `''`,
      `'%_%'`,
      `'yyyy-MM-dd'`,
      `'2020-02-30'`,
      '`2020-02-29T23:59:59.999999999-23:59`',
      '`9999-12-31T`',
      '[1]',
      "{'a':1}",
    ];
    const rows = `{"a":"2020-01-01T","b":-0,"c":1e400,"d":${'9'.repeat(400)},"e":[1,[2]],"f":{"a":null},"g":"\\ud800","h":${'1'.repeat(1200)}}\n`;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...calls),
        fc.array(fc.constantFrom(...values), { minLength: 3, maxLength: 3 }),
        async (call, args) => {
          const expression = args.reduce((sql, arg) => sql.replace('$', () => arg), call).replaceAll('$', 'NULL');
          await ask(`SELECT ${expression} AS x FROM S3Object s`, rows);
          await ask(`SELECT SUM(${expression}), MAX(${expression}) FROM S3Object s`, rows.repeat(2));
        },
      ),
      runs(2000),
    );
  });
});

function codeOf(act: () => unknown) {
  try {
    act();
    return undefined;
  } catch (error) {
    return documented(error);
  }
}

describe('a query of any kind over data of any kind', () => {
  it('may be asked of other data than it was made for', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(questions, questions, async ({ query, printed }, { data: other, written }) => {
        await ask(printSql(query, new Choices(printed)), writeLines(other, new Choices(written)));
      }),
      runs(200),
    );
  });
});
