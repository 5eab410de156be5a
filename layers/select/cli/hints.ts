import { SelectError, type SqlPosition } from '../errors.ts';
import { tokenize, type Token } from '../sql/lexer.ts';
import type { InputName } from './arguments.ts';

/** Reserved words that stand where they belong in a query: an error there is about something else. */
const syntaxWords = new Set(
  (
    'select from where limit as and or not in is null missing between like escape case when then else end cast true ' +
    'false order group by having join inner left right full cross outer union intersect except distinct all value'
  ).split(' '),
);

const comparisons = new Set(['=', '<>', '!=', '<', '<=', '>', '>=', 'like']);

/** What may help somebody who has made a common mistake. */
export function hintFor(
  { code }: SelectError,
  sql: string,
  at: SqlPosition | undefined,
  format: InputName | undefined,
): string | undefined {
  if (code === 'CSVEscapingRecordDelimiter' || code === 'CSVUnescapedQuote') {
    return 'with --multiline, fields in quotes may go on over ends of lines.';
  }
  if (code === 'JSONParsingError' && format === 'lines') {
    return 'JSON of any other layout than a value per line is read with --input json.';
  }
  if (code === 'ParseSelectMissingFrom') return 'a query says where its rows come from: FROM S3Object.';
  if (code === 'InvalidDataSource' && at) return 'the table is always called S3Object; files stand after the query.';
  const tokens = tokensOf(sql);
  const [first] = tokens;
  if (first && first.value !== 'select') return 'the query comes first and begins with SELECT, then come the files.';
  return reservedWordHint(tokens, at) ?? quotesHint(sql) ?? headerHint(code);
}

function headerHint(code: string): string | undefined {
  if (code !== 'MissingHeaders') return undefined;
  return 'the first line names the columns; with --header none they are called _1, _2 and so on.';
}

/** Whether a name in double quotes is compared with something, which is mostly meant to be a text. */
export function quotesHint(sql: string): string | undefined {
  const tokens = tokensOf(sql);
  const at = tokens.findIndex((token, i) => token.kind === 'quoted' && isCompared(tokens, i));
  const text = tokens[at]?.value;
  return text === undefined
    ? undefined
    : `"${text}" in double quotes is the name of a field; a text is written '${text.replaceAll("'", "''")}'.`;
}

function isCompared(tokens: Token[], at: number): boolean {
  const isPath = tokens[at + 1]?.value === '.' || tokens[at + 1]?.value === '[';
  return !isPath && comparisons.has(tokens[at - 1]?.value ?? '');
}

function reservedWordHint(tokens: Token[], at: SqlPosition | undefined): string | undefined {
  const token = tokens.find(({ line, column }) => line === at?.line && column === at.column);
  if (token?.kind !== 'keyword' || syntaxWords.has(token.value)) return undefined;
  return `${token.text} is a reserved word; as the name of a field it is written "${token.text}".`;
}

/** The tokens of a query, none if it has a fault that keeps it from being split. */
function tokensOf(sql: string): Token[] {
  try {
    return tokenize(sql);
  } catch (error) {
    if (error instanceof SelectError) return [];
    throw error;
  }
}
