import type { SqlPosition } from '../errors.ts';
import { MemberName } from '../formats/record.ts';
import type { Expression, PathExpression, SelectStatement } from '../sql/ast.ts';
import { children } from '../sql/children.ts';
import { names } from './path.ts';

/** A field of the row that a query names, and where. */
export interface RowField {
  name: MemberName;
  at: SqlPosition;
  /** Whether it stands before a dot: a member of it is meant, or it was taken for the name of the row. */
  isQualifier: boolean;
}

/** The fields of the row that the expressions of a statement name, each spelling and use once, in the order of the SQL text. */
export function rowFields({ items, from, where }: SelectStatement): RowField[] {
  const fields = new Map<string, RowField>();
  const add = (path: PathExpression) => {
    const isRow = from.rowNames.some((name) => names(path.root, name));
    const [first] = path.steps;
    const field = isRow ? (first?.kind === 'field' ? first.field : undefined) : path.root;
    if (!field) return;
    const isQualifier = !isRow && first?.kind === 'field';
    const key = `${String(isQualifier)} ${String(field.exact)} ${field.name}`;
    if (!fields.has(key)) fields.set(key, { name: new MemberName(field), at: path.at, isQualifier });
  };
  const visit = (expression: Expression) => {
    if (expression.kind === 'path') add(expression);
    else children(expression).forEach(visit);
  };
  for (const item of items === '*' ? [] : items) {
    if (item.kind === 'spread') add(item.path);
    else visit(item.expression);
  }
  if (where) visit(where);
  return [...fields.values()];
}
