import { reservedWords } from '../sql/reserved-words.ts';
import type { Choices } from './choices.ts';
import { isNumber } from './data.ts';
import type { AggregateModel, ColumnModel, ExpressionModel, Name, PathModel, QueryModel, Step } from './query-model.ts';

/**
 * How strongly an expression binds, by what the service's table of operators and PartiQL's parser agree on; where they do
 * not, as between IN, LIKE and `<`, an operand gets parentheses.
 */
const levels = { or: 1, and: 2, not: 3, predicate: 4, sum: 5, product: 6, sign: 7, primary: 8 };

/** Spells a query as SQL: with any blanks and comments, with keywords in any case, and as few parentheses as are needed, or more. */
export function printSql(query: QueryModel, choices: Choices): string {
  const words = new Printer(choices).query(query);
  let sql = '';
  for (const word of words) sql += separator(sql.at(-1) ?? ' ', word, choices) + word;
  return sql + choices.of('', '', ';', ' ; -- the end', '\n');
}

/** What stands between two tokens: nothing only where they stay two. */
function separator(last: string, next: string, choices: Choices): string {
  const first = next.charAt(0);
  const wouldJoin =
    (isWord(last) && isWord(first)) || (last === first && `'"-`.includes(last)) || last + first === '/*';
  return choices.of(
    ' ',
    ' ',
    wouldJoin ? ' ' : '',
    '\n',
    '\t ',
    '/* it\'s "a" -- comment */',
    " -- a 'comment\n",
    '/***/',
  );
}

function isWord(character: string): boolean {
  return /[\w$.]/.test(character);
}

/** Whether a name can stand without quotes. */
export function isPlainName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text) && !reservedWords.has(text.toLowerCase());
}

