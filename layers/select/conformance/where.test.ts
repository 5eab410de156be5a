// WHERE: operators and three-valued logic.
// Sources: SQL reference "Operators" [D]; "Each row whose condition is TRUE" (SELECT command) [D]; PartiQL v0.1, on which
// the service is built [E]: of those only what SQL itself demands is asserted.
import { describe, expect, it } from 'vitest';
import { lines, run } from '../testing/run-select.ts';

const data =
  lines(
    { id: 1, name: 'Amar', weight: 10, tags: ['a', 'b'], gone: null },
    { id: 2, name: "O'Brien", weight: 2.5, nested: { deep: [1, { x: 'y' }] } },
  ) +
  '{"id":3,"name":"amar","weight":9007199254740993}\n' +
  lines({ id: 4, weight: -1, gone: 'no' });

async function ids(where: string): Promise<string> {
  const output = await run(`SELECT s.id FROM S3Object s WHERE ${where}`, data);
  return output.replaceAll(/[^0-9]+/g, '');
}

const cases: [where: string, ids: string][] = [
  // comparisons [D]
  [`s.name = 'Amar'`, '1'],
  [`'Amar' = s.name`, '1'],
  [`s.name = 'O''Brien'`, '2'],
  [`s.name <> 'Amar'`, '23'],
  [`s.name != 'Amar'`, '23'],
  ['s.id < 2', '1'],
  ['s.id <= 2', '12'],
  ['s.id > 2', '34'],
  ['s.id >= 2', '234'],
  ['s.weight = 2.50', '2'],
  ['s.weight = 10.0', '1'],
  ['s.weight = 1e1', '1'],
  ['s.weight > 9007199254740992', '3'],
  ['s.weight = 9007199254740993', '3'],
  ['s.weight < -0.5', '4'],
  [`s.name > 'Z'`, '3'],
  ['-s.id < -3', '4'],
  // paths [D]
  [`s.nested.deep[1].x = 'y'`, '2'],
  [`s['nested'].deep[0] = 1`, '2'],
  [`s.tags[1] = 'b'`, '1'],
  ['s.tags[7] = 1', ''],
  ['name = s."name"', '123'],
  // AND, OR, NOT and what binds how [D]
  [`s.id = 1 OR s.id = 2 AND s.name = 'x'`, '1'],
  [`(s.id = 1 OR s.id = 2) AND s.weight < 5`, '2'],
  ['NOT s.id = 1', '234'],
  ['NOT s.id = 1 AND s.id < 3', '2'],
  ['NOT (s.id = 1 OR s.id = 2)', '34'],
  ['s.id + 1 * 2 = 4', '2'],
  ['s.id = 1 OR FALSE', '1'],
  ['TRUE', '1234'],
  // a comparison with NULL or MISSING is unknown, and unknown is not TRUE [D]
  [`s.gone = 'no'`, '4'],
  [`s.gone <> 'no'`, ''],
  [`NOT s.gone = 'no'`, ''],
  [`s.gone = NULL`, ''],
  [`s.name = 'Amar' OR s.nothing = 1`, '1'],
  [`NOT (s.nothing = 1 AND s.id = 1)`, '234'],
  [`s.nothing = 1 OR s.id = 4`, '4'],
  // BETWEEN, IN, with NOT [D]
  ['s.id BETWEEN 2 AND 3', '23'],
  ['s.id NOT BETWEEN 2 AND 3', '14'],
  ['s.id BETWEEN 2 AND 3 AND s.weight < 5', '2'],
  [`s.name IN ('Amar', 'amar')`, '13'],
  [`s.name IN ('Amar')`, '1'],
  [`s.name NOT IN ('Amar', 'amar')`, '2'],
  ['s.id IN (1, 2.0, 99)', '12'],
  [`s.id IN (1, NULL)`, '1'],
  [`s.id NOT IN (1, NULL)`, ''],
  [`'b' IN s.tags`, '1'],
  // IS [D]
  ['s.name IS MISSING', '4'],
  ['s.name IS NOT MISSING', '123'],
  ['s.gone IS NOT NULL', '4'],
  ['s.gone IS NULL AND s.gone IS NOT MISSING', '1'],
  // LIKE [D]
  [`s.name LIKE 'A%'`, '1'],
  [`s.name LIKE '%mar'`, '13'],
  [`s.name LIKE '_mar'`, '13'],
  [`s.name LIKE '%''%'`, '2'],
  [`s.name LIKE 'mar'`, ''],
  [`s.name NOT LIKE 'A%'`, '23'],
  [`s.name LIKE 'Am%' AND s.id = 1`, '1'],
  // functions [D]
  [`LOWER(s.name) = 'amar'`, '13'],
  [`upper(s.name) = 'AMAR'`, '13'],
  ['CHAR_LENGTH(s.name) = 7', '2'],
  ['CHARACTER_LENGTH(s.name) = 4', '13'],
  ["COALESCE(s.name, s.gone) = 'no'", '4'],
  ['CASE WHEN s.id = 1 THEN TRUE WHEN s.id = 2 THEN FALSE ELSE s.id = 4 END', '14'],
  ['CASE s.id WHEN 1 THEN TRUE END', '1'],
  ['CASE s.gone WHEN NULL THEN TRUE WHEN MISSING THEN TRUE ELSE s.id = 4 END', '4'],
];

describe('WHERE', () => {
  it.each(cases)('%s keeps %j', async (where, expected) => {
    expect(await ids(where)).toBe(expected);
  });

  it('finds text whatever escapes the data writes it with', async () => {
    const escaped = '{"a":"\\u0072ed","n":1}\n{"a":"a\\/b","n":2}\n{"a":"a/b","n":3}\n{"a":"tab\\there","n":4}\n';

    expect(await run(`SELECT s.n FROM S3Object s WHERE s.a = 'red'`, escaped)).toBe('{"n":1}\n');
    expect(await run(`SELECT s.n FROM S3Object s WHERE s.a = 'a/b'`, escaped)).toBe('{"n":2}\n{"n":3}\n');
    expect(await run(`SELECT s.n FROM S3Object s WHERE s.a = 'tab\there'`, escaped)).toBe('{"n":4}\n');
  });

  it('compares strings by code point, not by UTF-16 unit', async () => {
    const emoji = lines({ a: '\u{1F409}' }, { a: '\uFFFD' });

    expect(await run(`SELECT s.a FROM S3Object s WHERE s.a > '\uFFFD'`, emoji)).toBe('{"a":"\u{1F409}"}\n');
  });

  it.each([
    ['[1,null,{"x":null}]', '[1.0, null, {"x": null}]', true],
    ['[1,null]', '[1,2]', false],
    ['{"x":1,"y":null}', '{"y":null,"x":1}', true],
    ['{"x":null}', '{"y":null}', false],
    ['{"x":1,"x":1}', '{"x":1,"y":2}', false],
    ['{"x":1,"y":2}', '{"x":1,"x":1}', false],
    ['{"x":1,"x":2}', '{"x":1,"x":2}', true],
  ])('compares %s with %s by all they hold', async (a, b, expected) => {
    const output = await run('SELECT s.a = s.b AS same FROM S3Object s', `{"a":${a},"b":${b}}\n`);

    expect(output).toBe(`{"same":${expected}}\n`);
  });

  it('takes a backslash in a literal for itself', async () => {
    expect(await run(`SELECT s.a FROM S3Object s WHERE s.a = 'x\\'`, lines({ a: 'x\\' }))).toBe('{"a":"x\\\\"}\n');
  });
});
