import { noNode, type Node, type RecordView } from '../formats/record.ts';
import type { RowWriter } from '../output/row-writer.ts';
import { TextBudget } from '../values/text.ts';
import { accumulator } from './aggregates.ts';
import type { Column } from './columns.ts';
import type { Aggregate } from './expression.ts';
import type { Move } from './path.ts';
import { noRow, nothing, type Evaluator, type Row } from './row.ts';

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

/** A step of FROM: one that leads to one node, or a wildcard over the values of a struct or a list. */
export type FromStep = Move | 'struct' | 'list';

/** What the runs of a query share. */
export interface Plan {
  columns: Column[];
  aggregates: Aggregate[];
  steps: FromStep[];
  where: Evaluator | undefined;
  /** How many rows may be written; Infinity without LIMIT. */
  limit: number;
}

/** Takes the values of the root through FROM and WHERE to the rows that are written, or to the aggregates. */
export class Run implements QueryRun {
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
    this.#row = noRow(plan.aggregates.map((aggregate) => accumulator(aggregate, kept)));
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
