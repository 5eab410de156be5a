import { FilterError } from './filter-error.ts';
import type { ValueRule } from './value-rule.ts';

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * `{"numeric": [">", 0, "<=", 5]}`. It compares JSON numbers only. An attribute of type N is a text in a stream record, so it never
 * matches one: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 * @throws FilterError
 */
export function numericRule(operand: unknown, place: string): ValueRule {
  const parts: unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const comparison = comparisons[String(parts[i])];
    const bound = parts[i + 1];
    if (comparison === undefined || typeof bound !== 'number') throw wrong(place);
    tests.push((value) => comparison(value, bound));
  }
  if (tests.length === 0 || tests.length > 2) throw wrong(place);
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function wrong(place: string): FilterError {
  return new FilterError(
    `${place}: numeric takes a comparison (=, <, <=, >, >=) and a number, or two of both for a range`,
  );
}
