// Literals: strings, numbers, Ion, lists and structs; comments.
// Sources: SQL reference "Data types", "Date functions", "Conditional functions" [D]; Ion specification and PartiQL v0.1 [E].
import { describe, expect, it } from 'vitest';
import { evaluate, failureOf } from '../testing/evaluate.ts';
import { run } from '../testing/run-select.ts';

describe('literals', () => {
  it.each([
    [`'it''s'`, '"it\'s"'],
    [`'back\\slash'`, '"back\\\\slash"'],
    ['100000', '100000'],
    ['123.456', '123.456'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['007.50', '7.50'],
    ['1e3', '1e3'],
    ['tRuE', 'true'],
    ['NULL', 'null'],
    ['MISSING', 'MISSING'],
    // Ion
    ['`2010-01-01T`', '"2010-01-01"'],
    ['`2010T`', '"2010T"'],
    ['`2017-01-02T03:04:05.006Z`', '"2017-01-02T03:04:05.006Z"'],
    ['` 5 `', '5'],
    ['`-12.50`', '-12.50'],
    ['`1d2` = 100', 'true'],
    ['`1e2`', '100.0'],
    ['`"a\\"b"`', '"a\\"b"'],
    ['`true`', 'true'],
    // a name is text: apache/hadoop ITestS3Select, `s.odd = `TRUE`` [C]
    ['`TRUE`', '"TRUE"'],
    ["`TRUE` = 'TRUE'", 'true'],
    ['`$a_1`', '"$a_1"'],
    ['`null`', 'null'],
    ['`null.int`', 'null'],
    // lists and structs
    ['[1, 2.50, NULL]', '[1,2.50,null]'],
    ['[]', '[]'],
    [`(1, 'a')`, '[1,"a"]'],
    [`{'a': 1, 'b': {'c': [TRUE]}}`, '{"a":1,"b":{"c":[true]}}'],
    [`{'a': MISSING, 'b': s.items}`, '{"b":[1,2]}'],
    ['[1, 2] = s.items', 'true'],
    ['s.items = (2, 1)', 'false'],
    [`{'b': 2, 'a': 1.0} = s.pair`, 'true'],
    [`s.pair = {'a': 1, 'b': 2}`, 'true'],
    [`s.pair = {'a': 1, 'c': 2}`, 'false'],
    ['1 IN [1, 2]', 'true'],
    ['1 IN []', 'false'],
    ['s.items IN ([1, 2], 3)', 'true'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression, '{"items":[1,2],"pair":{"a":1,"b":2}}')).toBe(value);
  });

  it.each([
    ['`2010-01-01T00:00`', 'LexerInvalidIONLiteral'],
    ['`2010-02-30`', 'LexerInvalidIONLiteral'],
    ['`[1, 2]`', 'LexerInvalidIONLiteral'],
    ['`$10`', 'LexerInvalidIONLiteral'],
    ['`nan(`', 'LexerInvalidIONLiteral'],
    ['`nan`', 'LexerInvalidIONLiteral'],
    ['`"open`', 'LexerInvalidIONLiteral'],
    ['``', 'LexerInvalidIONLiteral'],
    ['<<1>>', 'UnsupportedSyntax'],
    ['{1: 2}', 'ParseExpectedMember'],
    ['1'.repeat(2000), 'NumberFormatError'],
  ])('%s fails with %s', async (expression, code) => {
    expect(await failureOf(expression)).toBe(code);
  });
});

describe('comments and blanks', () => {
  it.each([
    ['SELECT /* all */ 1 AS x FROM S3Object -- the object'],
    ['SELECT\t1 AS x\nFROM S3Object\r\n;'],
    ['select 1 as x from s3object;'],
  ])('%j is one statement', async (sql) => {
    expect(await run(sql, '{}')).toBe('{"x":1}\n');
  });
});
