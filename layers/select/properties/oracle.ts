import { isList, isNumber, isStruct, list, number, struct, type Datum } from './data.ts';
import { evaluate, step, type OracleRow } from './oracle-expressions.ts';
import { align, compare, exact, isUnknown, numberOf, OracleError, type OracleValue } from './oracle-values.ts';
import type { AggregateModel, ColumnModel, ExpressionModel, Name, QueryModel, Step } from './query-model.ts';

/** What a query must put out: its rows, and whether it then ends in an error. */
export interface OracleAnswer {
  rows: Datum[];
  fails: boolean;
}

/**
 * Answers a query slowly and plainly, from the values that the generators made and not from their text, so that it shares neither
 * code nor shortcuts with the engine. Sources of the rules: the SQL reference of the service and PartiQL v0.1, as the
 * conformance tests cite them.
 */
export function answer(query: QueryModel, roots: Datum[]): OracleAnswer {
  const rows: Datum[] = [];
  try {
    for (const row of answers(query, roots)) {
      rows.push(row);
      if (rows.length === query.limit) break;
    }
    return { rows, fails: false };
  } catch (error) {
    if (error instanceof OracleError) return { rows, fails: true };
    throw error;
  }
}

/** The rows of the answer one by one, so that nothing behind LIMIT is looked at. */
function* answers({ columns, from, alias, where, limit }: QueryModel, roots: Datum[]): Generator<Datum> {
  if (limit === 0) return;
  const names = alias ? [alias] : rowNames(from);
  const rows = matching(roots, from, names, where);
  if (columns === '*') for (const row of rows) yield struct(...spread(row.value, '_1'));
  else if (Array.isArray(columns))
    for (const row of rows) yield struct(...columns.flatMap((column, i) => members(column, i, row)));
  else {
    const all = [...rows];
    const entries = columns.aggregates.map(({ aggregate, alias: name }, i): [string, Datum] => [
      name?.text ?? `_${i + 1}`,
      aggregateOf(aggregate, all),
    ]);
    yield struct(...entries);
  }
}

function rowNames(from: Step[]): Name[] {
  const last = from.at(-1);
  if (last === undefined) return [{ text: 'S3Object', quoted: false }];
  if (last.kind === 'name') return [last.name];
  if (last.kind === 'key') return [{ text: last.text, quoted: true }];
  return [{ text: '_1', quoted: false }];
}

function* matching(
  roots: Datum[],
  from: Step[],
  names: Name[],
  where: ExpressionModel | undefined,
): Generator<OracleRow> {
  for (const root of roots) {
    for (const value of expand(root, from)) {
      const row = { value, names };
      if (!where || evaluate(where, row) === true) yield row;
    }
  }
}

/** The values that FROM finds in a root. "Wildcard characters always emit at least one record": MISSING where there is nothing. */
export function* expand(value: OracleValue, [first, ...rest]: Step[]): Generator<OracleValue> {
  if (first === undefined) {
    yield value;
  } else if (first.kind === 'elements' || first.kind === 'members') {
    const inside = first.kind === 'elements' ? elements(value) : memberValues(value);
    if (inside.length === 0) yield* expand(undefined, rest);
    for (const one of inside) yield* expand(one, rest);
  } else {
    yield* expand(step(value, first), rest);
  }
}

function elements(value: OracleValue): Datum[] {
  return isList(value) ? value.items : [];
}

function memberValues(value: OracleValue): Datum[] {
  return isStruct(value) ? value.members.map(([, member]) => member) : [];
}

/** A struct gives its members, anything else is a column. */
function spread(value: OracleValue, name: string): [string, Datum][] {
  if (value === undefined) return [];
  return isStruct(value) ? value.members : [[name, value]];
}

function members(column: ColumnModel, index: number, row: OracleRow): [string, Datum][] {
  const position = `_${index + 1}`;
  if (column.kind === 'spread') return spread(evaluate(column.path, row), position);
  const value = evaluate(column.expression, row);
  if (value === undefined) return [];
  return [[column.alias?.text ?? nameOf(column.expression) ?? position, value]];
}

function nameOf(expression: ExpressionModel): string | undefined {
  if (expression.kind !== 'path') return undefined;
  const last = expression.steps.at(-1);
  if (last === undefined) return expression.root.text;
  if (last.kind === 'name') return last.name.text;
  return last.kind === 'key' ? last.text : undefined;
}

function aggregateOf({ name, argument }: AggregateModel, rows: OracleRow[]): Datum {
  if (!argument) return number(rows.filter(({ value }) => value !== undefined).length);
  const values = rows.map((row) => evaluate(argument, row)).filter((value) => !isUnknown(value));
  if (name === 'count') return number(values.length);
  if (values.length === 0) return null;
  if (name === 'sum') return sum(values);
  if (name === 'avg') return average(values);
  return values.reduce((best, value) => {
    const order = compare(value, best)!;
    return (name === 'min' ? order < 0 : order > 0) ? value : best;
  }, only(values[0]!));
}

/** One value alone must have an order too. */
function only(value: Datum): Datum {
  compare(value, value);
  return value;
}

/** An integer of integers, which overflows only when all is added up; else a decimal. */
function sum(values: Datum[]): Datum {
  if (!values.every(isNumber)) throw new OracleError('no number');
  const total = values
    .map(({ text }) => exact(text))
    .reduce((a, b) => {
      const { left, right, power } = align(a, b);
      return { coefficient: left + right, power, isInteger: a.isInteger && b.isInteger };
    });
  return numberOf(total);
}

/** The list of the sum and the count: the quotient need not come out even. `isAverage` compares with it. */
function average(values: Datum[]): Datum {
  return list('average', sum(values.map(decimal)), number(values.length));
}

function decimal(value: Datum): Datum {
  if (!isNumber(value)) return value;
  const { coefficient, power } = exact(value.text);
  return number(`${coefficient}e${power}`);
}
