import { SelectError, type SqlPosition } from '../errors.ts';
import { tokenize, type Token } from '../sql/lexer.ts';

/** Reserved words that stand where they belong in a query: an error there is about something else. */
const syntaxWords = new Set(
  (
    'select from where limit as and or not in is null missing between like escape case when then else end cast true ' +
    'false order group by having join inner left right full cross outer union intersect except distinct all value'
  ).split(' '),
);

/** What other dialects call the types of CAST. */
const typeNames: ReadonlyMap<string, string> = new Map([
  ...['varchar', 'nvarchar', 'char', 'nchar', 'character', 'text'].map((name) => [name, 'STRING'] as const),
  ...['bigint', 'smallint', 'tinyint', 'long'].map((name) => [name, 'INT'] as const),
  ...['double', 'real'].map((name) => [name, 'FLOAT'] as const),
  ...['date', 'datetime'].map((name) => [name, 'TIMESTAMP'] as const),
  ['dec', 'DECIMAL'],
]);

/** What functions of other dialects are in S3 Select. */
const functionNames: ReadonlyMap<string, string> = new Map([
  ...['length', 'len'].map((name) => [name, 'CHAR_LENGTH'] as const),
  ...['ifnull', 'nvl', 'isnull'].map((name) => [name, 'COALESCE'] as const),
  ...['now', 'getdate'].map((name) => [name, 'UTCNOW'] as const),
  ['substr', 'SUBSTRING'],
  ['lcase', 'LOWER'],
  ['ucase', 'UPPER'],
  ['concat', 'the operator ||'],
]);

/** What there is instead of clauses that S3 Select does not have. */
const clauses: ReadonlyMap<string, string> = new Map([
  ['order', 'rows come in the order of the input; sort what is printed.'],
  ['group', 'aggregates are over all rows; to count by a column, print it and use sort | uniq -c.'],
  ['distinct', 'all rows are printed; sort -u takes out those that are there twice.'],
]);

const clauseCodes = new Set(['UnsupportedSqlStructure', 'ParseUnsupportedSelect']);
const typeCodes = new Set(['InvalidDataType', 'ParseExpectedTypeName']);
const comparisons = new Set(['=', '<>', '!=', '<', '<=', '>', '>=', 'like']);

/** What may help with an error at a place in the SQL. */
export function placeHint(code: string, sql: string, at: SqlPosition | undefined): string | undefined {
  const tokens = tokensOf(sql);
  const place = placeOf(tokens, at);
  const token = tokens[place];
  if (!token) return undefined;
  const word = token.value.toLowerCase();
  if (typeCodes.has(code)) {
    const type = typeNames.get(word);
    return type === undefined ? undefined : `the type is called ${type} in S3 Select.`;
  }
  if (token.kind === 'symbol')
    return word === '=' && tokens[place - 1]?.value === '=' ? 'equality is one =.' : undefined;
  return dialectHint(code, word, tokens, place) ?? reservedWordHint(token, tokens[place + 1]);
}

/** Of words of other dialects. */
function dialectHint(code: string, word: string, tokens: Token[], place: number): string | undefined {
  if (clauseCodes.has(code)) return clauses.get(word);
  if (code === 'UnsupportedFunction') {
    const name = functionNames.get(word);
    return name === undefined ? undefined : `in S3 Select it is ${name}.`;
  }
  if (code !== 'ParseUnexpectedToken') return undefined;
  if (word === 'ilike')
    return `LIKE tells capitals from small letters; LOWER(${pathNear(tokens, place)}) LIKE '…' does not.`;
  return word === 'offset'
    ? 'there is LIMIT, and no OFFSET; pass over the first rows that are printed, as tail -n +2 does.'
    : undefined;
}

function reservedWordHint(token: Token, next: Token | undefined): string | undefined {
  // Before a parenthesis it is the name of a function, which is no field.
  if (token.kind !== 'keyword' || syntaxWords.has(token.value) || next?.value === '(') return undefined;
  return `${token.text} is a reserved word; as the name of a field it is written "${token.text}".`;
}

/** The name in double quotes that is compared with something, which is mostly meant to be a text. */
export function quotedText(sql: string): string | undefined {
  const tokens = tokensOf(sql);
  return tokens.find((token, i) => token.kind === 'quoted' && isCompared(tokens, i))?.value;
}

/** How a text is written that stands in double quotes. */
export function quotesHint(text: string): string {
  return `"${text}" in double quotes is the name of a field; a text is written '${text.replaceAll("'", "''")}'.`;
}

function isCompared(tokens: Token[], at: number): boolean {
  const isPath = tokens[at + 1]?.value === '.' || tokens[at + 1]?.value === '[';
  return !isPath && comparisons.has(tokens[at - 1]?.value ?? '');
}

/** The path that an operator or function at a place of the SQL is applied to, as it is written. */
export function pathAt(sql: string, at: SqlPosition | undefined): string {
  const tokens = tokensOf(sql);
  return pathNear(tokens, placeOf(tokens, at));
}

/** The path that is compared with a number by `=`, as it is written. */
export function pathEqualToNumber(sql: string): string | undefined {
  const tokens = tokensOf(sql);
  const place = tokens.findIndex(
    ({ value }, i) => value === '=' && (tokens[i - 1]?.kind === 'number') !== (tokens[i + 1]?.kind === 'number'),
  );
  const path = place < 0 ? '…' : pathNear(tokens, place);
  return path === '…' ? undefined : path;
}

function pathNear(tokens: Token[], place: number): string {
  let from = place;
  while (isPathPart(tokens[from - 1])) from -= 1;
  let to = place;
  if (from === place) {
    from = tokens[place + 1]?.value === '(' ? place + 2 : place + 1;
    for (to = from; isPathPart(tokens[to]);) to += 1;
  }
  const path = tokens.slice(from, to).map(({ text }) => text);
  return path.length === 0 ? '…' : path.join('');
}

function isPathPart(token: Token | undefined): boolean {
  return token?.kind === 'identifier' || token?.kind === 'quoted' || token?.value === '.';
}

function placeOf(tokens: Token[], at: SqlPosition | undefined): number {
  return tokens.findIndex(({ line, column }) => line === at?.line && column === at.column);
}

/** Whether a text begins as every query does; not known of one that cannot be split. */
export function isNoQuery(sql: string): boolean {
  const [first] = tokensOf(sql);
  return first !== undefined && first.value !== 'select';
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
