import { parseArgs } from 'node:util';
import type { Settings } from '../request/settings.ts';

/** What somebody asked for on the command line; undefined is what is to be told from the input, or left to the engine. */
export interface Arguments {
  readonly expression: string;
  /** Paths, and `-` for standard input. */
  readonly files: readonly string[];
  readonly input: InputName | undefined;
  readonly compression: Compression | undefined;
  readonly scanRange: { Start?: number; End?: number } | undefined;
  readonly csv: CsvArguments;
  readonly output: OutputArguments;
  readonly strict: boolean;
  readonly stats: boolean;
  readonly progress: boolean;
}

/** How CSV is read, as far as it was said. */
export interface CsvArguments {
  readonly header: 'USE' | 'IGNORE' | 'NONE';
  readonly delimiter: string | undefined;
  readonly lineDelimiter: string | undefined;
  readonly quote: string | undefined;
  readonly escape: string | undefined;
  readonly comment: string | undefined;
  readonly multiline: boolean;
}

/** How rows are written, as far as it was said. */
export interface OutputArguments {
  readonly format: 'json' | 'csv';
  readonly recordDelimiter: string | undefined;
  readonly delimiter: string | undefined;
  readonly quoteFields: 'ASNEEDED' | 'ALWAYS';
}

/** What an input is called on the command line. */
export type InputName = 'lines' | 'json' | 'csv' | 'tsv' | 'parquet';
/** How an input is compressed, as a request says it. */
export type Compression = Settings['compression'];

const inputs: Record<InputName, InputName> = {
  lines: 'lines',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const options = {
  input: { type: 'string' },
  compression: { type: 'string' },
  gzip: { type: 'boolean', default: false },
  bzip2: { type: 'boolean', default: false },
  'scan-range': { type: 'string' },
  header: { type: 'string', default: 'use' },
  delimiter: { type: 'string' },
  'line-delimiter': { type: 'string' },
  quote: { type: 'string' },
  escape: { type: 'string' },
  comment: { type: 'string' },
  multiline: { type: 'boolean', default: false },
  output: { type: 'string', default: 'json' },
  'record-delimiter': { type: 'string' },
  'output-delimiter': { type: 'string' },
  'quote-fields': { type: 'string', default: 'asneeded' },
  strict: { type: 'boolean', default: false },
  stats: { type: 'boolean', default: false },
  progress: { type: 'boolean', default: true },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong
 */
export function readArguments(args: readonly string[]): Arguments | 'help' | 'version' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [expression, ...files] = positionals;
  if (expression === undefined) throw new UsageError('there is no SQL to run');
  return {
    expression,
    files: files.length > 0 ? files : ['-'],
    input: values.input === undefined ? undefined : oneOf('input', values.input, inputs),
    compression: compressionOf(values),
    scanRange: values['scan-range'] === undefined ? undefined : scanRangeOf(values['scan-range']),
    csv: {
      header: oneOf('header', values.header, { use: 'USE', ignore: 'IGNORE', none: 'NONE' }),
      delimiter: characters(values.delimiter),
      lineDelimiter: characters(values['line-delimiter']),
      quote: characters(values.quote),
      escape: characters(values.escape),
      comment: characters(values.comment),
      multiline: values.multiline,
    },
    output: {
      format: oneOf('output', values.output, { json: 'json', csv: 'csv' }),
      recordDelimiter: characters(values['record-delimiter']),
      delimiter: characters(values['output-delimiter']),
      quoteFields: oneOf('quote-fields', values['quote-fields'], { asneeded: 'ASNEEDED', always: 'ALWAYS' }),
    },
    strict: values.strict,
    stats: values.stats,
    progress: values.progress,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // What follows the first sentence are advices about options that nobody meant.
    throw new UsageError(error.message.replace(/\. .*/s, ''), { cause: error });
  }
}

function compressionOf(values: { compression?: string; gzip: boolean; bzip2: boolean }): Compression | undefined {
  const { compression, gzip, bzip2 } = values;
  const said = [compression, gzip && 'gzip', bzip2 && 'bzip2'].filter((name) => typeof name === 'string');
  if (said.length > 1) throw new UsageError(`the compression is said ${said.length} times: ${said.join(', ')}`);
  const [name] = said;
  return name === undefined ? undefined : oneOf('compression', name, { none: 'NONE', gzip: 'GZIP', bzip2: 'BZIP2' });
}

function scanRangeOf(text: string): { Start?: number; End?: number } {
  const [, start = '', end = ''] = /^(\d{0,15})-(\d{0,15})$/.exec(text) ?? [];
  if (start === '' && end === '') throw new UsageError(`--scan-range is START-END, START- or -N, not "${text}"`);
  return { ...(start !== '' && { Start: Number(start) }), ...(end !== '' && { End: Number(end) }) };
}

function oneOf<T>(option: string, value: string, choices: Record<string, T>): T {
  const choice = Object.entries(choices).find(([name]) => name === value.toLowerCase());
  if (choice) return choice[1];
  throw new UsageError(`--${option} is one of ${Object.keys(choices).join(', ')}, not "${value}"`);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
]);

/** A delimiter as it was typed: a shell makes no tab of `\t`. */
function characters(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\(.)/g, (_, letter: string) => escapes.get(letter) ?? letter);
}
