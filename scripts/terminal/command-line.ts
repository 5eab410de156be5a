/** The option that every command has, for `parseArgs`. */
export const helpOption = { help: { type: 'boolean', short: 'h', default: false } } as const;

/** The arguments make no sense, although each of them is known. */
export class WrongArgumentsError extends Error {
  override readonly name = 'WrongArgumentsError';

  /** @param usage shown below, where the message alone does not say what to write instead */
  constructor(message: string, usage?: string) {
    super(usage === undefined ? message : `${message}\n\n${usage}`);
  }
}

/**
 * Runs a command of the project. What is wrong with its arguments ends it with 2, what people can do something about with 1, both with the
 * message alone; anything else is a defect, and shows where it happened.
 * @param run reads the arguments by `parseArgs` and does the work
 */
export async function commandLine(
  run: () => Promise<void>,
  isForPeople: (error: unknown) => error is Error = (_): _ is Error => false,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof WrongArgumentsError) {
      console.error(error.message);
      process.exitCode = 2;
    } else if (isOfParseArgs(error)) {
      console.error(`${error.message}\n--help says what there is.`);
      process.exitCode = 2;
    } else if (isForPeople(error)) {
      console.error(error.message);
      process.exitCode = 1;
    } else throw error;
  }
}

/** Whether the system refused something: a file that cannot be written, an address that is taken. https://nodejs.org/api/errors.html#class-systemerror */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/** Whether `parseArgs` could not read the arguments. https://nodejs.org/api/errors.html#err_parse_args_invalid_option_value */
function isOfParseArgs(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
