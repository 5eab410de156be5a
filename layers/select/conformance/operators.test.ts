// Operators: what binds how, and the logic of three values.
// Sources: SQL reference "Operators", table of precedence [D]; the order of the kinds that the table leaves open, and the
// truth tables of SQL, as PartiQL v0.1 has them [E].
import { describe, expect, it } from 'vitest';
import { evaluate } from '../testing/evaluate.ts';

describe('precedence, from the strongest [D]', () => {
  it.each([
    ['unary minus before multiplication', '-2 * -3', '(-2) * (-3)', '6'],
    ['multiplication before addition', '1 + 2 * 3', '1 + (2 * 3)', '7'],
    ['addition to the left', '10 - 2 - 3', '(10 - 2) - 3', '5'],
    ['division to the left', '100 / 10 / 2', '(100 / 10) / 2', '5'],
    ['addition before IN', '1 + 1 IN (2)', '(1 + 1) IN (2)', 'true'],
    ['addition before BETWEEN', '1 + 1 BETWEEN 1 + 0 AND 1 + 2', '(1 + 1) BETWEEN (1 + 0) AND (1 + 2)', 'true'],
    ['addition before comparison', '1 + 1 < 3', '(1 + 1) < 3', 'true'],
    ['LIKE before =', `TRUE = 'a' LIKE 'a'`, `TRUE = ('a' LIKE 'a')`, 'true'],
    ['< before =', 'TRUE = 1 < 2', 'TRUE = (1 < 2)', 'true'],
    ['= before NOT', 'NOT 1 = 2', 'NOT (1 = 2)', 'true'],
    ['NOT before AND', 'NOT FALSE AND FALSE', '(NOT FALSE) AND FALSE', 'false'],
    ['AND before OR', 'TRUE OR TRUE AND FALSE', 'TRUE OR (TRUE AND FALSE)', 'true'],
    ['BETWEEN takes its AND', '2 BETWEEN 1 AND 3 AND FALSE', '(2 BETWEEN 1 AND 3) AND FALSE', 'false'],
    ['IS before AND', 'NULL IS NULL AND TRUE', '(NULL IS NULL) AND TRUE', 'true'],
  ])('%s', async (_title, expression, same, value) => {
    expect(await evaluate(expression)).toBe(value);
    expect(await evaluate(same)).toBe(value);
  });
});

describe('three-valued logic [E]', () => {
  const values = ['TRUE', 'FALSE', 'NULL', 'MISSING'];
  const and = ['true', 'false', 'null', 'null', ...Array<string>(4).fill('false'), 'null', 'false', 'null', 'null'];
  const or = [...Array<string>(4).fill('true'), 'true', 'false', 'null', 'null', 'true', 'null', 'null', 'null'];
  const pairs = values.slice(0, 3).flatMap((left) => values.map((right) => [left, right] as const));

  it.each(pairs.map(([left, right], i) => [left, right, and[i], or[i]]))(
    '%s and %s: AND is %s, OR is %s',
    async (left, right, conjunction, disjunction) => {
      expect(await evaluate(`${left} AND ${right}`)).toBe(conjunction);
      expect(await evaluate(`${right} OR ${left}`)).toBe(disjunction);
    },
  );

  it.each(['=', '<>', '!=', '<', '<=', '>', '>='])('%s with NULL or MISSING is unknown', async (operator) => {
    expect(await evaluate(`1 ${operator} NULL`)).toBe('null');
    expect(await evaluate(`s.nothing ${operator} 'a'`)).toBe('null');
    expect(await evaluate(`NOT (NULL ${operator} NULL)`)).toBe('null');
  });

  it.each([
    ['2 BETWEEN 1 AND NULL', 'null'],
    ['0 BETWEEN 1 AND NULL', 'false'],
    ['0 NOT BETWEEN 1 AND NULL', 'true'],
    ['1 IN (1, NULL)', 'true'],
    ['2 IN (1, NULL)', 'null'],
    ['NULL IN (1, 2)', 'null'],
    ['NULL IS NULL', 'true'],
    ['MISSING IS NULL', 'true'],
    ['NULL IS MISSING', 'false'],
    ['MISSING IS MISSING', 'true'],
    ['1 IS NOT NULL', 'true'],
    ['s.nothing IS NOT MISSING', 'false'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });
});

describe('IN', () => {
  it.each([
    [`s.city IN ('a', 'b', 'c')`, 'true'],
    [`s.city NOT IN ('a', 'c')`, 'true'],
    ['s.n IN (1, 2)', 'true'],
    ['s.d IN (1, 2)', 'true'],
    ['s.n IN (1.5, 2.0)', 'true'],
    [`s.n IN ('2', 'x')`, 'false'],
    [`s.city IN (s.tags[0], s.tags[1])`, 'true'],
    [`'b' IN s.tags`, 'true'],
    [`'c' IN s.tags`, 'null'],
    ['s.city IN (s.tags)', 'false'],
    // [C] minio/minio#8329, where the service was asked: `'bar' IN s.synonyms[*]` goes over the list as `IN s.synonyms` does
    [`'b' IN s.tags[*]`, 'true'],
    [`'c' IN s.tags[*]`, 'null'],
    ['8.5 IN s.nested[*][*]', 'true'],
    ['8.5 IN s.nested[*]', 'false'],
    ['8.5 IN s.nested[1][*]', 'true'],
    ['[2, 3.0] IN s.nested[*]', 'true'],
    [`'Ann' IN s.people[*].name`, 'true'],
    [`'Cy' NOT IN s.people[*].name`, 'null'],
    ['9 IN s.hoard.*', 'true'],
    ['9 IN s.hoard[*]', 'null'],
    ['9 IN s.nothing[*]', 'null'],
    ['9 NOT IN s.empty[*]', 'true'],
    [`s.city IN (UPPER('B'), LOWER('B'))`, 'true'],
    ['TRUE IN (FALSE, TRUE)', 'true'],
  ])('%s is %s', async (expression, value) => {
    const record =
      '{"city":"b","n":2,"d":2.00,"tags":["a","b",null],"nested":[[2,3],[7,8.5]],"empty":[],"hoard":{"gold":9,"iron":1},' +
      '"people":[{"name":"Ann"},{"name":"Bo"},{"age":3}]}';
    expect(await evaluate(expression, record)).toBe(value);
  });
});
