import { createRequire } from 'node:module';

/** What a function that an expression calls is given as `this`. */
export interface ExpressionSettings {
  /** Milliseconds. */
  readonly timeout: number;
  /** Levels of nesting. */
  readonly stack: number;
  readonly RegexEngine: new (source: RegExp) => RegExp;
}

/** A node of a parsed expression. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** A parsed expression. */
export interface ParsedExpression {
  evaluate(input: unknown, bindings: Record<string, unknown>): Promise<unknown>;
  ast(): unknown;
}

/** The part of the jsonata package that is used here. */
export type JsonataLibrary = (text: string, settings: ExpressionSettings) => ParsedExpression;

let library: JsonataLibrary | undefined;

/** The jsonata package, loaded when a definition needs it: it takes longer to load than a whole stack without it. */
export function jsonataLibrary(): JsonataLibrary {
  library ??= createRequire(import.meta.url)('jsonata');
  if (library === undefined) throw new Error('The package jsonata has no default export.');
  return library;
}
