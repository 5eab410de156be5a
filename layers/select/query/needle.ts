import type { Expression } from '../sql/ast.ts';

/**
 * The string that a record must hold for WHERE to be true of any row of it; undefined when there is no such string.
 *
 * It comes from a condition `path = 'text'` that WHERE consists of, or that it demands beside others with AND. A reader
 * may then pass over records that cannot hold the text. A condition before it must not be one that can fail with an
 * error, because that error would be lost with the record.
 */
export function requiredString(where: Expression | undefined): string | undefined {
  if (!where) return undefined;
  const conditions = where.kind === 'and' ? where.operands : [where];
  let longest: string | undefined;
  for (const condition of conditions) {
    const text = equalText(condition);
    if (text !== undefined && text.length > (longest?.length ?? -1)) longest = text;
    if (!cannotFail(condition)) break;
  }
  return longest;
}

function equalText(condition: Expression): string | undefined {
  if (condition.kind !== 'compare' || condition.operator !== '=') return undefined;
  const { left, right } = condition;
  const [path, text] = left.kind === 'path' ? [left, right] : [right, left];
  if (path.kind !== 'path' || text.kind !== 'literal') return undefined;
  return typeof text.value === 'string' ? text.value : undefined;
}

function cannotFail(condition: Expression): boolean {
  switch (condition.kind) {
    case 'compare':
      return (condition.operator === '=' || condition.operator === '<>') && isPlain(condition.left, condition.right);
    case 'in':
      return isPlain(condition.value, ...condition.list.slice(0, 100)) && condition.list.length <= 100;
    case 'is':
      return isPlain(condition.value);
    case 'and':
    case 'or':
      return condition.operands.every(cannotFail);
    case 'not':
      return cannotFail(condition.operand);
    default:
      return false;
  }
}

function isPlain(...operands: Expression[]): boolean {
  return operands.every(({ kind }) => kind === 'path' || kind === 'literal' || kind === 'missing');
}
