import { sqlError, type SelectError, type SqlPosition } from '../errors.ts';
import type { Expression } from './ast.ts';
import { isCallWord, parseCall } from './calls.ts';
import type { ExpressionParser } from './expression-parser.ts';
import { ionLiteral, numberLiteral, parseList, parseStruct } from './literals.ts';
import { notPower, signPower } from './operators.ts';
import { parsePathSteps } from './path-steps.ts';
import type { TokenStream } from './token-stream.ts';

/** Operators that only stand between two operands. */
const infixSymbols = new Set(['=', '<>', '!=', '<', '<=', '>', '>=', '/', '%', '||', '*']);

/** Parses what an operator can stand before or behind: a literal, a path, a call, CASE, a sign or NOT with its operand. */
export function parseTerm(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const at = tokens.peek();
  switch (at.kind) {
    case 'string':
      tokens.take();
      return { kind: 'literal', value: at.value, at };
    case 'number':
      tokens.take();
      return numberLiteral(at.value, at);
    case 'keyword':
      return keyword(parser, at.value, at);
    case 'identifier':
      if (tokens.isSymbol('(', 1)) return parseCall(parser, at.value.toLowerCase(), at);
      return path(parser);
    case 'quoted':
      return path(parser);
    case 'ion':
      tokens.take();
      return ionLiteral(at.value, at);
    case 'symbol':
      return symbol(parser, at.value, at);
    case 'end':
      throw tokens.unexpected('ParseExpectedExpression', 'Expected an expression');
  }
}

function path(parser: ExpressionParser): Expression {
  const at = parser.tokens.take();
  const root = { name: at.value, exact: at.kind === 'quoted' };
  return { kind: 'path', root, steps: parsePathSteps(parser.tokens), at };
}

function symbol(parser: ExpressionParser, text: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  if (text === '-' || text === '+') {
    tokens.take();
    const operand = parser.operand(signPower);
    return text === '-' ? parser.grow({ kind: 'negate', operand, at }) : operand;
  }
  if (text === '(') {
    tokens.take();
    parser.refuseSubquery();
    const inner = parser.operand();
    // A list of values is a list: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html
    // has it with IN alone, PartiQL's parser anywhere.
    if (tokens.acceptSymbol(',')) {
      return parser.grow({ kind: 'list', items: [inner, ...parser.list(')', 'ParseExpectedTokenType')], at });
    }
    tokens.expectSymbol(')');
    return inner;
  }
  if (text === '[') return parseList(parser, at);
  if (text === '{') return parseStruct(parser, at);
  if (text === '<<') throw sqlError('UnsupportedSyntax', 'Bag literals (<<) are not supported by S3 Select', at);
  if (text === '@') throw scopeOperator(tokens);
  if (text === '?') throw tokens.unexpected('ParseUnsupportedToken', 'Parameters are not supported by S3 Select');
  if (infixSymbols.has(text)) throw tokens.unexpected('ParseUnexpectedOperator', 'Unexpected operator');
  throw tokens.unexpected('ParseUnexpectedTerm', 'Unexpected term');
}

function scopeOperator(tokens: TokenStream): SelectError {
  const kind = tokens.peek(1).kind;
  if (kind === 'identifier' || kind === 'quoted')
    return tokens.unexpected('UnsupportedSyntax', '@ is not supported by S3 Select');
  tokens.take();
  return tokens.unexpected('ParseMissingIdentAfterAt', 'Expected an identifier after @');
}

function keyword(parser: ExpressionParser, word: string, at: SqlPosition): Expression {
  const { tokens } = parser;
  switch (word) {
    case 'null':
      tokens.take();
      return { kind: 'literal', value: null, at };
    case 'true':
    case 'false':
      tokens.take();
      return { kind: 'literal', value: word === 'true', at };
    case 'missing':
      tokens.take();
      return { kind: 'missing', at };
    case 'not':
      tokens.take();
      return parser.grow({ kind: 'not', operand: parser.operand(notPower), at });
    case 'case':
      return parseCase(parser, at);
    case 'select':
      parser.refuseSubquery();
  }
  if (isCallWord(parser, word)) return parseCall(parser, word, at);
  throw tokens.unexpected('ParseUnExpectedKeyword', 'Unexpected keyword');
}

function parseCase(parser: ExpressionParser, at: SqlPosition): Expression {
  const { tokens } = parser;
  tokens.take();
  const subject = tokens.isKeyword('when') || tokens.isKeyword('end') ? undefined : parser.parse();
  if (!tokens.isKeyword('when')) throw tokens.unexpected('ParseExpectedWhenClause', 'Expected WHEN');
  const whens: { when: Expression; then: Expression }[] = [];
  while (tokens.acceptKeyword('when')) {
    const when = parser.parse();
    tokens.expectKeyword('then');
    whens.push({ when, then: parser.parse() });
  }
  const otherwise = tokens.acceptKeyword('else') ? parser.parse() : undefined;
  tokens.expectKeyword('end');
  return parser.grow({ kind: 'case', subject, whens, otherwise, at });
}
