import { sqlError, type SelectError, type SqlPosition } from '../errors.ts';
import type { AggregateName, ComparisonOperator, Expression, PathExpression, PathStep } from './ast.ts';
import { children } from './children.ts';
import type { TokenStream } from './token-stream.ts';

/** How many levels of parentheses, calls and operators may stand inside each other. */
const maxDepth = 250;

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
const notPower = 30;
const unaryPower = 80;

const aggregates: ReadonlySet<string> = new Set<AggregateName>(['count', 'sum', 'avg', 'min', 'max']);

/** Reserved words that are nevertheless functions when a parenthesis follows. */
const functionWords = new Set(['char_length', 'character_length', 'lower', 'upper', 'coalesce', 'nullif']);

/** What the language has and this engine does not evaluate yet: refused by name. */
const unsupportedFunctions = new Set(
  'cast substring trim extract date_add date_diff to_string to_timestamp utcnow bit_length octet_length position'.split(
    ' ',
  ),
);

/** A Pratt parser for the expressions of the select list, WHERE and LIMIT. */
export class ExpressionParser {
  readonly #tokens: TokenStream;
  readonly #heights = new WeakMap<Expression, number>();
  #depth = 0;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
  }

  /** Parses one expression as far as it goes. */
  parse(power = 0): Expression {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw this.#tooDeep(this.#tokens.peek());
    let left = this.#prefix();
    for (;;) {
      const operator = this.#infixOperator();
      const next = operator === undefined ? undefined : infix[operator];
      if (operator === undefined || next === undefined || next <= power) break;
      left = this.#infix(left, operator, next);
    }
    this.#depth -= 1;
    return left;
  }

  /** Parses the `.name`, `['name']`, `[1]`, `.*` and `[*]` that follow a name. */
  parsePathSteps(): PathStep[] {
    const steps: PathStep[] = [];
    for (;;) {
      if (this.#tokens.acceptSymbol('.')) steps.push(this.#dotStep());
      else if (this.#tokens.acceptSymbol('[')) steps.push(this.#bracketStep());
      else return steps;
      if (steps.length > maxDepth) throw this.#tooDeep(this.#tokens.peek());
    }
  }

  #dotStep(): PathStep {
    if (this.#tokens.acceptSymbol('*')) return { kind: 'members' };
    const token = this.#tokens.peek();
    if (token.kind !== 'identifier' && token.kind !== 'quoted') {
      const hint = token.kind === 'keyword' ? ' (a reserved word must be written in double quotes)' : '';
      throw this.#tokens.unexpected('ParseInvalidPathComponent', `Invalid path component${hint}`);
    }
    this.#tokens.take();
    return { kind: 'field', field: { name: token.value, exact: token.kind === 'quoted' } };
  }

  #bracketStep(): PathStep {
    const token = this.#tokens.peek();
    const step = bracketStep(token.kind, token.value);
    if (step === undefined) throw this.#tokens.unexpected('ParseInvalidPathComponent', 'Invalid path component');
    this.#tokens.take();
    this.#tokens.expectSymbol(']');
    return step;
  }

  /** The operator at the current place; for `NOT IN`, `NOT LIKE`, `NOT BETWEEN` the word after NOT. */
  #infixOperator(): string | undefined {
    const token = this.#tokens.peek();
    if (token.kind !== 'symbol' && token.kind !== 'keyword') return undefined;
    if (token.value !== 'not') return token.value;
    return ['in', 'like', 'between'].find((word) => this.#tokens.isKeyword(word, 1));
  }

  #infix(left: Expression, operator: string, power: number): Expression {
    const at = this.#tokens.peek();
    const negated = this.#tokens.acceptKeyword('not');
    this.#tokens.take();
    if (operator === 'and' || operator === 'or') return this.#logical(operator, left, this.#operand(power), at);
    const expression = this.#grow(this.#binary(left, operator, power, at));
    return negated ? this.#grow({ kind: 'not', operand: expression, at }) : expression;
  }

  #binary(left: Expression, operator: string, power: number, at: SqlPosition): Expression {
    switch (operator) {
      case 'is':
        return this.#is(left, at);
      case 'in':
        return this.#in(left, power, at);
      case 'like': {
        const pattern = this.#operand(power);
        const escape = this.#tokens.acceptKeyword('escape') ? this.#operand(power) : undefined;
        return { kind: 'like', value: left, pattern, escape, at };
      }
      case 'between': {
        const low = this.#operand(power);
        this.#tokens.expectKeyword('and');
        return { kind: 'between', value: left, low, high: this.#operand(power), at };
      }
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
      case '||':
        return { kind: 'arithmetic', operator, left, right: this.#operand(power), at };
      default:
        return { kind: 'compare', operator: comparison(operator), left, right: this.#operand(power), at };
    }
  }

  #operand(power: number): Expression {
    const token = this.#tokens.peek();
    if (token.kind === 'end' || (token.kind === 'symbol' && (token.value === ')' || token.value === ';'))) {
      throw this.#tokens.unexpected('ParseExpectedExpression', 'Expected an expression');
    }
    return this.parse(power);
  }

  /** Chains of AND or OR become one flat node, so that a list of a thousand alternatives is not a thousand levels. */
  #logical(kind: 'and' | 'or', left: Expression, right: Expression, at: SqlPosition): Expression {
    if (left.kind !== kind) return this.#grow({ kind, operands: [left, right], at });
    left.operands.push(right);
    this.#setHeight(left, Math.max(this.#height(left), this.#height(right) + 1));
    return left;
  }

  #is(value: Expression, at: SqlPosition): Expression {
    const negated = this.#tokens.acceptKeyword('not');
    const type = this.#tokens.peek().value;
    if (this.#tokens.peek().kind !== 'keyword' || (type !== 'null' && type !== 'missing')) {
      throw this.#tokens.unexpected('ParseExpectedTypeName', 'Expected NULL or MISSING after IS');
    }
    this.#tokens.take();
    const test: Expression = { kind: 'is', value, type, at };
    return negated ? { kind: 'not', operand: this.#grow(test), at } : test;
  }

  #in(value: Expression, power: number, at: SqlPosition): Expression {
    if (!this.#tokens.isSymbol('(')) return { kind: 'in-value', value, list: this.#operand(power), at };
    this.#tokens.take();
    this.#refuseSubquery();
    const list = this.#list('ParseExpectedTokenType');
    return { kind: 'in', value, list, at };
  }

  #list(closeCode: string): Expression[] {
    const list: Expression[] = [];
    do {
      list.push(this.#operand(0));
    } while (this.#tokens.acceptSymbol(','));
    this.#tokens.expectSymbol(')', closeCode);
    return list;
  }

  #prefix(): Expression {
    const at = this.#tokens.peek();
    switch (at.kind) {
      case 'string':
        this.#tokens.take();
        return { kind: 'literal', value: at.value, at };
      case 'number':
        this.#tokens.take();
        return numberLiteral(at.value, at);
      case 'keyword':
        return this.#keyword(at.value, at);
      case 'identifier':
        if (this.#tokens.isSymbol('(', 1)) return this.#call(at.value.toLowerCase(), at);
        return this.#path();
      case 'quoted':
        return this.#path();
      case 'ion':
        throw sqlError('UnsupportedSyntax', 'Ion literals are not supported yet', at);
      case 'symbol':
        return this.#symbol(at.value, at);
      case 'end':
        throw this.#tokens.unexpected('ParseExpectedExpression', 'Expected an expression');
    }
  }

  #symbol(text: string, at: SqlPosition): Expression {
    if (text === '-' || text === '+') {
      this.#tokens.take();
      const operand = this.#operand(unaryPower);
      return text === '-' ? this.#grow({ kind: 'negate', operand, at }) : operand;
    }
    if (text === '(') {
      this.#tokens.take();
      this.#refuseSubquery();
      const inner = this.#operand(0);
      if (this.#tokens.isSymbol(',')) {
        throw this.#tokens.unexpected('ParseUnsupportedSyntax', 'A list of values may only follow IN');
      }
      this.#tokens.expectSymbol(')');
      return inner;
    }
    if (text === '[' || text === '{' || text === '<<') {
      throw sqlError('UnsupportedSyntax', `List, struct and bag literals ('${text}') are not supported yet`, at);
    }
    if (text === '@' || text === '?') throw this.#tokens.unexpected('ParseUnsupportedToken', 'Unsupported token');
    if (text === '*') throw this.#tokens.unexpected('ParseUnexpectedToken');
    throw this.#tokens.unexpected('ParseUnexpectedTerm', 'Unexpected term');
  }

  #keyword(word: string, at: SqlPosition): Expression {
    switch (word) {
      case 'null':
        this.#tokens.take();
        return { kind: 'literal', value: null, at };
      case 'true':
      case 'false':
        this.#tokens.take();
        return { kind: 'literal', value: word === 'true', at };
      case 'missing':
        this.#tokens.take();
        return { kind: 'missing', at };
      case 'not':
        this.#tokens.take();
        return this.#grow({ kind: 'not', operand: this.#operand(notPower), at });
      case 'case':
        return this.#case(at);
      case 'select':
        this.#refuseSubquery();
    }
    if (aggregates.has(word) || functionWords.has(word) || unsupportedFunctions.has(word)) return this.#call(word, at);
    throw this.#tokens.unexpected('ParseUnExpectedKeyword', 'Unexpected keyword');
  }

  #refuseSubquery(): void {
    if (this.#tokens.isKeyword('select')) {
      throw this.#tokens.unexpected('UnsupportedSqlStructure', 'Subqueries are not supported by S3 Select');
    }
  }

  #path(): PathExpression {
    const at = this.#tokens.take();
    return { kind: 'path', root: { name: at.value, exact: at.kind === 'quoted' }, steps: this.parsePathSteps(), at };
  }

  #case(at: SqlPosition): Expression {
    this.#tokens.take();
    const subject = this.#tokens.isKeyword('when') || this.#tokens.isKeyword('end') ? undefined : this.parse();
    if (!this.#tokens.isKeyword('when')) throw this.#tokens.unexpected('ParseExpectedWhenClause', 'Expected WHEN');
    const whens: { when: Expression; then: Expression }[] = [];
    while (this.#tokens.acceptKeyword('when')) {
      const when = this.parse();
      this.#tokens.expectKeyword('then');
      whens.push({ when, then: this.parse() });
    }
    const otherwise = this.#tokens.acceptKeyword('else') ? this.parse() : undefined;
    this.#tokens.expectKeyword('end');
    return this.#grow({ kind: 'case', subject, whens, otherwise, at });
  }

  #call(name: string, at: SqlPosition): Expression {
    if (unsupportedFunctions.has(name)) {
      throw sqlError('UnsupportedFunction', `The function ${name.toUpperCase()} is not supported yet`, at);
    }
    this.#tokens.take();
    this.#tokens.expectSymbol('(', 'ParseExpectedLeftParenBuiltinFunctionCall');
    const aggregate = aggregateName(name);
    if (aggregate) return this.#aggregate(aggregate, at);
    if (this.#tokens.isSymbol('*')) {
      throw this.#tokens.unexpected('ParseUnsupportedCallWithStar', 'Only COUNT may be called with *');
    }
    if (this.#tokens.acceptSymbol(')')) return { kind: 'call', name, args: [], at };
    return this.#grow({ kind: 'call', name, args: this.#list('ParseExpectedRightParenBuiltinFunctionCall'), at });
  }

  #aggregate(name: AggregateName, at: SqlPosition): Expression {
    const close = 'ParseExpectedRightParenBuiltinFunctionCall';
    if (this.#tokens.isKeyword('distinct') || this.#tokens.isKeyword('all')) {
      throw this.#tokens.unexpected('UnsupportedSqlOperation', 'DISTINCT and ALL are not supported in aggregates');
    }
    if (this.#tokens.isSymbol('*')) {
      if (name !== 'count') {
        throw this.#tokens.unexpected('ParseUnsupportedCallWithStar', 'Only COUNT may be called with *');
      }
      this.#tokens.take();
      this.#tokens.expectSymbol(')', close);
      return { kind: 'aggregate', name, argument: undefined, at };
    }
    const args = this.#tokens.acceptSymbol(')') ? [] : this.#list(close);
    if (args.length !== 1) {
      throw sqlError('ParseNonUnaryAgregateFunctionCall', `${name.toUpperCase()} takes exactly one argument`, at);
    }
    return this.#grow({ kind: 'aggregate', name, argument: args[0], at });
  }

  #grow(expression: Expression): Expression {
    // Not Math.max(...): an IN list may hold more values than a call takes arguments.
    const height = children(expression).reduce((most, child) => Math.max(most, this.#height(child)), 0);
    this.#setHeight(expression, height + 1);
    return expression;
  }

  #setHeight(expression: Expression, height: number): void {
    if (height > maxDepth) throw this.#tooDeep(expression.at);
    this.#heights.set(expression, height);
  }

  #height(expression: Expression): number {
    return this.#heights.get(expression) ?? 1;
  }

  #tooDeep(at: SqlPosition): SelectError {
    return sqlError(
      'MaxOperatorsExceeded',
      `Failed to parse SQL expression, try reducing complexity: it is nested more than ${maxDepth} levels deep`,
      at,
    );
  }
}

function bracketStep(kind: string, value: string): PathStep | undefined {
  if (kind === 'symbol' && value === '*') return { kind: 'elements' };
  if (kind === 'string') return { kind: 'field', field: { name: value, exact: true } };
  if (kind === 'number' && /^[0-9]{1,9}$/.test(value)) return { kind: 'index', index: Number(value) };
  return undefined;
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

function numberLiteral(text: string, at: SqlPosition): Expression {
  return /^[0-9]{1,15}$/.test(text) ? { kind: 'literal', value: Number(text), at } : { kind: 'number', text, at };
}
