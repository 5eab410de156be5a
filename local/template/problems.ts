import { relative } from 'node:path';
import type { Position } from './node.ts';
import { InvalidTemplateError, TemplateError } from './template-error.ts';

/** Collects what is wrong in a template, so that one reading tells everything. */
export class Problems {
  readonly #directory: string;
  readonly #errors = new Map<string, TemplateError>();

  /** @param directory the folder that file names in messages are relative to */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** How many problems were noted so far. */
  get count(): number {
    return this.#errors.size;
  }

  /** Notes a problem. The same problem at the same place is noted once. */
  add(position: Position, text: string): void {
    const error = new TemplateError(this.display(position.file), position, text);
    if (!this.#errors.has(error.message)) this.#errors.set(error.message, error);
  }

  /** Notes a problem, and yields the value that could not be made: none. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- `return problems.refuse(…)` then has the type of what is returned elsewhere
  refuse<T>(position: Position, text: string): T | undefined {
    this.add(position, text);
    return undefined;
  }

  /** The file's name as messages show it: from the folder where that is below it. */
  display(file: string): string {
    const path = relative(this.#directory, file);
    return path.startsWith('..') ? file : path;
  }

  /** @throws InvalidTemplateError when a problem was noted; its errors stand in the order of the files' text */
  throwIfAny(): void {
    if (this.#errors.size === 0) return;
    const files = [...new Set([...this.#errors.values()].map((error) => error.file))];
    const sorted = [...this.#errors.values()].sort(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
    );
    throw new InvalidTemplateError(sorted);
  }
}
