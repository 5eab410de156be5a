import type { SelectError, SqlPosition } from '../errors.ts';
import type { InputName } from './arguments.ts';
import { hintFor } from './hints.ts';

/** How much of a long query is shown to the left and to the right of the place that a message is about. */
const shownLeft = 60;
const shownRight = 20;

/** What is said about an error of the data or the SQL: the error, the place in the SQL with a caret below, and a hint. */
export function describeError(
  error: SelectError,
  sql: string,
  source: { name: string; format: InputName | undefined },
): string {
  const at = positionOf(error);
  const where = at ? '' : `${source.name}: `;
  const lines = [`${where}${error.code}: ${error.message}`];
  if (at) lines.push(...pointAt(sql, at));
  const hint = hintFor(error, sql, at, source.format);
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
  const shown = text.slice(from, column - 1 + shownRight).replaceAll(/\p{Cc}/gu, ' ');
  const [left, right] = [from > 0 ? '…' : '', from + shown.length < text.length ? '…' : ''];
  const before = Array.from(shown.slice(0, column - 1 - from)).length;
  return [`  ${left}${shown}${right}`, `  ${' '.repeat(left.length + before)}^`];
}
