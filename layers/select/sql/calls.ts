import { sqlError, type SqlPosition } from '../errors.ts';
import type { AggregateName, Expression } from './ast.ts';
import type { ExpressionParser } from './expression-parser.ts';

/** Reserved words that are nevertheless functions when a parenthesis follows. */
const functionWords = new Set(['char_length', 'character_length', 'lower', 'upper', 'coalesce', 'nullif']);

/** What the language has and this engine does not evaluate yet: refused by name. */
const unsupportedFunctions = new Set(
  'cast substring trim extract date_add date_diff to_string to_timestamp utcnow bit_length octet_length position'.split(
    ' ',
  ),
);

const closeCode = 'ParseExpectedRightParenBuiltinFunctionCall';

/** Whether a reserved word begins a call. */
export function isCallWord(word: string): boolean {
  return aggregateName(word) !== undefined || functionWords.has(word) || unsupportedFunctions.has(word);
}

/** Parses the call of a function or aggregate of that name, which is the next token. */
export function parseCall(parser: ExpressionParser, name: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  if (unsupportedFunctions.has(name)) {
    throw sqlError('UnsupportedFunction', `The function ${name.toUpperCase()} is not supported yet`, at);
  }
  tokens.take();
  tokens.expectSymbol('(', 'ParseExpectedLeftParenBuiltinFunctionCall');
  const aggregate = aggregateName(name);
  if (aggregate) return parseAggregate(parser, aggregate, at);
  if (tokens.isSymbol('*')) throw starCall(parser);
  if (tokens.acceptSymbol(')')) return { kind: 'call', name, args: [], at };
  return parser.grow({ kind: 'call', name, args: parser.list(')', closeCode), at });
}

function parseAggregate(parser: ExpressionParser, name: AggregateName, at: SqlPosition): Expression {
  const { tokens } = parser;
  if (tokens.isKeyword('distinct') || tokens.isKeyword('all')) {
    throw tokens.unexpected('UnsupportedSqlOperation', 'DISTINCT and ALL are not supported in aggregates');
  }
  if (tokens.isSymbol('*')) {
    if (name !== 'count') throw starCall(parser);
    tokens.take();
    tokens.expectSymbol(')', closeCode);
    return { kind: 'aggregate', name, argument: undefined, at };
  }
  const args = tokens.acceptSymbol(')') ? [] : parser.list(')', closeCode);
  if (args.length !== 1) {
    throw sqlError('ParseNonUnaryAgregateFunctionCall', `${name.toUpperCase()} takes exactly one argument`, at);
  }
  return parser.grow({ kind: 'aggregate', name, argument: args[0], at });
}

function starCall(parser: ExpressionParser) {
  return parser.tokens.unexpected('ParseUnsupportedCallWithStar', 'Only COUNT may be called with *');
}

function aggregateName(name: string): AggregateName | undefined {
  switch (name) {
    case 'count':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return name;
    default:
      return undefined;
  }
}
