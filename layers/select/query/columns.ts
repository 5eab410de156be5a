import { noNode } from '../formats/record.ts';
import type { RowWriter } from '../output/row-writer.ts';
import type { Expression, SelectStatement } from '../sql/ast.ts';
import { MISSING } from '../values/value.ts';
import { compileExpression, type Scope } from './expression.ts';
import { compilePath } from './path.ts';
import type { Resolver, Row } from './row.ts';

/** A compiled column: writes itself into the row, or nothing where its value is MISSING. */
export interface Column {
  name: string;
  write: (row: Row, writer: RowWriter) => void;
}

/** Compiles the select list; columns are called by alias, else by the last name of their path, else `_1`, `_2` … */
export function compileColumns(items: SelectStatement['items'], scope: Scope): Column[] {
  if (items === '*') return [spread(0, (row) => row.node)];
  return items.map((item, index) => {
    if (item.kind === 'spread') return spread(index, compilePath(item.path, scope.rowNames));
    const name = item.alias ?? nameOf(item.expression) ?? `_${index + 1}`;
    return { name, write: compileColumn(item.expression, index, scope) };
  });
}

function compileColumn(expression: Expression, column: number, scope: Scope): Column['write'] {
  if (expression.kind === 'path') {
    const resolve = compilePath(expression, scope.rowNames);
    return (row, writer) => {
      const node = resolve(row);
      if (node !== noNode) writer.node(column, row.record, node);
    };
  }
  const evaluate = compileExpression(expression, scope);
  return (row, writer) => {
    const value = evaluate(row);
    if (value !== MISSING) writer.value(column, value);
  };
}

/** `*` and `path.*`: a struct gives its members, anything else is a column by its position. */
function spread(column: number, resolve: Resolver): Column {
  return {
    name: `_${column + 1}`,
    write: (row, writer) => {
      const node = resolve(row);
      if (node === noNode) return;
      if (row.record.isStruct(node)) writer.members(column, row.record, node);
      else writer.node(column, row.record, node);
    },
  };
}

function nameOf(expression: Expression): string | undefined {
  if (expression.kind !== 'path') return undefined;
  const last = expression.steps.at(-1);
  if (last === undefined) return expression.root.name;
  return last.kind === 'field' ? last.field.name : undefined;
}
