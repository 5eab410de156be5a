import type { Node, RecordView } from '../formats/record.ts';
import { jsonText } from '../values/json-text.ts';
import type { Value } from '../values/value.ts';
import type { ByteSink } from './byte-sink.ts';
import type { RowWriter } from './row-writer.ts';

const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * One compact JSON object per row, each followed by the record delimiter, the last one too.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_JSONOutput.html
 */
export class JsonWriter implements RowWriter {
  readonly #sink: ByteSink;
  readonly #names: Buffer[];
  readonly #delimiter: Buffer;
  #isFirst = true;

  constructor(sink: ByteSink, columnNames: string[], recordDelimiter: string) {
    this.#sink = sink;
    this.#names = columnNames.map((name) => Buffer.from(`${JSON.stringify(name)}:`));
    this.#delimiter = Buffer.from(recordDelimiter);
  }

  start(): void {
    this.#sink.byte(openBrace);
    this.#isFirst = true;
  }

  node(column: number, record: RecordView, node: Node): void {
    this.#name(column);
    record.writeJson(node, this.#sink);
  }

  value(column: number, value: Value): void {
    this.#name(column);
    this.#sink.text(jsonText(value));
  }

  members(_column: number, record: RecordView, node: Node): void {
    if (!this.#isFirst && record.children(node, 'struct').length > 0) this.#sink.byte(comma);
    if (record.writeMembers(node, this.#sink)) this.#isFirst = false;
  }

  end(): void {
    this.#sink.byte(closeBrace);
    this.#sink.slice(this.#delimiter, 0, this.#delimiter.length);
    this.#sink.commit();
  }

  #name(column: number): void {
    if (!this.#isFirst) this.#sink.byte(comma);
    this.#isFirst = false;
    const name = this.#names[column];
    if (name) this.#sink.slice(name, 0, name.length);
  }
}
