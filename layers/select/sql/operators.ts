import type { SqlPosition } from '../errors.ts';
import type { ComparisonOperator, Expression } from './ast.ts';
import type { ExpressionParser } from './expression-parser.ts';
import type { TokenStream } from './token-stream.ts';

/**
 * Binding powers of the infix operators, as PartiQL v0.1 has them; they agree with the table of
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html on the order of kinds.
 */
const infix: Record<string, number> = {
  or: 10,
  and: 20,
  '=': 40,
  '<>': 40,
  '!=': 40,
  is: 40,
  in: 40,
  '<': 50,
  '<=': 50,
  '>': 50,
  '>=': 50,
  between: 50,
  like: 50,
  '+': 60,
  '-': 60,
  '||': 60,
  '*': 70,
  '/': 70,
  '%': 70,
};

/** How strongly the prefix NOT binds. */
export const notPower = 30;
/** How strongly a sign before a value binds. */
export const signPower = 80;

/** How strongly an infix operator binds; undefined when the token is none. */
export function bindingPower(operator: string): number | undefined {
  return infix[operator];
}

/** The operator at the current place; for `NOT IN`, `NOT LIKE`, `NOT BETWEEN` the word after NOT. */
export function peekInfix(tokens: TokenStream): string | undefined {
  const token = tokens.peek();
  if (token.kind !== 'symbol' && token.kind !== 'keyword') return undefined;
  if (token.value !== 'not') return token.value;
  return ['in', 'like', 'between'].find((word) => tokens.isKeyword(word, 1));
}

/** Parses the operator at the current place and what stands to its right. */
export function parseInfix(parser: ExpressionParser, left: Expression, operator: string, power: number): Expression {
  const at = parser.tokens.peek();
  const negated = parser.tokens.acceptKeyword('not');
  parser.tokens.take();
  if (operator === 'and' || operator === 'or') return logical(parser, operator, left, parser.operand(power), at);
  const expression = parser.grow(binary(parser, left, operator, power, at));
  return negated ? parser.grow({ kind: 'not', operand: expression, at }) : expression;
}

function binary(
  parser: ExpressionParser,
  left: Expression,
  operator: string,
  power: number,
  at: SqlPosition,
): Expression {
  switch (operator) {
    case 'is':
      return is(parser, left, at);
    case 'in':
      return isIn(parser, left, power, at);
    case 'like': {
      const pattern = parser.operand(power);
      const escape = parser.tokens.acceptKeyword('escape') ? parser.operand(power) : undefined;
      return { kind: 'like', value: left, pattern, escape, at };
    }
    case 'between': {
      const low = parser.operand(power);
      parser.tokens.expectKeyword('and');
      return { kind: 'between', value: left, low, high: parser.operand(power), at };
    }
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '||':
      return { kind: 'arithmetic', operator, left, right: parser.operand(power), at };
    default:
      return { kind: 'compare', operator: comparison(operator), left, right: parser.operand(power), at };
  }
}

/** Chains of AND or OR become one flat node, so that a list of a thousand alternatives is not a thousand levels. */
function logical(
  parser: ExpressionParser,
  kind: 'and' | 'or',
  left: Expression,
  right: Expression,
  at: SqlPosition,
): Expression {
  if (left.kind !== kind) return parser.grow({ kind, operands: [left, right], at });
  left.operands.push(right);
  parser.setHeight(left, Math.max(parser.height(left), parser.height(right) + 1));
  return left;
}

function is(parser: ExpressionParser, value: Expression, at: SqlPosition): Expression {
  const { tokens } = parser;
  const negated = tokens.acceptKeyword('not');
  const type = tokens.peek().value;
  if (tokens.peek().kind !== 'keyword' || (type !== 'null' && type !== 'missing')) {
    throw tokens.unexpected('ParseExpectedTypeName', 'Expected NULL or MISSING after IS');
  }
  tokens.take();
  const test: Expression = { kind: 'is', value, type, at };
  return negated ? { kind: 'not', operand: parser.grow(test), at } : test;
}

function isIn(parser: ExpressionParser, value: Expression, power: number, at: SqlPosition): Expression {
  if (!parser.tokens.acceptSymbol('(')) {
    const list = parser.operand(power);
    return list.kind === 'list' ? { kind: 'in', value, list: list.items, at } : { kind: 'in-value', value, list, at };
  }
  parser.refuseSubquery();
  return { kind: 'in', value, list: parser.list(')', 'ParseExpectedTokenType'), at };
}

function comparison(operator: string): ComparisonOperator {
  switch (operator) {
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '=':
      return operator;
    default:
      return '<>';
  }
}
