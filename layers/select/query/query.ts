import { sqlError, type SqlPosition } from '../errors.ts';
import type { RowWriter } from '../output/row-writer.ts';
import type { Expression, PathStep, SelectItem, SelectStatement } from '../sql/ast.ts';
import { children } from '../sql/children.ts';
import { parse } from '../sql/parser.ts';
import { compileColumns } from './columns.ts';
import { compileExpression, type Aggregate, type Scope } from './expression.ts';
import { requiredTexts, type Needle } from './needle.ts';
import { compileStep } from './path.ts';
import { rowFields, type RowField } from './row-fields.ts';
import { noRow } from './row.ts';
import { Run, type FromStep, type Plan, type QueryRun } from './run.ts';

/** A compiled query; knows nothing of bytes and can be run any number of times. */
export interface Query {
  /** What the SQL says. */
  statement: SelectStatement;
  columnNames: string[];
  /** The fields of the row that its expressions name. */
  fields: RowField[];
  /** Whether FROM goes on behind `S3Object[*]`. */
  hasFromPath: boolean;
  /** Whether FROM is `S3Object[*][*]…`, which asks for the elements of a list at the root one by one. */
  unwrapsRoot: boolean;
  /** Texts of which a record must hold one to give a row; see `requiredTexts`. */
  needles: Needle[] | undefined;
  /** Whether all that is asked of the values of the root is how many there are. */
  onlyCounts: boolean;
  /** Begins a run that writes its rows to the writer. */
  start(writer: RowWriter): QueryRun;
}

/** How a query is to be compiled. */
export interface QueryOptions {
  /** No shortcuts are taken, so that every record is parsed. */
  strict?: boolean | undefined;
  /** What UTCNOW asks for the time, in milliseconds since 1970; that of the machine when left out. */
  clock?: (() => number) | undefined;
}

/**
 * Compiles an SQL text.
 *
 * @throws SelectError for everything that is wrong with the query whatever the data.
 */
export function compileQuery(sql: string, { strict = false, clock = Date.now }: QueryOptions = {}): Query {
  const statement = parse(sql);
  const { rowNames } = statement.from;
  const aggregates: Aggregate[] = [];
  const columns = compileColumns(statement.items, { rowNames, aggregates, clock });
  if (aggregates.length > 0) refuseMixing(statement.items);
  const scope: Scope = { rowNames, aggregates: undefined, clock };
  const where = statement.where && compileExpression(statement.where, scope);
  const plan: Plan = {
    columns,
    aggregates,
    steps: statement.from.steps.map((step) => compileFromStep(step, statement.from.at)),
    where,
    limit: compileLimit(statement.limit, scope),
  };
  return {
    statement,
    columnNames: columns.map(({ name }) => name),
    fields: rowFields(statement),
    hasFromPath: statement.from.steps.length > 0,
    unwrapsRoot: statement.from.steps[0]?.kind === 'elements',
    needles: strict ? undefined : requiredTexts(statement.where),
    onlyCounts: !strict && isCount(statement, aggregates),
    start: (writer) => new Run(plan, writer),
  };
}

/** `SELECT COUNT(*) FROM S3Object`, beside which only constants may stand. */
function isCount({ from, where }: SelectStatement, aggregates: Aggregate[]): boolean {
  if (where || from.steps.length > 0 || aggregates.length === 0) return false;
  return aggregates.every(({ argument }) => argument === undefined);
}

function compileFromStep(step: PathStep, at: SqlPosition): FromStep {
  if (step.kind === 'elements') return 'list';
  return compileStep(step, at) ?? 'struct';
}

function compileLimit(limit: Expression | undefined, scope: Scope): number {
  if (!limit) return Infinity;
  const value = compileExpression(limit, scope)(noRow());
  if (typeof value !== 'bigint' && typeof value !== 'number') {
    throw sqlError('ParseExpectedNumber', 'LIMIT must be a non-negative integer', limit.at);
  }
  if (value < 0) throw sqlError('EvaluatorNegativeLimit', 'LIMIT must not be negative', limit.at);
  return Number(value);
}

/** There is no GROUP BY: a list that holds an aggregate can hold no column of the rows beside it. */
function refuseMixing(items: '*' | SelectItem[]): void {
  for (const item of items === '*' ? [] : items) {
    const plain = item.kind === 'spread' ? item.path : findPath(item.expression);
    if (!plain) continue;
    const message = 'Aggregates cannot be mixed with plain columns in the select list (there is no GROUP BY)';
    throw sqlError('UnsupportedSqlStructure', message, plain.at);
  }
}

/** A path of the expression that stands outside of every aggregate. */
function findPath(expression: Expression): Expression | undefined {
  if (expression.kind === 'path') return expression;
  if (expression.kind === 'aggregate') return undefined;
  for (const child of children(expression)) {
    const path = findPath(child);
    if (path) return path;
  }
  return undefined;
}
