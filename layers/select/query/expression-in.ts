import { sqlError, type SqlPosition } from '../errors.ts';
import { equal, oneOfKind, type Truth } from '../values/compare.ts';
import { isNested, isUnknown, type Value } from '../values/value.ts';
import { constantOf } from './constant.ts';
import type { NodesResolver } from './path-wildcards.ts';
import type { Evaluator } from './row.ts';

/** `x IN (…)`: the OR of `=`. A list of nothing but strings and integers is looked up in a set. */
export function compileIn(value: Evaluator, items: Evaluator[]): Evaluator {
  const constants = items.map(constantOf);
  const set = constants.every(isSetMember) ? new Set<Value>(constants) : undefined;
  return (row) => {
    const wanted = value(row);
    // Of a number that is no plain integer only comparing tells whether it equals one.
    if (set && isSetMember(wanted)) return set.has(wanted);
    let result: Truth = false;
    for (const item of items) {
      const same = equal(wanted, item(row));
      if (same === true) return true;
      if (same === null) result = null;
    }
    return result;
  };
}

function isSetMember(value: Value | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** `x IN path`: the list comes from the data. */
export function compileInValue(value: Evaluator, list: Evaluator, at: SqlPosition): Evaluator {
  return (row) => {
    const wanted = value(row);
    const values = list(row);
    if (isUnknown(values)) return null;
    if (!isNested(values) || !values.isList) {
      throw sqlError('ExternalEvalException', `IN takes a list, not ${oneOfKind(values)}`, at);
    }
    let result: Truth = false;
    for (const item of values.elements()) {
      const same = equal(wanted, item);
      if (same === true) return true;
      if (same === null) result = null;
    }
    return result;
  };
}

/** `x IN path`, where the path has wildcards and so leads to many values. */
export function compileInNodes(value: Evaluator, resolve: NodesResolver): Evaluator {
  return (row) => {
    const wanted = value(row);
    let result: Truth = false;
    for (const node of resolve(row)) {
      const same = equal(wanted, row.record.value(node));
      if (same === true) return true;
      if (same === null) result = null;
    }
    return result;
  };
}
