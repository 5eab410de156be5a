import { shown, sqlError, type SqlPosition } from '../errors.ts';
import { readIon } from '../values/ion.ts';
import { readNumber } from '../values/number-text.ts';
import type { Expression } from './ast.ts';
import type { ExpressionParser } from './expression-parser.ts';

/** A number of the SQL text. */
export function numberLiteral(text: string, at: SqlPosition): Expression {
  const value = readNumber(text);
  if (value === undefined) throw sqlError('NumberFormatError', 'An integer literal is too long', at);
  return { kind: 'literal', value, at };
}

/** What stands between backticks. */
export function ionLiteral(text: string, at: SqlPosition): Expression {
  const value = readIon(text);
  if (value !== undefined) return { kind: 'literal', value, at };
  const message = `'${shown(text)}' is no Ion timestamp, number, string, name, boolean or null (a timestamp with a time needs an offset)`;
  throw sqlError('LexerInvalidIONLiteral', message, at);
}

/** `[1, 2]`, whose bracket comes next. */
export function parseList(parser: ExpressionParser, at: SqlPosition): Expression {
  parser.tokens.take();
  if (parser.tokens.acceptSymbol(']')) return { kind: 'list', items: [], at };
  return parser.grow({ kind: 'list', items: parser.list(']', 'ParseExpectedTokenType'), at });
}

/** `{'a': 1}`, whose brace comes next; names are string literals. */
export function parseStruct(parser: ExpressionParser, at: SqlPosition): Expression {
  const { tokens } = parser;
  tokens.take();
  const names: string[] = [];
  const values: Expression[] = [];
  if (tokens.acceptSymbol('}')) return { kind: 'struct', names, values, at };
  do {
    if (tokens.peek().kind !== 'string') {
      throw tokens.unexpected('ParseExpectedMember', "Expected a member of a struct, as in {'name': value}");
    }
    names.push(tokens.take().value);
    tokens.expectSymbol(':');
    values.push(parser.operand());
  } while (tokens.acceptSymbol(','));
  tokens.expectSymbol('}');
  return parser.grow({ kind: 'struct', names, values, at });
}
