import { noNode, type Node, type RecordView } from '../formats/record.ts';
import type { Timestamp } from '../values/timestamp.ts';
import type { Value } from '../values/value.ts';
import type { Accumulator } from './aggregates.ts';

/** What an expression is evaluated against: the row at hand, and the aggregates gathered so far. */
export interface Row {
  record: RecordView;
  node: Node;
  readonly accumulators: Accumulator[];
  /** The moment of UTCNOW, once something has asked for it. */
  now?: Timestamp | undefined;
}

/** A compiled expression. */
export type Evaluator = (row: Row) => Value;

/** A compiled path: where it leads in the row, `noNode` when nowhere. */
export type Resolver = (row: Row) => Node;

/** A record that has nothing in it. */
export const nothing: RecordView = {
  member: () => noNode,
  element: () => noNode,
  children: () => [],
  isStruct: () => false,
  value: () => null,
  equalsString: () => null,
  writeJson: () => undefined,
  writeMembers: () => false,
};

/** A row of nothing: what constant expressions are evaluated against, and where a run begins. */
export function noRow(accumulators: Accumulator[] = []): Row {
  return { record: nothing, node: noNode, accumulators };
}