/** `'` + text with every quote doubled + `'`: nothing else is special in a literal. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

class Printer {
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  query({ columns, from, alias, where, limit }: QueryModel): string[] {
    return [
      ...this.#words('SELECT'),
      ...this.#columns(columns),
      ...this.#words('FROM'),
      this.#choices.of('S3Object', 's3object', 'S3OBJECT'),
      ...(from.length > 0 ? ['[', '*', ']'] : this.#choices.of([], alias ? ['[', '*', ']'] : [])),
      ...from.flatMap((step) => this.#step(step)),
      ...this.#alias(alias),
      ...(where ? [...this.#words('WHERE'), ...this.#at(where, 0)] : []),
      ...(limit === undefined ? [] : [...this.#words('LIMIT'), String(limit)]),
    ];
  }

  #columns(columns: QueryModel['columns']): string[] {
    if (columns === '*') return ['*'];
    if (Array.isArray(columns)) return commas(columns.map((column) => this.#column(column)));
    return commas(
      columns.aggregates.map(({ aggregate, alias }) => [...this.#aggregate(aggregate), ...this.#alias(alias)]),
    );
  }

  #column(column: ColumnModel): string[] {
    if (column.kind === 'spread') return [...this.#path(column.path), '.', '*'];
    return [...this.#at(column.expression, 0), ...this.#alias(column.alias)];
  }

  #aggregate({ name, argument }: AggregateModel): string[] {
    return [...this.#words(name), '(', ...(argument ? this.#at(argument, 0) : ['*']), ')'];
  }

  #alias(alias: Name | undefined): string[] {
    return alias ? [...this.#choices.of(['AS'], []).flatMap((word) => this.#words(word)), this.#name(alias)] : [];
  }

  #name({ text, quoted }: Name): string {
    return quoted ? `"${text.replaceAll('"', '""')}"` : text;
  }

  #path({ root, steps }: PathModel): string[] {
    return [this.#name(root), ...steps.flatMap((step) => this.#step(step))];
  }

  #step(step: Step): string[] {
    if (step.kind === 'name') return ['.', this.#name(step.name)];
    if (step.kind === 'members') return ['.', '*'];
    const inside = step.kind === 'key' ? stringLiteral(step.text) : step.kind === 'index' ? String(step.index) : '*';
    return ['[', inside, ']'];
  }

  /** An expression as an operand that must bind at least so strongly. */
  #at(expression: ExpressionModel, level: number): string[] {
    const needsParentheses = levelOf(expression) < level;
    const tokens = this.#expression(expression);
    return needsParentheses || this.#choices.below(8) === 7 ? ['(', ...tokens, ')'] : tokens;
  }

  #words(text: string): string[] {
    return text.split(' ').map((word) => this.#choices.of(word.toUpperCase(), word.toLowerCase(), capitalized(word)));
  }

  #list(expressions: ExpressionModel[]): string[] {
    return ['(', ...commas(expressions.map((one) => this.#at(one, levels.predicate))), ')'];
  }

  #expression(expression: ExpressionModel): string[] {
    const { predicate, sum, product, sign } = levels;
    const operands = (...all: [ExpressionModel, number][]) => all.map(([one, level]) => this.#at(one, level));
    switch (expression.kind) {
      case 'literal':
        return this.#literal(expression.value);
      case 'missing':
        return this.#words('MISSING');
      case 'path':
        return this.#path(expression);
      case 'and':
      case 'or': {
        const [first = [], ...rest] = expression.operands.map((one) => this.#at(one, levels[expression.kind] + 1));
        return [...first, ...rest.flatMap((one) => [...this.#words(expression.kind), ...one])];
      }
      case 'not':
        return [...this.#words('NOT'), ...this.#at(expression.operand, levels.not)];
      case 'negate':
        return ['-', ...this.#at(expression.operand, sign)];
      case 'compare': {
        const [left = [], right = []] = operands([expression.left, sum], [expression.right, sum]);
        return [...left, expression.operator, ...right];
      }
      case 'arithmetic':
      case 'concat': {
        const operator = expression.kind === 'concat' ? '||' : expression.operator;
        const level = '*/%'.includes(operator) ? product : sum;
        const [left = [], right = []] = operands([expression.left, level], [expression.right, level + 1]);
        return [...left, operator, ...right];
      }
      case 'like': {
        const [value = [], pattern = []] = operands([expression.value, sum], [expression.pattern, sum]);
        const escape =
          expression.escape === undefined ? [] : [...this.#words('ESCAPE'), stringLiteral(expression.escape)];
        return [...value, ...this.#negatable('LIKE', expression.negated), ...pattern, ...escape];
      }
      case 'in': {
        const list = Array.isArray(expression.list) ? this.#list(expression.list) : this.#path(expression.list);
        return [...this.#at(expression.value, sum), ...this.#negatable('IN', expression.negated), ...list];
      }
      case 'between': {
        const [value = [], low = [], high = []] = operands(
          [expression.value, sum],
          [expression.low, sum],
          [expression.high, sum],
        );
        return [...value, ...this.#negatable('BETWEEN', expression.negated), ...low, ...this.#words('AND'), ...high];
      }
      case 'is':
        return [
          ...this.#at(expression.value, sum),
          ...this.#words(`IS ${expression.negated ? 'NOT ' : ''}${expression.type}`),
        ];
      case 'case':
        return this.#case(expression);
      case 'call':
        return this.#call(expression);
      case 'trim': {
        const characters = expression.characters ? this.#at(expression.characters, predicate) : [];
        const from = (expression.side ?? expression.characters) ? this.#words('FROM') : [];
        return [
          ...this.#words('TRIM'),
          '(',
          ...this.#words(expression.side ?? '').filter(Boolean),
          ...characters,
          ...from,
          ...this.#at(expression.value, predicate),
          ')',
        ];
      }
    }
  }

  #negatable(word: string, negated: boolean): string[] {
    return this.#words(negated ? `NOT ${word}` : word);
  }

  #literal(value: (ExpressionModel & { kind: 'literal' })['value']): string[] {
    if (typeof value === 'string') return [stringLiteral(value)];
    if (isNumber(value)) return [value.text];
    return this.#words(String(value));
  }

  #case({ subject, whens, otherwise }: ExpressionModel & { kind: 'case' }): string[] {
    return [
      ...this.#words('CASE'),
      ...(subject ? this.#at(subject, 0) : []),
      ...whens.flatMap(({ when, then }) => [
        ...this.#words('WHEN'),
        ...this.#at(when, 0),
        ...this.#words('THEN'),
        ...this.#at(then, 0),
      ]),
      ...(otherwise ? [...this.#words('ELSE'), ...this.#at(otherwise, 0)] : []),
      ...this.#words('END'),
    ];
  }

  #call({ name, args }: ExpressionModel & { kind: 'call' }): string[] {
    const word = name === 'char_length' ? this.#choices.of(name, 'character_length') : name;
    const all = args.map((arg) => this.#at(arg, levels.predicate));
    const [text = [], start = [], length] = all;
    if (name !== 'substring' || this.#choices.below(2) === 0) return [...this.#words(word), '(', ...commas(all), ')'];
    const rest = length ? [...this.#words('FOR'), ...length] : [];
    return [...this.#words(word), '(', ...text, ...this.#words('FROM'), ...start, ...rest, ')'];
  }
}

function commas(lists: string[][]): string[] {
  return lists.flatMap((list, i) => (i === 0 ? list : [',', ...list]));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function levelOf(expression: ExpressionModel): number {
  switch (expression.kind) {
    case 'or':
    case 'and':
    case 'not':
      return levels[expression.kind];
    case 'compare':
    case 'like':
    case 'in':
    case 'between':
    case 'is':
      return levels.predicate;
    case 'arithmetic':
      return '*/%'.includes(expression.operator) ? levels.product : levels.sum;
    case 'concat':
      return levels.sum;
    case 'negate':
      return levels.sign;
    default:
      return levels.primary;
  }
}
