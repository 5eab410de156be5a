/**
 * Runs a command of the project. What is wrong with its arguments ends it with 2, what people can do something about with 1, both with the
 * message alone; anything else is a defect, and shows where it happened.
 * @param run reads the arguments by `parseArgs` and does the work
 */
export async function commandLine(
  run: () => Promise<void>,
  isForPeople: (error: unknown) => error is Error,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (areWrongArguments(error)) {
      console.error(error.message);
      process.exitCode = 2;
    } else if (isForPeople(error)) {
      console.error(error.message);
      process.exitCode = 1;
    } else throw error;
  }
}

/** https://nodejs.org/api/errors.html#err_parse_args_invalid_option_value */
function areWrongArguments(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
