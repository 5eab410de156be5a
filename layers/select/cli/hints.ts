import type { SelectError, SqlPosition } from '../errors.ts';
import type { Arguments } from './arguments.ts';
import type { MaybeFormat } from './formats.ts';
import { compressionHint, documentHint, headerHint, isCsv, layoutHint } from './input-hints.ts';
import { rowsHint } from './row-hints.ts';
import { isNoQuery, pathAt, placeHint, quotedText, quotesHint } from './sql-hints.ts';

/** What was asked, and of which input. */
export interface Asked {
  readonly args: Arguments;
  /** How messages call the input. */
  readonly name: string;
  /** Its first bytes. */
  readonly head: Buffer;
  readonly format: MaybeFormat;
}

const numbersWithTexts =
  /Cannot compare values: (?:string with (?:integer|decimal|float)|(?:integer|decimal|float) with string)|Operator [-+*/%] .*\bstring\b|takes numbers, not a string/;

/** What may help somebody who has made a common mistake: at most one thing, and only where it is certain to be about it. */
export function hintFor(error: SelectError, at: SqlPosition | undefined, asked: Asked): string | undefined {
  const { expression } = asked.args;
  if (isNoQuery(expression)) return 'the query comes first and begins with SELECT, then come the files.';
  const compared = quotedText(expression);
  if (compared !== undefined && error.message.includes(`'${compared}'`)) return quotesHint(compared);
  if (isCsv(asked) && numbersWithTexts.test(error.message)) {
    return `fields of CSV are texts; CAST(${pathAt(expression, at)} AS INT), or AS DECIMAL, makes a number of one.`;
  }
  return at ? placedHint(error.code, expression, at) : inputHint(error, asked);
}

/** Of an error at a place in the SQL. */
function placedHint(code: string, sql: string, at: SqlPosition): string | undefined {
  if (code === 'ParseSelectMissingFrom') return 'a query says where its rows come from: FROM S3Object.';
  if (code === 'InvalidTableAlias') return rowsHint(sql);
  if (code === 'InvalidDataSource') return 'the table is always called S3Object; files stand after the query.';
  return placeHint(code, sql, at);
}

/** Of an error about the input. */
function inputHint({ code, message }: SelectError, asked: Asked): string | undefined {
  switch (code) {
    case 'CSVEscapingRecordDelimiter':
    case 'CSVUnescapedQuote':
      return asked.args.csv.multiline ? undefined : 'with --multiline, fields in quotes may go on over ends of lines.';
    case 'TruncatedInput':
    case 'InvalidCompressionFormat':
      return compressionHint(asked);
    case 'JSONParsingError':
      return asked.format.input === 'lines' ? layoutHint(asked) : undefined;
    case 'OverMaxRecordSize':
      return message.includes('in the input') ? documentHint(asked) : undefined;
    case 'MissingHeaders':
      return headerHint(asked);
    default:
      return undefined;
  }
}
