import { relative } from 'node:path';

/** Something that keeps a function or layer from being built, with the place to look at. */
export interface BuildError {
  /** The function or layer that could not be built. */
  readonly logicalId: string;
  /** Absolute path. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
  readonly text: string;
  /** The line of source the error is in, where it is known. */
  readonly source: string | undefined;
}

/**
 * Writes an error the way compilers do, so that terminals and editors make a link of the place.
 * @param directory file names are shown relative to it
 */
export function formatBuildError(error: BuildError, directory = process.cwd()): string {
  const place = `${relative(directory, error.file)}:${error.line}:${error.column}`;
  const message = `${place}: ${error.text} (${error.logicalId})`;
  if (error.source === undefined) return message;
  // Tabs stay, so that the caret stands below its column however wide they are shown.
  const indent = error.source.slice(0, error.column - 1).replace(/[^\t]/g, ' ');
  return `${message}\n    ${error.source}\n    ${indent}^`;
}
