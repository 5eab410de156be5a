import { SelectError } from '../../errors.ts';

/** What a broken file ends in; `problem` goes on from "the Parquet file". */
export function parquetError(problem: string, options?: ErrorOptions): SelectError {
  return new SelectError('ParquetParsingError', `Error parsing the Parquet file: ${problem}.`, options);
}

/** Does what reads bytes of a file; whatever it stumbles over is a ParquetParsingError. */
export function parsing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asParquetError(error);
  }
}

/** Any error of reading a file as a SelectError. */
export function asParquetError(error: unknown): unknown {
  if (error instanceof SelectError) return error;
  // A decoder that runs into what is missing, or beyond the end, says so in the words of the language it is written in.
  const isBlind = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;
  return parquetError(isBlind ? 'its bytes are not what its metadata says' : error.message, { cause: error });
}
