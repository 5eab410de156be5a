import { codeOf, outcome, run } from './run-select.ts';

/** The JSON of what an expression is for one record, which it may call `s`; `MISSING` where it is that. */
export async function evaluate(expression: string, record = '{}'): Promise<string> {
  const output = await run(`SELECT ${expression} AS x FROM S3Object s`, record);
  return output === '{}\n' ? 'MISSING' : output.slice('{"x":'.length, -'}\n'.length);
}

/** The code of the error that an expression ends in. */
export async function failureOf(expression: string, record = '{}'): Promise<string | undefined> {
  return codeOf(`SELECT ${expression} FROM S3Object s`, record);
}

/** The message of the error that a query ends in. */
export async function messageOf(sql: string, record = '{}'): Promise<string | undefined> {
  return (await outcome(sql, record)).error?.message;
}
