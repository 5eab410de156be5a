import { sqlError } from '../errors.ts';
import { MemberName, noNode, type Node, type RecordView } from '../formats/record.ts';
import type { FieldName, PathExpression, PathStep } from '../sql/ast.ts';
import type { Resolver } from './row.ts';

/** A step that leads from one node to one other. */
export type Move = (record: RecordView, node: Node) => Node;

/** Compiles a path of an expression: its first name is the row itself if the row is called so, else a field of it. */
export function compilePath(path: PathExpression, rowNames: FieldName[]): Resolver {
  const isRow = rowNames.some((name) => names(path.root, name));
  const moves = path.steps.map((step) => {
    const move = compileStep(step);
    if (move) return move;
    throw sqlError('ParseUnsupportedSyntax', 'A wildcard may not stand in this path', path.at);
  });
  if (!isRow) moves.unshift(byName(path.root));
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

/** Compiles a step without wildcard; undefined for one with. */
export function compileStep(step: PathStep): Move | undefined {
  if (step.kind === 'field') return byName(step.field);
  if (step.kind === 'index') return (record, node) => record.element(node, step.index);
  return undefined;
}

function byName(field: FieldName): Move {
  const name = new MemberName(field);
  return (record, node) => record.member(node, name);
}

/** Whether a name in an expression means the row. */
export function names(used: FieldName, row: FieldName): boolean {
  if (used.exact) return used.name === row.name;
  return used.name.toLowerCase() === row.name.toLowerCase();
}
