import { sqlError, type SelectError, type SqlPosition } from '../errors.ts';
import type { AggregateName, Expression } from './ast.ts';
import type { ExpressionParser } from './expression-parser.ts';
import { closeCode, specialCalls } from './special-calls.ts';

/** Reserved words that are nevertheless functions of S3 Select. */
const functionWords = new Set(
  'char_length character_length lower upper coalesce nullif cast substring trim extract'.split(' '),
);

/** Reserved words that are functions elsewhere. */
const foreignFunctions = new Set(
  'bit_length octet_length position size exists convert translate overlaps values'.split(' '),
);

/** Whether a reserved word begins a call. */
export function isCallWord(parser: ExpressionParser, word: string): boolean {
  if (aggregateName(word) !== undefined || functionWords.has(word)) return true;
  return foreignFunctions.has(word) && parser.tokens.isSymbol('(', 1);
}

/** Parses the call of a function or aggregate of that name, in lower case, which is the next token. */
export function parseCall(parser: ExpressionParser, name: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  if (foreignFunctions.has(name)) {
    throw sqlError('UnsupportedFunction', `${name.toUpperCase()} is not a function of S3 Select`, at);
  }
  tokens.take();
  const openCode = name === 'cast' ? 'ParseExpectedLeftParenAfterCast' : 'ParseExpectedLeftParenBuiltinFunctionCall';
  tokens.expectSymbol('(', openCode);
  const aggregate = aggregateName(name);
  if (aggregate) return parseAggregate(parser, aggregate, at);
  if (tokens.isSymbol('*')) throw starCall(parser);
  const special = specialCalls.get(name);
  if (special) return special(parser, name, at);
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

function starCall(parser: ExpressionParser): SelectError {
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
