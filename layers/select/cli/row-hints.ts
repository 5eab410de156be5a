import { SelectError } from '../errors.ts';
import { rowFields } from '../query/row-fields.ts';
import type { SelectStatement } from '../sql/ast.ts';
import { parse } from '../sql/parser.ts';
import type { Asked } from './hints.ts';
import { isCsv, rootListHint } from './input-hints.ts';
import { pathEqualToNumber, quotedText, quotesHint } from './sql-hints.ts';

/**
 * What may help somebody who was given nothing: no rows, or only such as are `{}`.
 *
 * @param hasRows whether there were any
 */
export function nothingHint(asked: Asked, hasRows: boolean): string | undefined {
  const { expression } = asked.args;
  const statement = parsed(expression);
  if (!statement) return undefined;
  const list = rowFields(statement).length > 0 ? rootListHint(asked) : undefined;
  if (list !== undefined) return list;
  if (hasRows) return aliasHint(statement);
  const text = quotedText(expression);
  if (text !== undefined) return quotesHint(text);
  const path = isCsv(asked) ? pathEqualToNumber(expression) : undefined;
  return path === undefined
    ? undefined
    : `fields of CSV are texts; CAST(${path} AS INT), or AS DECIMAL, makes a number of one.`;
}

/** What stands before a dot and is not the name of the rows may have been meant to be it. */
function aliasHint(statement: SelectStatement): string | undefined {
  const field = rowFields(statement).find(({ isQualifier }) => isQualifier)?.name.name;
  const rows = statement.from.rowNames[0]?.name;
  if (field === undefined || rows === undefined) return undefined;
  return `${field} is taken for a field of the rows; ${calledRows(rows)}`;
}

/** What the rows of a query are called. */
export function rowsHint(sql: string): string | undefined {
  const rows = parsed(sql)?.from.rowNames[0]?.name;
  return rows === undefined ? undefined : calledRows(rows);
}

function calledRows(name: string): string {
  if (name !== 'S3Object') return `the rows are called ${name} here.`;
  return 'the rows have no other name than S3Object here: an alias behind it, as in FROM S3Object s, gives them one.';
}

function parsed(sql: string): SelectStatement | undefined {
  try {
    return parse(sql);
  } catch (error) {
    if (error instanceof SelectError) return undefined;
    throw error;
  }
}
