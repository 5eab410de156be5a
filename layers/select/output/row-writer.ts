import type { Node, RecordView } from '../formats/record.ts';
import type { Value } from '../values/value.ts';

/** Writes rows in one output format; the seam between the language and the output formats. Columns come in the order of the select list. */
export interface RowWriter {
  start(): void;
  /** A column that comes unchanged from the data. */
  node(column: number, record: RecordView, node: Node): void;
  /** A column that was calculated; MISSING columns are not passed. */
  value(column: number, value: Value): void;
  /** All members of a struct as columns of their own, in the place of one of the list. */
  members(column: number, record: RecordView, node: Node): void;
  end(): void;
}
