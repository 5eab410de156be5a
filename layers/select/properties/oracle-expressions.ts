import { isList, isStruct, number, type Datum } from './data.ts';
import { calculate, compare, equals, isUnknown, like, negate, OracleError, type OracleValue } from './oracle-values.ts';
import type { ExpressionModel, Name, PathModel, Step } from './query-model.ts';

/** The row that an expression is asked of. */
export interface OracleRow {
  value: OracleValue;
  /** What the query calls the row; exactly so where it is quoted. */
  names: Name[];
}

/** What an expression is of a row, by the rules of the language and no others. */
export function evaluate(expression: ExpressionModel, row: OracleRow): OracleValue {
  const of = (inner: ExpressionModel) => evaluate(inner, row);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'missing':
      return undefined;
    case 'path':
      return follow(expression, row);
    case 'and':
      return all(expression.operands, row);
    case 'or': {
      // De Morgan's law, which holds of three values too.
      const operands = expression.operands.map((operand) => not(operand));
      return opposite(all(operands, row));
    }
    case 'not':
      return opposite(truth(of(expression.operand)));
    case 'negate':
      return negate(of(expression.operand));
    case 'compare':
      return comparison(expression.operator, of(expression.left), of(expression.right));
    case 'arithmetic':
      return calculate(expression.operator, of(expression.left), of(expression.right));
    case 'concat': {
      const [left, right] = [of(expression.left), of(expression.right)];
      return isUnknown(left) || isUnknown(right) ? null : text(left) + text(right);
    }
    case 'like': {
      const [value, pattern] = [of(expression.value), of(expression.pattern)];
      if (isUnknown(value) || isUnknown(pattern)) return null;
      return like(text(value), text(pattern), expression.escape) !== expression.negated;
    }
    case 'in':
      return isIn(expression, row);
    case 'between': {
      const { value, low, high, negated } = expression;
      const bounds: ExpressionModel[] = [
        { kind: 'compare', operator: '>=', left: value, right: low },
        { kind: 'compare', operator: '<=', left: value, right: high },
      ];
      const result = all(bounds, row);
      return negated ? opposite(result) : result;
    }
    case 'is': {
      const value = of(expression.value);
      return (expression.type === 'null' ? isUnknown(value) : value === undefined) !== expression.negated;
    }
    case 'case':
      return choose(expression, row);
    case 'call':
      return call(expression.name, expression.args, row);
    case 'trim':
      return trim(expression, row);
  }
}

function not(operand: ExpressionModel): ExpressionModel {
  return { kind: 'not', operand };
}

