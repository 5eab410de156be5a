import { SelectError } from './errors.ts';

/** A package that is installed only where it is needed. */
export interface OptionalPackage {
  /** The service's code for what cannot be done without the package. */
  readonly code: string;
  /** What it is for, as the beginning of a sentence: `Parquet input`. */
  readonly purpose: string;
  /** What is to be installed. */
  readonly packages: readonly string[];
}

/**
 * What to throw when an optional package could not be loaded.
 *
 * The `import('…')` stands in a `try` at the place of use, directly and with its name: then esbuild (which advises it where it cannot resolve
 * an import) and webpack (https://github.com/webpack/webpack/releases/tag/v5.90.2) take a package that is not there for one
 * that may be missing when the program runs, instead of refusing to bundle it. Rollup does so of any import, with a warning.
 *
 * @param error what `import` failed with
 * @returns SelectError that says what to install when the package is not there; else `error`
 */
export function notLoaded(error: unknown, { code, purpose, packages }: OptionalPackage): unknown {
  if (!isNotFound(error)) return error;
  const message = `${purpose} needs a package that is not installed. Run: npm install ${packages.join(' ')}`;
  return new SelectError(code, message, { cause: error });
}

/** Whether `import` (as a module) or `require` (in a bundle) found nothing. */
function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
}
