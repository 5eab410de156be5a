/** One thing that is wrong in a template or in a file it includes, with the place to look at. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  /** Absolute path. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
  /** What is wrong, without the place (`message` has both). */
  readonly text: string;

  constructor(display: string, position: { file: string; line: number; column: number }, text: string) {
    super(`${display}:${position.line}:${position.column}: ${text}`);
    this.file = position.file;
    this.line = position.line;
    this.column = position.column;
    this.text = text;
  }
}

/** A template that cannot be run. Its message lists everything that was found wrong in one reading. */
export class InvalidTemplateError extends Error {
  override readonly name = 'InvalidTemplateError';
  readonly errors: readonly TemplateError[];

  constructor(errors: readonly TemplateError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.errors = errors;
  }
}
