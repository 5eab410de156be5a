import { SelectError } from '../errors.ts';
import type { SelectInput } from '../input/select-input.ts';
import type { CsvInput, CsvOutput, SelectEvent, SelectRequest } from '../request/select-request.ts';
import { select } from '../select.ts';

/** How a test runs a query: over which text or bytes, cut where, as what, and what comes out. */
export interface Options {
  type?: 'LINES' | 'DOCUMENT';
  /** CSV goes in, instead of JSON. */
  csv?: CsvInput;
  /** CSV comes out, instead of JSON. */
  toCsv?: CsvOutput;
  /** What ends each record of JSON output. */
  delimiter?: string;
  range?: SelectRequest['ScanRange'];
  /** Where the input is cut into chunks; one chunk without. */
  cuts?: number[];
  strict?: boolean;
}

/** The request that asks for `sql` in the way the options say. */
export function request(sql: string, options: Options = {}): SelectRequest {
  const { type = 'LINES', csv, toCsv, delimiter, range } = options;
  return {
    Expression: sql,
    ExpressionType: 'SQL',
    InputSerialization: csv ? { CSV: csv } : { JSON: { Type: type } },
    OutputSerialization: toCsv ? { CSV: toCsv } : { JSON: { RecordDelimiter: delimiter } },
    ScanRange: range,
  };
}

/** The input in chunks, each in memory of its own that is overwritten once the next one is asked for. */
export async function* chunksOf(data: string | Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(data);
  const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
  for (const [i, start] of places.slice(0, -1).entries()) {
    const chunk = Uint8Array.from(bytes.subarray(start, places[i + 1]));
    yield chunk;
    chunk.fill(0x7e);
  }
}

/** Everything a run puts out, and the error it ends in. */
export function outcome(sql: string, data: string | Uint8Array, options: Options = {}) {
  return outcomeOf(sql, chunksOf(data, options.cuts), options);
}

/** Everything a run over an input puts out, and the error it ends in. */
export async function outcomeOf(sql: string, input: SelectInput, options: Options = {}) {
  const parts: Uint8Array[] = [];
  let error: SelectError | undefined;
  let stats: SelectEvent | undefined;
  try {
    for await (const event of select(input, request(sql, options), options)) {
      if (event.kind === 'records') parts.push(event.bytes);
      if (event.kind === 'stats') stats = event;
    }
  } catch (caught) {
    if (!(caught instanceof SelectError)) throw caught;
    error = caught;
  }
  return { output: Buffer.concat(parts).toString(), error, stats, parts };
}

/** The output of a run that succeeds. */
export async function run(sql: string, data: string | Uint8Array, options: Options = {}): Promise<string> {
  const { output, error } = await outcome(sql, data, options);
  if (error) throw error;
  return output;
}

/** The error code of a run that fails. */
export async function codeOf(sql: string, data: string | Uint8Array = '', options: Options = {}) {
  return (await outcome(sql, data, options)).error?.code;
}

/** Values as JSON Lines. */
export function lines(...values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** All that an iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
