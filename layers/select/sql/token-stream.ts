import { shown, sqlError, type SelectError } from '../errors.ts';
import { tokenize, type Token } from './lexer.ts';

/** The tokens of one SQL text with a place to read from; what every part of the parser shares. */
export class TokenStream {
  readonly #tokens: Token[];
  readonly #end: Token;
  #at = 0;

  constructor(sql: string) {
    this.#tokens = tokenize(sql);
    this.#end = this.#tokens.at(-1) ?? { kind: 'end', value: '', text: '<EOF>', line: 1, column: 1 };
  }

  /** The token that comes next, or one further on; past the end it stays `end`. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  isKeyword(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'keyword' && token.value === word;
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.value === text;
  }

  /** Takes the next token if it is that keyword. */
  acceptKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.#at += 1;
    return true;
  }

  /** Takes the next token if it is that symbol. */
  acceptSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.#at += 1;
    return true;
  }

  /** Takes that keyword, or fails with `code`. */
  expectKeyword(word: string, code = 'ParseExpectedKeyword'): void {
    if (!this.acceptKeyword(word)) throw this.unexpected(code, `Expected ${word.toUpperCase()}`);
  }

  /** Takes that symbol, or fails with `code`. */
  expectSymbol(text: string, code = 'ParseExpectedTokenType'): void {
    if (!this.acceptSymbol(text)) throw this.unexpected(code, `Expected '${text}'`);
  }

  /** An error about the next token, which the message names. */
  unexpected(code: string, problem = 'Unexpected token'): SelectError {
    const token = this.peek();
    return sqlError(code, `${problem}, found ${describe(token)}`, token);
  }
}

/** How a token is called in messages: its kind and its text, cut short. */
function describe(token: Token): string {
  if (token.kind === 'end') return 'the end of the expression';
  return `${token.kind.toUpperCase()}:${shown(token.text).replaceAll(/\p{Cc}/gu, ' ')}`;
}
