import { noNode, type Node, type RecordView } from '../formats/record.ts';
import type { Expression, FieldName, PathExpression, PathStep } from '../sql/ast.ts';
import { isNested } from '../values/value.ts';
import { compilePath, compileStep, type Move } from './path.ts';
import type { Row } from './row.ts';

/** Leads from a row to all the nodes that a path with wildcards means; `noNode` for each way that led nowhere. */
export type NodesResolver = (row: Row) => Node[];

/** Whether an expression is a path with a wildcard in it. */
export function hasWildcard(expression: Expression): expression is PathExpression {
  return expression.kind === 'path' && expression.steps.some(isWildcard);
}

/**
 * Compiles a path with wildcards. It may stand behind IN alone: there the service goes over what it means, as was tried
 * for https://github.com/minio/minio/pull/8329.
 */
export function compileWildcards(path: PathExpression, rowNames: FieldName[]): NodesResolver {
  const first = path.steps.findIndex(isWildcard);
  const start = compilePath({ ...path, steps: path.steps.slice(0, first) }, rowNames);
  const steps = path.steps.slice(first).map((step) => {
    const move = compileStep(step, path.at);
    return move ? along(move) : spread(step.kind === 'elements' ? 'list' : 'struct');
  });
  return (row) => {
    let nodes = [start(row)];
    for (const step of steps) nodes = nodes.flatMap((node) => (node === noNode ? noNode : step(row.record, node)));
    return nodes;
  };
}

function isWildcard({ kind }: PathStep): boolean {
  return kind === 'elements' || kind === 'members';
}

type Spread = (record: RecordView, node: Node) => Node[];

function along(move: Move): Spread {
  return (record, node) => [move(record, node)];
}

/** What is directly inside a list, or a struct; from a value of any other kind it leads nowhere. */
function spread(of: 'list' | 'struct'): Spread {
  return (record, node) => {
    const children = record.children(node, of);
    if (children.length > 0) return children;
    const value = record.value(node);
    return isNested(value) && value.isList === (of === 'list') ? [] : [noNode];
  };
}
