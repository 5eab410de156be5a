import { SelectError } from '../errors.ts';
import { parse } from '../sql/parser.ts';
import { delimiterOf, firstLine, otherDelimiter, typed } from './delimiter.ts';
import { isCompressed, isJson } from './formats.ts';
import type { Asked } from './hints.ts';

/** As much of a first line as is shown. */
const shownCharacters = 100;

/** Whether an input is read as CSV, with whatever between the fields. */
export function isCsv({ format: { input } }: Asked): boolean {
  return input === 'csv' || input === 'tsv';
}

/** Of an input that does not begin as its compression does. */
export function compressionHint({ name, format: { compression }, head }: Asked): string | undefined {
  if (compression === 'NONE' || isCompressed(head, compression)) return undefined;
  return `${name} does not begin as ${compression} does; --compression none reads it as it is.`;
}

/** Of JSON that is read line by line, and whose first value goes on over several. */
export function layoutHint({ format: { beginning } }: Asked): string | undefined {
  const text = beginning?.toString().trimStart() ?? '';
  const line = text.split('\n', 1)[0]?.trimEnd() ?? '';
  if (line.length === text.length || (line !== '{' && line !== '[' && !endsInLaterLine(text, line.length)))
    return undefined;
  return 'JSON of any other layout than a value per line is read with --input json.';
}

/** Whether a text begins with a value of JSON that is whole, and ends behind that place. */
function endsInLaterLine(text: string, place: number): boolean {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return index > place && isJson(text.slice(0, index + 1));
  }
  return false;
}

/** Of JSON that is one list, where the query does not go into it. */
export function rootListHint({ args, format: { input, beginning } }: Asked): string | undefined {
  if (input !== 'json' || beginning?.toString().trimStart()[0] !== '[' || goesIntoRoot(args.expression))
    return undefined;
  return 'the input is a list, whose elements are the rows of FROM S3Object[*][*] s.';
}

function goesIntoRoot(sql: string): boolean {
  try {
    const [first] = parse(sql).from.steps;
    return first?.kind === 'elements' || first?.kind === 'index';
  } catch (error) {
    if (error instanceof SelectError) return true;
    throw error;
  }
}

/** Of a JSON document that is too large. */
export function documentHint(asked: Asked): string | undefined {
  const { input, beginning } = asked.format;
  if (input !== 'json' || beginning?.toString().trimStart()[0] !== '{') return rootListHint(asked);
  const lines = `a value per line, as jq -c '.items[]' writes the list of {"items": […]}`;
  return `a JSON document is one record, of at most 1 MB; JSON Lines may hold any number of them: ${lines}.`;
}

/** Of a column that the first line does not name. */
export function headerHint({ args: { csv }, format: { input, beginning } }: Asked): string {
  const line = firstLine(csv, beginning);
  const delimiter = delimiterOf(csv, input, beginning) ?? ',';
  const other = otherDelimiter(line, delimiter);
  const hints = ['the first line names the columns; with --header none they are called _1, _2 and so on.'];
  if (line !== '') hints.push(`It is: ${shown(line)}`);
  if (other !== undefined) hints.push(`Fields between ${typed(other)} are read with --delimiter ${typed(other)}.`);
  return hints.join('\n      ');
}

function shown(line: string): string {
  const text = Array.from(line.slice(0, 2 * shownCharacters))
    .slice(0, shownCharacters)
    .join('');
  return text.replaceAll(/\p{Cc}/gu, ' ') + (text.length < line.length ? '…' : '');
}
