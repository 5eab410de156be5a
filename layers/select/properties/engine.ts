import { SelectError } from '../errors.ts';
import type { CsvInput, CsvOutput, SelectEvent, SelectRequest } from '../request/select-request.ts';
import { select, type SelectOptions } from '../select.ts';
import { documentedCodes } from '../testing/documented-codes.ts';

/** How an object is written, and how the answer is to be. */
export interface Formats {
  json?: 'LINES' | 'DOCUMENT';
  csv?: CsvInput;
  compression?: 'NONE' | 'GZIP' | 'BZIP2';
  toCsv?: CsvOutput;
  range?: SelectRequest['ScanRange'];
}

/** Everything that a run puts out. */
export interface Answer {
  output: string;
  /** The code of the error that it ends in, with its message. */
  code: string | undefined;
  message: string | undefined;
  stats: (SelectEvent & { kind: 'stats' }) | undefined;
}

export function requestOf(
  sql: string,
  { json = 'LINES', csv, compression, toCsv, range }: Formats = {},
): SelectRequest {
  return {
    Expression: sql,
    ExpressionType: 'SQL',
    InputSerialization: { CompressionType: compression, ...(csv ? { CSV: csv } : { JSON: { Type: json } }) },
    OutputSerialization: toCsv ? { CSV: toCsv } : { JSON: {} },
    ScanRange: range,
  };
}

/** The input in chunks that are cut at some places, each in memory of its own. */
export async function* chunksOf(data: string | Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(data);
  const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
  for (const [i, start] of places.slice(0, -1).entries()) yield Uint8Array.from(bytes.subarray(start, places[i + 1]));
}

/**
 * Runs the engine. Whatever the query and the data are, it may end in nothing but an error that the service documents: any other is thrown
 * on, and fails the test.
 */
export async function ask(
  sql: string,
  input: string | Uint8Array | AsyncIterable<Uint8Array>,
  formats?: Formats,
  options?: SelectOptions,
): Promise<Answer> {
  const parts: Uint8Array[] = [];
  let stats: Answer['stats'];
  let error: SelectError | undefined;
  const chunks = typeof input === 'string' || input instanceof Uint8Array ? chunksOf(input) : input;
  try {
    for await (const event of select(chunks, requestOf(sql, formats), options)) {
      if (event.kind === 'records') parts.push(event.bytes);
      if (event.kind === 'stats') stats = event;
    }
  } catch (caught) {
    error = documented(caught);
  }
  return { output: Buffer.concat(parts).toString(), code: error?.code, message: error?.message, stats };
}

/** An error as one that the service documents; anything else is thrown on. */
export function documented(error: unknown): SelectError {
  if (error instanceof SelectError && isDocumented(error.code)) return error;
  throw error;
}

/** `MissingHeaders` is documented for CSV, though not in the list of codes. */
function isDocumented(code: string): boolean {
  return documentedCodes.has(code) || code === 'MissingHeaders';
}
