import { placed, sqlError, type SqlPosition } from '../errors.ts';
import { MemberName, noNode, type Node, type RecordView } from '../formats/record.ts';
import type { FieldName, PathExpression, PathStep } from '../sql/ast.ts';
import type { Resolver } from './row.ts';

/** A step that leads from one node to one other. */
export type Move = (record: RecordView, node: Node) => Node;

/** Compiles a path of an expression: its first name is the row itself if the row is called so, else a field of it. */
export function compilePath(path: PathExpression, rowNames: FieldName[]): Resolver {
  const isRow = rowNames.some((name) => names(path.root, name));
  const moves = path.steps.map((step) => {
    const move = compileStep(step, path.at);
    if (move) return move;
    throw sqlError('ParseUnsupportedSyntax', 'A wildcard may not stand in this path', path.at);
  });
  if (!isRow) moves.unshift(byName(path.root, path.at));
  const [first, second] = moves;
  if (first === undefined) return (row) => row.node;
  if (second === undefined) return (row) => first(row.record, row.node);
  return (row) => {
    let { node } = row;
    for (const move of moves) {
      if (node === noNode) return noNode;
      node = move(row.record, node);
    }
    return node;
  };
}

/** Compiles a step without wildcard, `at` being the place of its path; undefined for one with. */
export function compileStep(step: PathStep, at: SqlPosition): Move | undefined {
  if (step.kind === 'field') return byName(step.field, at);
  if (step.kind === 'index') return (record, node) => record.element(node, step.index);
  return undefined;
}

function byName(field: FieldName, at: SqlPosition): Move {
  const name = new MemberName(field);
  if (name.exact) return (record, node) => record.member(node, name);
  return (record, node) => {
    try {
      return record.member(node, name);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

/** Whether a name in an expression means the row. */
export function names(used: FieldName, row: FieldName): boolean {
  if (used.exact) return used.name === row.name;
  return used.name.toLowerCase() === row.name.toLowerCase();
}
