import { sqlError, type SelectError, type SqlPosition } from '../errors.ts';
import type { Expression } from './ast.ts';
import { children } from './children.ts';
import { bindingPower, parseInfix, peekInfix } from './operators.ts';
import { parseTerm } from './terms.ts';
import type { TokenStream } from './token-stream.ts';

/** How many levels of parentheses, calls and operators may stand inside each other. */
export const maxDepth = 250;

/**
 * A Pratt parser for the expressions of the select list, WHERE and LIMIT. This class has the loop and holds down the
 * depth; what a term is stands in `terms.ts` and `calls.ts`, what stands between two in `operators.ts`.
 */
export class ExpressionParser {
  readonly tokens: TokenStream;
  readonly #heights = new WeakMap<Expression, number>();
  #depth = 0;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  /** Parses one expression as far as operators go that bind stronger than `power`. */
  parse(power = 0): Expression {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw this.tooDeep(this.tokens.peek());
    let left = parseTerm(this);
    for (;;) {
      const operator = peekInfix(this.tokens);
      const next = operator === undefined ? undefined : bindingPower(operator);
      if (operator === undefined || next === undefined || next <= power) break;
      left = parseInfix(this, left, operator, next);
    }
    this.#depth -= 1;
    return left;
  }

  /** Parses an expression where one must stand. */
  operand(power = 0): Expression {
    const token = this.tokens.peek();
    if (token.kind === 'end' || (token.kind === 'symbol' && (token.value === ')' || token.value === ';'))) {
      throw this.tokens.unexpected('ParseExpectedExpression', 'Expected an expression');
    }
    return this.parse(power);
  }

  /** Parses expressions between commas up to a closing symbol, which is taken; fails with `code` without it. */
  list(close: string, code: string): Expression[] {
    const list: Expression[] = [];
    do {
      list.push(this.operand());
    } while (this.tokens.acceptSymbol(','));
    this.tokens.expectSymbol(close, code);
    return list;
  }

  /** Notes how high the tree of an expression is, once it has its operands. Every node that has some passes here. */
  grow(expression: Expression): Expression {
    // Not Math.max(...): an IN list may hold more values than a call takes arguments.
    const height = children(expression).reduce((most, child) => Math.max(most, this.height(child)), 0);
    this.setHeight(expression, height + 1);
    return expression;
  }

  setHeight(expression: Expression, height: number): void {
    if (height > maxDepth) throw this.tooDeep(expression.at);
    this.#heights.set(expression, height);
  }

  height(expression: Expression): number {
    return this.#heights.get(expression) ?? 1;
  }

  tooDeep(at: SqlPosition): SelectError {
    return sqlError(
      'MaxOperatorsExceeded',
      `Failed to parse SQL expression, try reducing complexity: it is nested more than ${maxDepth} levels deep`,
      at,
    );
  }

  /** Refuses a subquery at the current place. */
  refuseSubquery(): void {
    if (this.tokens.isKeyword('select')) {
      throw this.tokens.unexpected('UnsupportedSqlStructure', 'Subqueries are not supported by S3 Select');
    }
  }
}
