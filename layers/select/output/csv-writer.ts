import { SelectError } from '../errors.ts';
import { inPattern } from '../formats/csv/csv-dialect.ts';
import type { DelimitedFields, Node, RecordView } from '../formats/record.ts';
import type { CsvFormat, CsvOutputFormat } from '../request/settings.ts';
import { Timestamp } from '../values/timestamp.ts';
import { isNested, isUnknown, type Value } from '../values/value.ts';
import type { ByteSink } from './byte-sink.ts';
import type { RowWriter } from './row-writer.ts';

/** A field with such a byte in it must be quoted. */
const quotes = 1;
/** A field with such a byte in it must be looked at as text: it may need quotes, and escapes in them. */
const escapes = 2;

/**
 * One CSV record per row, without a header. Every column of the select list has its field: NULL and MISSING are empty ones.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html
 */
export class CsvWriter implements RowWriter {
  readonly #sink: ByteSink;
  readonly #columns: number;
  readonly #format: CsvOutputFormat;
  readonly #fieldDelimiter: Buffer;
  readonly #recordDelimiter: Buffer;
  readonly #escaped: RegExp;
  readonly #quote: Buffer;
  /** What a text must be quoted for. Of a longer delimiter, its beginning: the field's end and the delimiter behind it could look like one. */
  readonly #special: string[];
  /** What each byte means for a field that it stands in. */
  readonly #marks = new Uint8Array(256);
  /** Whether a record of the input without quotes is one of the output as it is. */
  readonly #passesOn: boolean;
  /** Whether escapes of the input are those of the output: a doubled quote stays one, but not all of `\\x` does. */
  readonly #keepsEscapes: boolean;
  /** The next column of the select list. */
  #next = 0;
  #isFirst = true;

  /**
   * @param columns - the length of the select list.
   * @param input - how the input is written, where it is CSV.
   */
  constructor(sink: ByteSink, columns: number, format: CsvOutputFormat, input: CsvFormat | undefined) {
    this.#sink = sink;
    this.#columns = columns;
    this.#format = format;
    this.#fieldDelimiter = Buffer.from(format.fieldDelimiter);
    this.#recordDelimiter = Buffer.from(format.recordDelimiter);
    const { quote, quoteEscape } = format;
    this.#escaped = new RegExp(`[${inPattern(quote)}${inPattern(quoteEscape)}]`, 'gu');
    this.#quote = Buffer.from(quote);
    this.#special = [quote, format.fieldDelimiter, format.recordDelimiter].map((text) => text.charAt(0));
    for (const delimiter of [this.#fieldDelimiter, this.#recordDelimiter]) {
      this.#marks[delimiter[0] ?? 0] = delimiter.length === 1 ? quotes : escapes;
    }
    for (const character of [quote, quoteEscape]) this.#marks[Buffer.from(character)[0] ?? 0] = escapes;
    this.#passesOn =
      format.quoteFields === 'ASNEEDED' &&
      input?.fieldDelimiter === format.fieldDelimiter &&
      input.recordDelimiter === format.recordDelimiter &&
      input.quote === quote;
    this.#keepsEscapes = input?.quote === quote && input.quoteEscape === quote && quoteEscape === quote;
  }

  start(): void {
    this.#next = 0;
    this.#isFirst = true;
  }

  node(column: number, record: RecordView, node: Node): void {
    this.#fill(column);
    this.#node(record, node);
  }

  value(column: number, value: Value): void {
    this.#fill(column);
    this.#text(textOf(value));
  }

  members(column: number, record: RecordView, node: Node): void {
    this.#fill(column);
    const { fields } = record;
    if (fields && this.#passesOn && !fields.hasQuotes) {
      this.#separate();
      this.#sink.slice(fields.bytes, fields.start, fields.end);
      return;
    }
    if (fields) {
      const count = fields.count();
      for (let node = 1; node <= count; node += 1) this.#column(record, fields, node);
      return;
    }
    const members = record.children(node, 'struct');
    if (members.length === 0) this.#text('');
    for (const member of members) this.#text(textOf(record.value(member)));
  }

  end(): void {
    this.#fill(this.#columns);
    this.#sink.slice(this.#recordDelimiter, 0, this.#recordDelimiter.length);
    this.#sink.commit();
  }

  /** Writes empty fields for the columns before this one that were MISSING, and counts it as written. */
  #fill(column: number): void {
    for (; this.#next < column; this.#next += 1) this.#text('');
    this.#next = column + 1;
  }

  #node(record: RecordView, node: Node): void {
    if (record.fields && node > 0) this.#column(record, record.fields, node);
    else this.#text(textOf(record.value(node)));
  }

  /** A column of CSV: its bytes as they are, unless they need an escape. */
  #column(record: RecordView, fields: DelimitedFields, node: Node): void {
    const { bytes, starts, ends } = fields;
    const start = starts[node - 1] ?? 0;
    const end = ends[node - 1] ?? 0;
    const hasEscapes = fields.hasEscapes(node - 1);
    const marks = hasEscapes ? (this.#keepsEscapes ? quotes : escapes) : this.#marksIn(bytes, start, end);
    if (marks >= escapes) {
      this.#text(textOf(record.value(node)));
      return;
    }
    this.#separate();
    const isQuoted = marks > 0 || this.#format.quoteFields === 'ALWAYS';
    if (isQuoted) this.#sink.slice(this.#quote, 0, this.#quote.length);
    this.#sink.slice(bytes, start, end);
    if (isQuoted) this.#sink.slice(this.#quote, 0, this.#quote.length);
  }

  #marksIn(bytes: Uint8Array, start: number, end: number): number {
    const marks = this.#marks;
    let found = 0;
    for (let p = start; p < end; p += 1) found |= marks[bytes[p] ?? 0] ?? 0;
    return found;
  }

  #text(text: string): void {
    this.#separate();
    if (!this.#needsQuotes(text)) {
      this.#sink.text(text);
      return;
    }
    const { quote, quoteEscape } = this.#format;
    this.#sink.text(quote);
    this.#sink.text(text.replaceAll(this.#escaped, `${dollars(quoteEscape)}$&`));
    this.#sink.text(quote);
  }

  #needsQuotes(text: string): boolean {
    return this.#format.quoteFields === 'ALWAYS' || this.#special.some((character) => text.includes(character));
  }

  #separate(): void {
    if (!this.#isFirst) this.#sink.slice(this.#fieldDelimiter, 0, this.#fieldDelimiter.length);
    this.#isFirst = false;
  }
}

/** The text of a value, as a field. Fails with UnrecognizedFormatException for what only JSON can write. */
function textOf(value: Value): string {
  if (isUnknown(value)) return '';
  if (typeof value !== 'object') return String(value);
  if (isNested(value)) {
    const kind = value.isList ? 'list' : 'struct';
    // "Amazon S3 Select can only emit nested data using the JSON output format."
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html
    const message = `A ${kind} cannot be written as CSV. Ask for JSON output, or for the values inside it.`;
    throw new SelectError('UnrecognizedFormatException', message);
  }
  return value instanceof Timestamp ? value.toString() : value.text;
}

/** A text that stands for itself in the replacement of `replaceAll`. */
function dollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}
