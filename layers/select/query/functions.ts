import type { SqlFunction } from './function.ts';
import { conditionalFunctions } from './functions-conditional.ts';
import { dateFunctions } from './functions-date.ts';
import { stringFunctions } from './functions-string.ts';

/** The scalar functions, by their name in lower case. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-sql-functions.html */
export const functions: ReadonlyMap<string, SqlFunction> = new Map([
  ...conditionalFunctions,
  ...dateFunctions,
  ...stringFunctions,
]);
