import { sqlError, type SqlPosition } from '../errors.ts';
import type { CastType } from '../values/cast.ts';
import { isDatePart, isExtractPart } from '../values/date-arithmetic.ts';
import type { Expression } from './ast.ts';
import type { ExpressionParser } from './expression-parser.ts';

/** Parses what stands in the parentheses of a call, the closing one included. */
export type ArgumentParser = (parser: ExpressionParser, name: string, at: SqlPosition) => Expression;

/** What every call must end in, and the code of one that does not. */
export const closeCode = 'ParseExpectedRightParenBuiltinFunctionCall';

/** The functions whose arguments are not just expressions between commas. */
export const specialCalls: ReadonlyMap<string, ArgumentParser> = new Map<string, ArgumentParser>([
  ['cast', parseCast],
  ['substring', parseSubstring],
  ['trim', parseTrim],
  ['extract', parseExtract],
  ['date_add', parseDateCall],
  ['date_diff', parseDateCall],
]);

interface CastTarget {
  type: CastType;
  /** How many parameters may follow in parentheses. They are ignored, as the service says it ignores scale and precision. */
  mostParameters: number;
}

const castTargets: ReadonlyMap<string, CastTarget> = new Map<string, CastTarget>([
  ['bool', { type: 'bool', mostParameters: 0 }],
  ['boolean', { type: 'bool', mostParameters: 0 }],
  ['int', { type: 'int', mostParameters: 0 }],
  ['integer', { type: 'int', mostParameters: 0 }],
  ['string', { type: 'string', mostParameters: 1 }],
  ['float', { type: 'float', mostParameters: 1 }],
  ['decimal', { type: 'decimal', mostParameters: 2 }],
  ['numeric', { type: 'decimal', mostParameters: 2 }],
  ['timestamp', { type: 'timestamp', mostParameters: 0 }],
]);

/** Types of SQL that S3 Select does not have. */
const foreignTypes = new Set(
  (
    'bag blob char character clob date dec double list null missing real sexp smallint struct symbol time tuple ' +
    'varchar'
  ).split(' '),
);

/** `CAST(value AS type)`. */
function parseCast(parser: ExpressionParser, _name: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  const value = parser.operand();
  tokens.expectKeyword('as', 'ParseExpectedTokenType');
  const word = tokens.peek();
  const target = word.kind === 'keyword' ? castTargets.get(word.value) : undefined;
  if (!target) {
    const code = word.kind === 'keyword' && foreignTypes.has(word.value) ? 'InvalidDataType' : 'ParseExpectedTypeName';
    throw tokens.unexpected(code, 'Expected BOOL, INT, STRING, FLOAT, DECIMAL or TIMESTAMP');
  }
  tokens.take();
  parseTypeParameters(parser, target, word);
  tokens.expectSymbol(')', closeCode);
  return parser.grow({ kind: 'cast', value, type: target.type, at });
}

function parseTypeParameters(parser: ExpressionParser, { type, mostParameters }: CastTarget, at: SqlPosition): void {
  const { tokens } = parser;
  if (!tokens.acceptSymbol('(')) return;
  let count = 0;
  do {
    const token = tokens.peek();
    if (token.kind !== 'number' || !/^[0-9]+$/.test(token.value)) {
      throw tokens.unexpected('ParseInvalidTypeParam', 'A parameter of a type must be an unsigned integer');
    }
    tokens.take();
    count += 1;
  } while (tokens.acceptSymbol(','));
  tokens.expectSymbol(')');
  if (count > mostParameters) {
    throw sqlError('ParseCastArity', `${type.toUpperCase()} takes at most ${mostParameters} parameter(s)`, at);
  }
}

/** `SUBSTRING(text FROM start FOR length)` or `SUBSTRING(text, start, length)`; the length may be left out. */
function parseSubstring(parser: ExpressionParser, name: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  const text = parser.operand();
  const hasWords = tokens.acceptKeyword('from');
  if (!hasWords) expectDelimiter(parser);
  const args = [text, parser.operand()];
  if (!tokens.acceptSymbol(')')) {
    const found = hasWords ? tokens.acceptKeyword('for') : tokens.acceptSymbol(',');
    if (!found) throw tokens.unexpected('ParseExpected2TokenTypes', `Expected ${hasWords ? 'FOR' : "','"} or ')'`);
    args.push(parser.operand());
    tokens.expectSymbol(')', closeCode);
  }
  return parser.grow({ kind: 'call', name, args, at });
}

/** `TRIM([[LEADING | TRAILING | BOTH] [characters] FROM] text)` becomes a call with those three as its arguments. */
function parseTrim(parser: ExpressionParser, name: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  const side = ['leading', 'trailing', 'both'].find((word) => tokens.acceptKeyword(word));
  let characters: Expression = { kind: 'literal', value: ' ', at };
  if (!tokens.acceptKeyword('from')) {
    const first = parser.operand();
    if (side !== undefined) tokens.expectKeyword('from');
    else if (!tokens.acceptKeyword('from')) return trim(first);
    characters = first;
  }
  return trim(parser.operand());

  function trim(text: Expression): Expression {
    tokens.expectSymbol(')', closeCode);
    const args: Expression[] = [{ kind: 'literal', value: side ?? 'both', at }, characters, text];
    return parser.grow({ kind: 'call', name, args, at });
  }
}

/** `EXTRACT(part FROM timestamp)`. */
function parseExtract(parser: ExpressionParser, name: string, at: SqlPosition): Expression {
  const part = parsePart(parser, isExtractPart);
  parser.tokens.expectKeyword('from');
  const args = [part, parser.operand()];
  parser.tokens.expectSymbol(')', closeCode);
  return parser.grow({ kind: 'call', name, args, at });
}

/** `DATE_ADD(part, quantity, timestamp)` and `DATE_DIFF(part, timestamp, timestamp)`. */
function parseDateCall(parser: ExpressionParser, name: string, at: SqlPosition): Expression {
  const args = [parsePart(parser, isDatePart)];
  for (let i = 0; i < 2; i += 1) {
    expectDelimiter(parser);
    args.push(parser.operand());
  }
  parser.tokens.expectSymbol(')', closeCode);
  return parser.grow({ kind: 'call', name, args, at });
}

function parsePart({ tokens }: ExpressionParser, isPart: (word: string) => boolean): Expression {
  const at = tokens.peek();
  const isWord = at.kind === 'keyword' || at.kind === 'identifier';
  const part = at.value.toLowerCase();
  if (!isWord || !isPart(part)) throw tokens.unexpected('ParseExpectedDatePart', 'Expected a part of a date');
  tokens.take();
  return { kind: 'literal', value: part, at };
}

function expectDelimiter({ tokens }: ExpressionParser): void {
  tokens.expectSymbol(',', 'ParseExpectedArgumentDelimiter');
}
