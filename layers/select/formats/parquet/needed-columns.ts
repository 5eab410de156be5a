import { SelectError } from '../../errors.ts';
import { names } from '../../query/path.ts';
import type { Expression, FieldName, PathExpression, PathStep, SelectStatement } from '../../sql/ast.ts';
import { children } from '../../sql/children.ts';
import { MemberName } from '../record.ts';
import { unsupportedType } from './raw-values.ts';
import type { TopColumn } from './row-groups.ts';
import type { ColumnType } from './schema.ts';

/** Expressions that compare their operands or calculate with them; a column of type INT96 may not stand there. */
const comparing: ReadonlySet<Expression['kind']> = new Set([
  'compare',
  'between',
  'in',
  'in-value',
  'like',
  'arithmetic',
  'negate',
]);

/**
 * The columns that a query looks at, by their places; all of them for `SELECT *`.
 *
 * @throws SelectError `UnsupportedParquetType` for a column of a type that the language has no values for, and
 * `UnsupportedTypeForQuerying` where INT96 is compared: the error list's own example.
 */
export function neededColumns(statement: SelectStatement, columns: TopColumn[]): number[] {
  const paths: PathExpression[] = [];
  const visit = (expression: Expression): void => {
    if (expression.kind === 'path') paths.push(expression);
    if (comparing.has(expression.kind)) refuseInt96(expression, statement, columns);
    children(expression).forEach(visit);
  };
  const { items, where } = statement;
  for (const item of items === '*' ? [] : items) {
    if (item.kind === 'spread') paths.push(item.path);
    else visit(item.expression);
  }
  if (where) visit(where);
  const needed = items === '*' || statement.from.steps.length > 0 ? ofRow(statement, columns) : new Set<number>();
  for (const path of statement.from.steps.length > 0 ? [] : paths) {
    for (const column of columnsOf(path, statement, columns)) needed.add(column);
  }
  for (const column of needed) refuseUnsupported(columns[column]?.type);
  return [...needed].sort((a, b) => a - b);
}

/** The columns of the rows themselves: what the first step of FROM names, else all. */
function ofRow({ from }: SelectStatement, columns: TopColumn[]): Set<number> {
  return new Set(named(from.steps[0], columns));
}

function columnsOf(path: PathExpression, { from }: SelectStatement, columns: TopColumn[]): number[] {
  const isRow = from.rowNames.some((name) => names(path.root, name));
  return isRow ? named(path.steps[0], columns) : matching(path.root, columns);
}

function named(step: PathStep | undefined, columns: TopColumn[]): number[] {
  return step?.kind === 'field' ? matching(step.field, columns) : [...columns.keys()];
}

function matching(field: FieldName, columns: TopColumn[]): number[] {
  const name = new MemberName(field);
  return columns.flatMap((column, i) => (name.matches(column.name) ? [i] : []));
}

function refuseUnsupported(type: ColumnType | undefined): void {
  if (type?.kind === 'leaf' && !type.leaf.toValue) throw unsupportedType(type.leaf.name, type.path);
  if (type?.kind === 'struct') type.members.forEach((member) => refuseUnsupported(member.type));
  if (type?.kind === 'list') refuseUnsupported(type.element);
  if (type?.kind === 'map') [type.key, type.value].forEach((member) => refuseUnsupported(member.type));
}

function refuseInt96(expression: Expression, statement: SelectStatement, columns: TopColumn[]): void {
  for (const operand of children(expression)) {
    if (operand.kind !== 'path' || statement.from.steps.length > 0) continue;
    for (const column of columnsOf(operand, statement, columns)) {
      const type = columns[column]?.type;
      if (type?.kind !== 'leaf' || !type.leaf.isInt96) continue;
      const message = `The column '${type.path}' is of the Parquet type INT96, which can be selected but not compared.`;
      throw new SelectError('UnsupportedTypeForQuerying', message);
    }
  }
}
