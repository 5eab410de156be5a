import type { ByteSink } from '../../output/byte-sink.ts';
import type { Truth } from '../../values/compare.ts';
import { StructValue } from '../../values/nested.ts';
import { MISSING, type Value } from '../../values/value.ts';
import { noNode, type MemberName, type Node, type RecordView, type StringLiteral } from '../record.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { CsvFields } from './csv-fields.ts';
import type { CsvHeader } from './csv-header.ts';
import { JsonBuffer } from './json-buffer.ts';

const doubleQuote = Buffer.from('"');
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** A record of a CSV object: a struct of strings. Its node is 0, that of a column the column's position from 1. */
export class CsvRecord implements RecordView {
  readonly fields: CsvFields;
  header: CsvHeader;
  readonly #dialect: CsvDialect;
  /** Whether all that is escaped are the quotes that JSON has too, by another. */
  readonly #doublesQuotes: boolean;
  readonly #json = new JsonBuffer();

  constructor(dialect: CsvDialect, header: CsvHeader) {
    this.fields = new CsvFields(dialect);
    this.header = header;
    this.#dialect = dialect;
    this.#doublesQuotes = dialect.quote.equals(doubleQuote) && dialect.escape.equals(doubleQuote);
  }

  member(node: Node, name: MemberName): Node {
    if (node !== 0) return noNode;
    const column = this.header.column(name);
    return column >= 0 && this.fields.has(column) ? column + 1 : noNode;
  }

  element(): Node {
    return noNode;
  }

  children(node: Node, of: 'struct' | 'list'): Node[] {
    if (node !== 0 || of === 'list') return [];
    return Array.from({ length: this.fields.count() }, (_, column) => column + 1);
  }

  isStruct(node: Node): boolean {
    return node === 0;
  }

  value(node: Node): Value {
    if (node > 0) return this.text(node);
    if (node === noNode) return MISSING;
    const columns = this.children(node, 'struct');
    return new StructValue(
      columns.map((column) => this.header.name(column - 1)),
      columns.map((column) => this.text(column)),
    );
  }

  /** The text of a column. */
  text(node: Node): string {
    const { bytes, starts, ends } = this.fields;
    const text = bytes.toString('utf8', starts[node - 1], ends[node - 1]);
    return this.fields.hasEscapes(node - 1) ? this.#dialect.unescape(text) : text;
  }

  equalsString(node: Node, literal: StringLiteral): Truth {
    if (node <= 0) return node === noNode ? null : false;
    if (this.fields.hasEscapes(node - 1)) return this.text(node) === literal.text;
    const { bytes: data, starts, ends } = this.fields;
    const { bytes } = literal;
    const start = starts[node - 1] ?? 0;
    if ((ends[node - 1] ?? 0) - start !== bytes.length) return false;
    for (let i = 0; i < bytes.length; i += 1) if (data[start + i] !== bytes[i]) return false;
    return true;
  }

  writeJson(node: Node, sink: ByteSink): void {
    if (node === 0) {
      sink.byte(openBrace);
      this.writeMembers(node, sink);
      sink.byte(closeBrace);
      return;
    }
    this.#json.begin();
    this.#field(node);
    this.#json.flush(sink);
  }

  writeMembers(node: Node, sink: ByteSink): boolean {
    if (node !== 0) return false;
    const json = this.#json;
    json.begin();
    const count = this.fields.count();
    for (let column = 0; column < count; column += 1) {
      if (column > 0) json.byte(comma);
      const key = this.header.key(column);
      json.bytes(key, 0, key.length);
      this.#field(column + 1);
    }
    json.flush(sink);
    return true;
  }

  #field(node: Node): void {
    const { bytes, starts, ends } = this.fields;
    const start = starts[node - 1] ?? 0;
    const end = ends[node - 1] ?? 0;
    const hasEscapes = this.fields.hasEscapes(node - 1);
    const isWritten = (!hasEscapes || this.#doublesQuotes) && this.#json.string(bytes, start, end, hasEscapes);
    if (!isWritten) this.#json.text(this.text(node));
  }
}
