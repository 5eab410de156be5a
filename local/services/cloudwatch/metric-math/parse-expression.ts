import { NotSimulatedError, type ServiceError } from '../../service-error.ts';
import { invalid } from '../errors.ts';
import { aggregations, operators, type Expression, type Operator } from './expression.ts';

/**
 * Parses an expression of metric math.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws NotSimulatedError for functions other than SUM, MAX, MIN, AVG, METRICS, FILL and IF, and for Metrics Insights queries
 * @throws ServiceError `ValidationException` for what is no expression
 */
export function parseExpression(text: string): Expression {
  if (/^\s*SELECT\s/i.test(text)) throw new NotSimulatedError(`cloudwatch: the Metrics Insights query ${text}`);
  const parser = new Parser(text);
  const expression = parser.operation(0);
  parser.end();
  return expression;
}

const token = /\s*(\d+(?:\.\d*)?|\.\d+|[A-Za-z_]\w*|"[^"]*"|'[^']*'|&&|\|\||[=!<>]=|[-+*/^()[\],<>])/y;

class Parser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    const tokens: string[] = [];
    token.lastIndex = 0;
    let end = 0;
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
      tokens.push(found[1] ?? '');
      end = token.lastIndex;
    }
    this.#tokens = tokens;
    if (text.slice(end).trim() !== '') throw this.#wrong(`at ${text.slice(end).trim()}`);
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#wrong(`at ${this.#peek()}`);
  }

  /** @param level an index of {@link operators}: parses what binds at least so tightly */
  operation(level: number): Expression {
    const ofLevel: readonly Operator[] | undefined = operators[level];
    if (ofLevel === undefined) return this.#unary();
    let left = this.operation(level + 1);
    for (;;) {
      const next = this.#peek();
      const operator = ofLevel.find((one) => one === next);
      if (operator === undefined) return left;
      this.#at++;
      left = { type: 'operation', operator, left, right: this.operation(level + 1) };
    }
  }

  #unary(): Expression {
    if (!this.#take('-')) return this.#operand();
    return { type: 'negative', of: this.#unary() };
  }

  #operand(): Expression {
    const next = this.#peek();
    this.#at++;
    if (next === '(') return this.#closed(this.operation(0), ')');
    if (next === '[') return this.#closed({ type: 'list', items: this.#list() }, ']');
    if (/^[\d.]/.test(next)) return { type: 'number', value: Number(next) };
    // Ids begin with a small letter: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
    if (/^[a-z]/.test(next) && this.#peek() !== '(') return { type: 'id', id: next };
    if (/^[A-Za-z]/.test(next) && this.#take('(')) return this.#closed(this.#call(next), ')');
    throw this.#wrong(next === '' ? 'it ends too early' : `at ${next}`);
  }

  #call(name: string): Expression {
    if (name === 'METRICS') return { type: 'metrics', part: this.#peek() === ')' ? '' : this.#string() };
    const aggregation = aggregations.find((one) => one === name);
    if (aggregation !== undefined) return { type: 'aggregation', name: aggregation, of: this.operation(0) };
    if (name === 'FILL') {
      const of = this.operation(0);
      this.#expect(',');
      if (this.#peek() === 'LINEAR')
        throw new NotSimulatedError('cloudwatch: the metric math function FILL with LINEAR');
      return { type: 'fill', of, by: this.#take('REPEAT') ? 'REPEAT' : this.operation(0) };
    }
    if (name === 'IF') {
      const [test, then, otherwise, ...others] = this.#list();
      if (test === undefined || then === undefined || others.length > 0)
        throw this.#wrong('IF takes two or three parts');
      return { type: 'if', test, then, ...(otherwise === undefined ? {} : { otherwise }) };
    }
    throw new NotSimulatedError(`cloudwatch: the metric math function ${name}`);
  }

  #list(): Expression[] {
    const items = [this.operation(0)];
    while (this.#take(',')) items.push(this.operation(0));
    return items;
  }

  #string(): string {
    const next = this.#peek();
    if (!/^["']/.test(next)) throw this.#wrong('METRICS takes a text');
    this.#at++;
    return next.slice(1, -1);
  }

  #closed(expression: Expression, bracket: string): Expression {
    this.#expect(bracket);
    return expression;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#wrong(`${text} is missing`);
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#at++;
    return true;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #wrong(why: string): ServiceError {
    return invalid(`Error in expression '${this.#text}': ${why}.`);
  }
}
