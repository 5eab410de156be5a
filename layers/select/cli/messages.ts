import type { SelectError, SqlPosition } from '../errors.ts';
import { displayWidth } from './display-width.ts';
import { hintFor, type Asked } from './hints.ts';
import { messageOf } from './options.ts';

/** How much of a long query is shown to the left and to the right of the place that a message is about. */
const shownLeft = 60;
const shownRight = 20;

/**
 * What is said about an error of the data or the SQL: the error, the place in the SQL with a caret below, and a hint.
 *
 * @param line - of the input, where the record begins that the error is about; undefined where that is not known.
 */
export function describeError(error: SelectError, asked: Asked, line: number | undefined): string {
  const at = positionOf(error);
  const isOfQuery = at !== undefined && error.recordStart === undefined;
  const where = isOfQuery ? '' : `${asked.name}${line === undefined ? '' : `:${line}`}: `;
  const lines = [`${where}${error.code}: ${messageOf(error)}`];
  if (at) lines.push(...pointAt(asked.args.expression, at));
  const hint = hintFor(error, at, asked);
  if (hint !== undefined) lines.push(`Hint: ${hint}`);
  return lines.join('\n');
}

/** The place in the SQL that an error's message ends with. */
function positionOf({ message }: SelectError): SqlPosition | undefined {
  const [, line, column] = / at line (\d+), column (\d+)\.$/.exec(message) ?? [];
  return line === undefined || column === undefined ? undefined : { line: Number(line), column: Number(column) };
}

/** The line of the SQL, and a caret below the place; a long line is cut around it. */
function pointAt(sql: string, { line, column }: SqlPosition): string[] {
  const text = sql.split('\n')[line - 1] ?? '';
  const from = Math.max(0, column - 1 - shownLeft);
  const to = Math.min(text.length, column - 1 + shownRight);
  const [left, right] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const before = left + printable(text.slice(from, column - 1));
  return [`  ${before}${printable(text.slice(column - 1, to))}${right}`, `  ${' '.repeat(displayWidth(before))}^`];
}

/** Without what would move the cursor, and without the halves of characters that a cut has left at the ends. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/\p{Cs}/gu, '');
}
