import { parseArgs } from 'node:util';
import type { Settings } from '../request/settings.ts';
import { character, characterOrNone, characters, oneOf, scanRangeOf, UsageError } from './option-values.ts';

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
  readonly header: 'USE' | 'IGNORE' | 'NONE' | undefined;
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
  readonly quoteFields: 'ASNEEDED' | 'ALWAYS' | undefined;
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

const options = {
  input: { type: 'string' },
  compression: { type: 'string' },
  gzip: { type: 'boolean', default: false },
  bzip2: { type: 'boolean', default: false },
  'scan-range': { type: 'string' },
  header: { type: 'string' },
  delimiter: { type: 'string' },
  'line-delimiter': { type: 'string' },
  quote: { type: 'string' },
  escape: { type: 'string' },
  comment: { type: 'string' },
  multiline: { type: 'boolean', default: false },
  output: { type: 'string', default: 'json' },
  'record-delimiter': { type: 'string' },
  'output-delimiter': { type: 'string' },
  'quote-fields': { type: 'string' },
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
  if (expression === undefined || expression.trim() === '') throw new UsageError('there is no SQL to run');
  if (!isQuery(expression) && files.some(isQuery)) throw new UsageError('the query comes first, then come the files');
  return {
    expression,
    files: files.length > 0 ? files : ['-'],
    input: values.input === undefined ? undefined : oneOf('input', values.input, inputs),
    compression: compressionOf(values),
    scanRange: values['scan-range'] === undefined ? undefined : scanRangeOf(values['scan-range']),
    csv: csvOf(values),
    output: outputOf(values),
    strict: values.strict,
    stats: values.stats,
    progress: values.progress,
  };
}

type Values = ReturnType<typeof parse>['values'];

function isQuery(text: string): boolean {
  return /^\s*select\s/i.test(text);
}

function csvOf(values: Values): CsvArguments {
  const { header } = values;
  return {
    header: header === undefined ? undefined : oneOf('header', header, { use: 'USE', ignore: 'IGNORE', none: 'NONE' }),
    delimiter: character('delimiter', values.delimiter),
    lineDelimiter: characters(values['line-delimiter']),
    quote: characterOrNone('quote', values.quote),
    escape: characterOrNone('escape', values.escape),
    comment: characterOrNone('comment', values.comment),
    multiline: values.multiline,
  };
}

function outputOf(values: Values): OutputArguments {
  const format = oneOf('output', values.output, { json: 'json' as const, csv: 'csv' as const });
  const quoteFields = values['quote-fields'];
  for (const option of ['output-delimiter', 'quote-fields'] as const) {
    if (format === 'json' && values[option] !== undefined) throw new UsageError(`--${option} is for --output csv`);
  }
  return {
    format,
    recordDelimiter: characters(values['record-delimiter']),
    delimiter: character('output-delimiter', values['output-delimiter']),
    quoteFields:
      quoteFields === undefined
        ? undefined
        : oneOf('quote-fields', quoteFields, { asneeded: 'ASNEEDED', always: 'ALWAYS' }),
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

function compressionOf(values: Values): Compression | undefined {
  const { compression, gzip, bzip2 } = values;
  const said = [compression, gzip && 'gzip', bzip2 && 'bzip2'].filter((name) => typeof name === 'string');
  if (said.length > 1) throw new UsageError(`the compression is said ${said.length} times: ${said.join(', ')}`);
  const [name] = said;
  return name === undefined ? undefined : oneOf('compression', name, { none: 'NONE', gzip: 'GZIP', bzip2: 'BZIP2' });
}
