import { SelectError } from '../../errors.ts';
import type { ByteSink } from '../../output/byte-sink.ts';
import { equal, type Truth } from '../../values/compare.ts';
import { MISSING, type Value } from '../../values/value.ts';
import { noNode, type MemberName, type Node, type RecordView, type StringLiteral } from '../record.ts';
import type { ColumnData } from './column-reader.ts';
import { parquetError } from './parquet-error.ts';
import { elementsOf, findMember, membersOf, valueOf, writeJson, writeMembers, type Entry } from './raw-values.ts';
import type { TopColumn } from './row-groups.ts';
import type { ColumnType, Member } from './schema.ts';

/** The node of a row; its columns follow, and behind them what has been looked up inside of them. */
export const rowNode: Node = 0;

const comma = 0x2c;

/** What a node that leads nowhere stands for, where something has to be read of it. */
const nothing: ColumnType = { kind: 'struct', members: [] };

/** A row of a Parquet file as a record. Only the columns that a query needs have data; the others are never looked at. */
export class ParquetRecord implements RecordView {
  readonly #columns: Member[];
  /** The name of each column as it stands before its value in JSON. */
  readonly #names: Buffer[];
  readonly #found = new Map<MemberName, Node>();
  #data: (ColumnData | undefined)[] = [];
  #row = 0;
  /** What the nodes behind those of the columns stand for. */
  #inner: Entry[] = [];

  constructor(columns: TopColumn[]) {
    this.#columns = columns.map(({ name, field, type }) => ({ name, key: field.key, type }));
    this.#names = columns.map(({ name }) => Buffer.from(`${JSON.stringify(name)}:`));
  }

  /** Goes to another row group, of which the data of each column is given. */
  open(data: (ColumnData | undefined)[]): void {
    this.#data = data;
  }

  /** Goes to a row of the row group. */
  go(row: number): void {
    this.#row = row;
    if (this.#inner.length > 0) this.#inner = [];
  }

  member(node: Node, name: MemberName): Node {
    if (node === rowNode) {
      const column = this.#column(name);
      return column !== noNode && this.#isNull(column) ? noNode : column;
    }
    const found = findMember(this.#type(node), this.#raw(node), name);
    return found ? this.#add(found) : noNode;
  }

  element(node: Node, index: number): Node {
    const found = elementsOf(this.#type(node), this.#raw(node))[index];
    return found ? this.#add(found) : noNode;
  }

  children(node: Node, of: 'struct' | 'list'): Node[] {
    if (node === rowNode) return of === 'struct' ? this.#columns.map((_, i) => i + 1) : [];
    const type = this.#type(node);
    const raw = this.#raw(node);
    const entries = of === 'list' ? elementsOf(type, raw) : membersOf(type, raw).map(([, member]) => member);
    return entries.map((entry) => this.#add(entry));
  }

  isStruct(node: Node): boolean {
    if (node === rowNode) return true;
    const { kind } = this.#type(node);
    const raw = this.#raw(node);
    return (kind === 'struct' || kind === 'map') && raw !== null && raw !== undefined;
  }

  value(node: Node): Value {
    return node === noNode ? MISSING : valueOf(this.#type(node), this.#raw(node));
  }

  equalsString(node: Node, literal: StringLiteral): Truth {
    if (node === noNode) return null;
    const type = this.#type(node);
    const raw = this.#raw(node);
    if (type.kind !== 'leaf' || !type.leaf.isText || !(raw instanceof Uint8Array)) {
      return equal(valueOf(type, raw), literal.text);
    }
    const { bytes } = literal;
    if (raw.length !== bytes.length) return false;
    for (let i = 0; i < bytes.length; i += 1) if (raw[i] !== bytes[i]) return false;
    return true;
  }

  writeJson(node: Node, sink: ByteSink): void {
    writeJson(this.#type(node), this.#raw(node), sink);
  }

  writeMembers(node: Node, sink: ByteSink): boolean {
    if (node !== rowNode) return writeMembers(this.#type(node), this.#raw(node), sink);
    let isFirst = true;
    for (let i = 0; i < this.#columns.length; i += 1) {
      const name = this.#names[i];
      if (!name || this.#isNull(i + 1)) continue;
      if (!isFirst) sink.byte(comma);
      isFirst = false;
      sink.slice(name, 0, name.length);
      writeJson(this.#type(i + 1), this.#raw(i + 1), sink);
    }
    return !isFirst;
  }

  /**
   * Whether a column has no value in the row, which then does not have the column: the service leaves it out of its JSON, too.
   * https://github.com/aws/aws-sdk-java/issues/2576
   */
  #isNull(column: Node): boolean {
    const raw = this.#raw(column);
    return raw === null || raw === undefined;
  }

  /** The node of a column; which it is depends on the name alone. */
  #column(name: MemberName): Node {
    let node = this.#found.get(name);
    if (node === undefined) {
      const matches = this.#columns.flatMap((column, i) => (name.matches(column.name) ? [i + 1] : []));
      if (matches.length > 1 && !name.exact) {
        const message = `The field name '${name.name}' matches to multiple columns of the Parquet file.`;
        throw new SelectError('AmbiguousFieldName', message);
      }
      node = matches[0] ?? noNode;
      this.#found.set(name, node);
    }
    return node;
  }

  #type(node: Node): ColumnType {
    if (node === rowNode) return { kind: 'struct', members: this.#columns };
    return this.#columns[node - 1]?.type ?? this.#inner[node - 1 - this.#columns.length]?.type ?? nothing;
  }

  #raw(node: Node): unknown {
    if (node === rowNode) return Object.fromEntries(this.#columns.map(({ key }, i) => [key, this.#raw(i + 1)]));
    const column = this.#columns[node - 1];
    if (!column) return this.#inner[node - 1 - this.#columns.length]?.raw;
    const raw = this.#data[node - 1]?.[this.#row];
    // The decoder gives nothing for an index beyond the dictionary; NULL is null, except for a group.
    if (raw === undefined && column.type.kind === 'leaf')
      throw parquetError('a value is not in the dictionary of its column');
    return raw;
  }

  #add(entry: Entry): Node {
    this.#inner.push(entry);
    return this.#columns.length + this.#inner.length;
  }
}
