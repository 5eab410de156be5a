import { describe, expect, it } from 'vitest';
import { MetricStore } from '../metrics/metric-store.ts';
import { evaluateQueries } from './evaluate-queries.ts';
import { readMetricQueries } from './metric-query.ts';
import { parseExpression } from './parse-expression.ts';

const minute = 60_000;
const data: Readonly<Record<string, readonly (number | undefined)[]>> = {
  m1: [1, 2, undefined, 4],
  m2: [2, 0, 6, undefined],
  errors: [10, 10, 10, 10],
};
const store = new MetricStore();
for (const [name, values] of Object.entries(data)) {
  values.forEach((value, i) => {
    if (value !== undefined) store.put({ namespace: 'Pond', name, dimensions: {}, value, timestamp: i * minute });
  });
}

function worth(Expression: string): readonly (number | undefined)[] {
  const metrics = Object.keys(data).map((Id) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Pond', MetricName: Id }, Period: 60, Stat: 'Sum' },
  }));
  const queries = readMetricQueries([{ Id: 'e1', Expression }, { Id: 'twice', Expression: 'm1 * 2' }, ...metrics]);
  const spans = [0, 1, 2, 3].map((i) => ({ start: i * minute, end: (i + 1) * minute }));
  return evaluateQueries(queries, store, spans)('e1');
}

const none = undefined;

describe('metric math', () => {
  it.each<[string, readonly (number | undefined)[]]>([
    ['m1 + m2', [3, 2, none, none]],
    ['1 + 2 * m1 - -1', [4, 6, none, 10]],
    ['(1 + 2) * m1 ^ 2', [3, 12, none, 48]],
    ['m1 / m2', [0.5, none, none, none]],
    ['twice', [2, 4, none, 8]],
    ['SUM([m1, m2])', [3, 2, 6, 4]],
    ['SUM(METRICS("m"))', [3, 2, 6, 4]],
    ['MAX(METRICS())', [10, 10, 10, 10]],
    ['MIN([m1, m2])', [1, 0, 6, 4]],
    ["AVG(METRICS('m'))", [1.5, 1, 6, 4]],
    ['m1 - m1 + SUM(m1)', [7, 7, none, 7]],
    ['FILL(m1, 0)', [1, 2, 0, 4]],
    ['FILL(m1, REPEAT) + FILL(m2, errors)', [3, 2, 8, 14]],
    ['SUM(FILL(METRICS("m"), 0))', [3, 2, 6, 4]],
    ['IF(m1 > 1, m1, 0)', [0, 2, none, 4]],
    ['IF(m1 >= 2 AND errors == 10, 1)', [none, 1, none, 1]],
    ['IF(m2 < 1 || m2 > 5, 1, 0)', [0, 1, 1, none]],
  ])('works out %s', (expression, values) => {
    expect(worth(expression)).toEqual(values);
  });

  it.each(['RATE(m1)', 'FILL(m1, LINEAR)', "SEARCH('{Pond}', 'Sum', 60)", 'SELECT SUM(Leaks) FROM Pond'])(
    'refuses %s by name',
    (expression) => {
      expect(() => parseExpression(expression)).toThrow(expect.objectContaining({ name: 'NotSimulatedError' }));
    },
  );

  it.each(['', 'm1 +', '(m1', 'm1 m2', 'M1', 'm1 & 1', 'IF(m1)', 'METRICS(m1)', '[m1'])(
    'takes no "%s"',
    (expression) => {
      expect(() => parseExpression(expression)).toThrow(/^Error in expression/);
    },
  );

  it('gives one time series, not several', () => {
    expect(() => worth('METRICS()')).toThrow('where it has several');
  });
});
