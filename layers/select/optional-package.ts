import { SelectError } from './errors.ts';

/**
 * Loads a package that is installed only where it is needed, by `import('…')` inside `load` so that bundlers see its name.
 *
 * @param code the service's code for what cannot be done without the package
 * @param purpose what it is for, as the beginning of a sentence: `Parquet input`
 * @throws SelectError that says what to install when the package is not there; anything else that loading ends in.
 */
export async function loadOptional<T>(
  load: () => Promise<T>,
  { code, purpose, packages }: { code: string; purpose: string; packages: string[] },
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const message = `${purpose} needs a package that is not installed. Run: npm install ${packages.join(' ')}`;
    throw new SelectError(code, message, { cause: error });
  }
}

/** Whether `import` (as a module) or `require` (in a bundle) found nothing. */
function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
}
