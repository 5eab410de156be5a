/** A variable of the function's environment that the template should have set is missing. */
export class MissingVariableError extends Error {
  override readonly name = 'MissingVariableError';
}

/**
 * Reads an environment variable.
 * @throws MissingVariableError that names the variable
 */
export function requiredVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new MissingVariableError(
      `The environment variable ${name} is not set; template.yaml should set it for this function.`,
    );
  }
  return value;
}
