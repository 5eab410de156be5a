import { sqlError, type SqlPosition } from '../errors.ts';
import { noNode, type Node, type RecordView } from '../formats/record.ts';
import type { RowWriter } from '../output/row-writer.ts';
import type { Expression, PathStep, SelectItem, SelectStatement } from '../sql/ast.ts';
import { children } from '../sql/children.ts';
import { parse } from '../sql/parser.ts';
import { TextBudget } from '../values/text.ts';
import { accumulator } from './aggregates.ts';
import { compileColumns, type Column } from './columns.ts';
import { compileExpression, type Aggregate, type Scope } from './expression.ts';
import { requiredTexts, type Needle } from './needle.ts';
import { compileStep, type Move } from './path.ts';
import { rowFields, type RowField } from './row-fields.ts';
import { nothing, type Evaluator, type Row } from './row.ts';

/** A step of FROM: one that leads to one node, or a wildcard over the values of a struct or a list. */
type FromStep = Move | 'struct' | 'list';

/** A compiled query; knows nothing of bytes and can be run any number of times. */
export interface Query {
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

/** One run of a query over the records of one object. */
export interface QueryRun {
  /** Whether no further record can change the result: LIMIT has been reached. */
  isDone(): boolean;
  /** Takes so many values of the root at once; only where a query `onlyCounts`. */
  count(roots: number): void;
  /** Takes a value of the root. */
  root(record: RecordView, node: Node): void;
  /** Takes what `[*]` found in a root list that was read element by element: an element, or `noNode` for an empty list. */
  element(record: RecordView, node: Node): void;
  /** Takes the end of the object; an aggregate query writes its row now. */
  finish(): void;
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
    columnNames: columns.map(({ name }) => name),
    fields: rowFields(statement),
    hasFromPath: statement.from.steps.length > 0,
    unwrapsRoot: statement.from.steps[0]?.kind === 'elements',
    needles: strict ? undefined : requiredTexts(statement.where),
    onlyCounts: !strict && isCount(statement, aggregates),
    start: (writer) => new Run(plan, writer),
  };
}

interface Plan {
  columns: Column[];
  aggregates: Aggregate[];
  steps: FromStep[];
  where: Evaluator | undefined;
  limit: number;
}

class Run implements QueryRun {
  readonly #plan: Plan;
  readonly #writer: RowWriter;
  readonly #row: Row;
  readonly #isAggregate: boolean;
  #left: number;

  constructor(plan: Plan, writer: RowWriter) {
    this.#plan = plan;
    this.#writer = writer;
    this.#left = plan.limit;
    this.#isAggregate = plan.aggregates.length > 0;
    const kept = new TextBudget();
    const accumulators = plan.aggregates.map((aggregate) => accumulator(aggregate, kept));
    this.#row = { record: nothing, node: noNode, accumulators };
  }

  isDone(): boolean {
    return this.#left === 0;
  }

  count(roots: number): void {
    for (const accumulator of this.#row.accumulators) accumulator.add(true, roots);
  }

  root(record: RecordView, node: Node): void {
    this.#row.record = record;
    this.#walk(node, 0);
  }

  element(record: RecordView, node: Node): void {
    this.#row.record = record;
    this.#walk(node, 1);
  }

  finish(): void {
    if (!this.#isAggregate || this.isDone()) return;
    this.#row.record = nothing;
    this.#row.node = noNode;
    this.#write();
  }

  #walk(node: Node, index: number): void {
    const step = this.#plan.steps[index];
    if (step === undefined) {
      this.#take(node);
    } else if (typeof step === 'function') {
      this.#walk(node === noNode ? noNode : step(this.#row.record, node), index + 1);
    } else {
      const children = this.#row.record.children(node, step);
      // "Wildcard characters always emit at least one record. If no record matches, [it] emits the value MISSING."
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html
      if (children.length === 0) this.#walk(noNode, index + 1);
      for (const child of children) {
        if (this.isDone()) return;
        this.#walk(child, index + 1);
      }
    }
  }

  #take(node: Node): void {
    const { where, aggregates } = this.#plan;
    const row = this.#row;
    row.node = node;
    if (where && where(row) !== true) return;
    if (!this.#isAggregate) {
      this.#write();
      return;
    }
    aggregates.forEach(({ argument }, i) => {
      // COUNT(*) counts rows; "aggregate functions skip MISSING values", so a row that is MISSING is not counted.
      const value = argument ? argument(row) : node !== noNode;
      if (argument || value === true) row.accumulators[i]?.add(value);
    });
  }

  #write(): void {
    const writer = this.#writer;
    writer.start();
    for (const column of this.#plan.columns) column.write(this.#row, writer);
    writer.end();
    this.#left -= 1;
  }
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
  const value = compileExpression(limit, scope)({ record: nothing, node: noNode, accumulators: [] });
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
