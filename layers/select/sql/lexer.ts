import { SelectError, sqlError, type SqlPosition } from '../errors.ts';
import { reservedWords } from './reserved-words.ts';

/** What a token is. A `quoted` token is a `"quoted identifier"`, an `ion` token a backtick literal. */
export type TokenKind = 'keyword' | 'identifier' | 'quoted' | 'string' | 'number' | 'ion' | 'symbol' | 'end';

/** One token of the SQL text. */
export interface Token extends SqlPosition {
  kind: TokenKind;
  /** What it means: the unescaped text of a string, the lower-case word of a keyword, otherwise the source text. */
  value: string;
  /** The source text. */
  text: string;
}

/** The longest SQL text that S3 Select takes, in UTF-8 bytes. */
const maxExpressionBytes = 256 * 1024;

const whitespace = /[ \t\r\n\f\v]+/y;
const lineComment = /--[^\n\r]*/y;
const word = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const number = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const symbol = /<>|<=|>=|!=|\|\||<<|>>|[-+*/%<>=()[\]{},.;:?@^]/y;

/**
 * Splits an SQL text into tokens; the last one is of kind `end`.
 *
 * The only escape in a string is the doubled quote, a backslash is an ordinary character. That makes it the proof for
 * a builder of SQL: a value is safe when its literal is exactly one token of kind `string` whose `value` it is.
 *
 * @throws SelectError `ExpressionTooLong` (more than 256 KB) and the `Lexer…` codes.
 */
export function tokenize(sql: string): Token[] {
  if (Buffer.byteLength(sql) > maxExpressionBytes) {
    throw new SelectError(
      'ExpressionTooLong',
      'The SQL expression is too long: the maximum byte-length for an SQL expression is 256 KB.',
    );
  }
  const lexer = new Lexer(sql);
  const tokens: Token[] = [];
  for (;;) {
    const token = lexer.next();
    tokens.push(token);
    if (token.kind === 'end') return tokens;
  }
}

class Lexer {
  readonly #sql: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(sql: string) {
    this.#sql = sql;
  }

  next(): Token {
    this.#skipBlanks();
    const c = this.#sql.charAt(this.#at);
    if (c === '') return this.#token('end', '', '<EOF>');
    if (c === "'") return this.#quoted('string', c);
    if (c === '"') return this.#quoted('quoted', c);
    if (c === '`') return this.#ion();
    const name = this.#match(word);
    if (name) {
      const lower = name.toLowerCase();
      return reservedWords.has(lower) ? this.#token('keyword', lower, name) : this.#token('identifier', name, name);
    }
    const digits = this.#match(number);
    if (digits) return this.#number(digits);
    const operator = this.#match(symbol);
    if (operator) return this.#token('symbol', operator, operator);
    if (c === '!' || c === '|') throw sqlError('LexerInvalidOperator', `Invalid operator '${c}'`, this.#position());
    throw this.#invalidCharacter();
  }

  #number(digits: string): Token {
    // `1abc` and `1e` are neither a number nor two tokens that could ever stand beside each other.
    if (/[A-Za-z_$0-9]/.test(this.#sql.charAt(this.#at + digits.length))) {
      throw sqlError('LexerInvalidLiteral', `Invalid number literal starting with '${digits}'`, this.#position());
    }
    return this.#token('number', digits, digits);
  }

  #quoted(kind: 'string' | 'quoted', quote: string): Token {
    let from = this.#at + 1;
    for (;;) {
      const close = this.#sql.indexOf(quote, from);
      if (close < 0) throw this.#unterminated(kind === 'string' ? 'string literal' : 'quoted identifier');
      if (this.#sql.charAt(close + 1) !== quote) {
        const text = this.#sql.slice(this.#at, close + 1);
        return this.#token(kind, text.slice(1, -1).replaceAll(quote + quote, quote), text);
      }
      from = close + 2;
    }
  }

  #ion(): Token {
    const close = this.#sql.indexOf('`', this.#at + 1);
    if (close < 0) throw this.#unterminated('Ion literal');
    const text = this.#sql.slice(this.#at, close + 1);
    return this.#token('ion', text.slice(1, -1), text);
  }

  #skipBlanks(): void {
    for (;;) {
      const blank = this.#match(whitespace) ?? this.#match(lineComment) ?? this.#blockComment();
      if (blank === undefined) return;
      this.#advance(blank);
    }
  }

  #blockComment(): string | undefined {
    if (!this.#sql.startsWith('/*', this.#at)) return undefined;
    const close = this.#sql.indexOf('*/', this.#at + 2);
    if (close < 0) throw this.#unterminated('comment');
    return this.#sql.slice(this.#at, close + 2);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#sql)?.[0];
  }

  #token(kind: TokenKind, value: string, text: string): Token {
    const token = { kind, value, text, ...this.#position() };
    if (kind !== 'end') this.#advance(text);
    return token;
  }

  #advance(text: string): void {
    for (let lf = text.indexOf('\n'); lf >= 0; lf = text.indexOf('\n', lf + 1)) {
      this.#line += 1;
      this.#lineStart = this.#at + lf + 1;
    }
    this.#at += text.length;
  }

  #position(): SqlPosition {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #unterminated(what: string): SelectError {
    return sqlError('LexerInvalidChar', `Unterminated ${what} starting`, this.#position());
  }

  #invalidCharacter(): SelectError {
    const code = this.#sql.codePointAt(this.#at) ?? 0;
    const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return sqlError('LexerInvalidChar', `Invalid character ${shown}`, this.#position());
  }
}