function opposite(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

/** AND, from left to right as far as is needed. */
function all(operands: ExpressionModel[], row: OracleRow): boolean | null {
  let result: boolean | null = true;
  for (const operand of operands) {
    const value = truth(evaluate(operand, row));
    if (value === false) return false;
    if (value === null) result = null;
  }
  return result;
}

function truth(value: OracleValue): boolean | null {
  if (isUnknown(value)) return null;
  if (typeof value !== 'boolean') throw new OracleError('no boolean');
  return value;
}

function comparison(operator: string, left: OracleValue, right: OracleValue): boolean | null {
  if (operator === '=') return equals(left, right);
  if (operator === '<>' || operator === '!=') return opposite(equals(left, right));
  const order = compare(left, right);
  if (order === null) return null;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function isIn({ value, list, negated }: ExpressionModel & { kind: 'in' }, row: OracleRow): boolean | null {
  const wanted = evaluate(value, row);
  let items: Iterable<OracleValue>;
  if (Array.isArray(list)) {
    items = lazily(list, row);
  } else {
    const found = evaluate(list, row);
    if (isUnknown(found)) return null;
    if (!isList(found)) throw new OracleError('no list');
    ({ items } = found);
  }
  let result: boolean | null = false;
  for (const item of items) {
    const same = equals(wanted, item);
    if (same === true) return !negated;
    if (same === null) result = null;
  }
  return negated ? opposite(result) : result;
}

function* lazily(expressions: ExpressionModel[], row: OracleRow): Generator<OracleValue> {
  for (const expression of expressions) yield evaluate(expression, row);
}

function choose({ subject, whens, otherwise }: ExpressionModel & { kind: 'case' }, row: OracleRow): OracleValue {
  const wanted = subject && evaluate(subject, row);
  for (const { when, then } of whens) {
    const found = evaluate(when, row);
    if (subject ? equals(wanted, found) === true : found === true) return evaluate(then, row);
  }
  return otherwise ? evaluate(otherwise, row) : null;
}

function text(value: OracleValue): string {
  if (typeof value !== 'string') throw new OracleError('no text');
  return value;
}

function integer(value: OracleValue): number {
  if (typeof value === 'object' && value?.kind === 'number' && /^-?\d+$/.test(value.text)) return Number(value.text);
  throw new OracleError('no integer');
}

function call(name: string, args: ExpressionModel[], row: OracleRow): OracleValue {
  if (name === 'coalesce') {
    for (const arg of args) {
      const value = evaluate(arg, row);
      if (!isUnknown(value)) return value;
    }
    return null;
  }
  const values = args.map((arg) => evaluate(arg, row));
  const [first, second, third] = values;
  if (name === 'nullif') return isUnknown(first) || equals(first, second) === true ? null : first;
  if (values.some(isUnknown)) return null;
  if (name === 'lower') return text(first).toLowerCase();
  if (name === 'upper') return text(first).toUpperCase();
  const characters = Array.from(text(first));
  if (name === 'char_length') return number(characters.length);
  return substring(characters, integer(second), args.length > 2 ? integer(third) : Infinity);
}

/** The characters at the places from `start` on, the first of which is 1; places before it have none. */
function substring(characters: string[], start: number, length: number): string {
  if (length < 0) throw new OracleError('a negative length');
  return characters.filter((_, i) => i + 1 >= start && i + 1 < start + length).join('');
}

function trim({ side, characters, value }: ExpressionModel & { kind: 'trim' }, row: OracleRow): OracleValue {
  const set = characters ? evaluate(characters, row) : ' ';
  const found = evaluate(value, row);
  if (isUnknown(set) || isUnknown(found)) return null;
  const among = new Set(Array.from(text(set)));
  const kept = Array.from(text(found));
  if (side !== 'trailing') while (kept.length > 0 && among.has(kept[0]!)) kept.shift();
  if (side !== 'leading') while (kept.length > 0 && among.has(kept.at(-1)!)) kept.pop();
  return kept.join('');
}

/** Where a path leads: its first name is the row if the row is called so, else a field of it. */
function follow({ root, steps }: PathModel, row: OracleRow): OracleValue {
  const isRow = row.names.some((name) => (root.quoted ? root.text === name.text : isSameName(root.text, name.text)));
  const from = isRow ? row.value : step(row.value, { kind: 'name', name: root });
  return steps.reduce(step, from);
}

/** One step without wildcard. */
export function step(value: OracleValue, by: Step): OracleValue {
  if (by.kind === 'index') return isList(value) ? value.items[by.index] : undefined;
  if (!isStruct(value)) return undefined;
  if (by.kind === 'key') return exactly(value.members, by.text);
  if (by.kind !== 'name') throw new Error('A wildcard leads to many places.');
  if (by.name.quoted) return exactly(value.members, by.name.text);
  const found = value.members.filter(([key]) => isSameName(key, by.name.text));
  if (found.length > 1) throw new OracleError('ambiguous');
  return found[0]?.[1];
}

function exactly(members: [string, Datum][], name: string): OracleValue {
  return members.find(([key]) => key === name)?.[1];
}

/** Unquoted names are of ASCII, and so is what they mean whatever the case. */
function isSameName(a: string, b: string): boolean {
  const folded = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return folded(a) === folded(b);
}
