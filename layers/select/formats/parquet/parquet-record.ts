import { SelectError } from '../../errors.ts';
import type { ByteSink } from '../../output/byte-sink.ts';
import { equal, type Truth } from '../../values/compare.ts';
import { MISSING, type Value } from '../../values/value.ts';
import { noNode, type MemberName, type Node, type RecordView, type StringLiteral } from '../record.ts';
import type { ColumnData } from './column-reader.ts';
import { parquetError } from './parquet-error.ts';
import { elementsOf, findMember, membersOf, valueOf, writeJson, type Entry } from './raw-values.ts';
import type { TopColumn } from './row-groups.ts';
import type { Member } from './schema.ts';

/** The node of a row; its columns follow, and behind them what has been looked up inside of them. */
export const rowNode: Node = 0;

/** A row of a Parquet file as a record. Only the columns that a query needs have data; the others are never looked at. */
export class ParquetRecord implements RecordView {
  readonly #columns: Member[];
  readonly #found = new Map<MemberName, Node>();
  #data: (ColumnData | undefined)[] = [];
  #row = 0;
  /** What the nodes behind those of the columns stand for. */
  #inner: Entry[] = [];

  constructor(columns: TopColumn[]) {
    this.#columns = columns.map(({ name, field, type }) => ({ name, key: field.key, type }));
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
    if (node === rowNode) return this.#column(name);
    const entry = this.#entry(node);
    const found = entry && findMember(entry, name);
    return found ? this.#node(found) : noNode;
  }

  element(node: Node, index: number): Node {
    const entry = this.#entry(node);
    if (entry?.type.kind !== 'list') return noNode;
    const found = elementsOf(entry)[index];
    return found ? this.#node(found) : noNode;
  }

  children(node: Node, of: 'struct' | 'list'): Node[] {
    if (node === rowNode) return of === 'struct' ? this.#columns.map((_, i) => i + 1) : [];
    const entry = this.#entry(node);
    if (!entry || (entry.type.kind === 'list') !== (of === 'list')) return [];
    const entries = of === 'list' ? elementsOf(entry) : membersOf(entry).map(([, member]) => member);
    return entries.map((inner) => this.#node(inner));
  }

  isStruct(node: Node): boolean {
    if (node === rowNode) return true;
    const entry = this.#entry(node);
    return entry !== undefined && isPresent(entry) && (entry.type.kind === 'struct' || entry.type.kind === 'map');
  }

  value(node: Node): Value {
    if (node === rowNode) return valueOf(this.#wholeRow());
    const entry = this.#entry(node);
    return entry ? valueOf(entry) : MISSING;
  }

  equalsString(node: Node, literal: StringLiteral): Truth {
    const entry = node === rowNode ? undefined : this.#entry(node);
    if (entry?.type.kind !== 'leaf' || !entry.type.leaf.isText || !(entry.raw instanceof Uint8Array)) {
      return equal(this.value(node), literal.text);
    }
    const { raw } = entry;
    const { bytes } = literal;
    if (raw.length !== bytes.length) return false;
    for (let i = 0; i < bytes.length; i += 1) if (raw[i] !== bytes[i]) return false;
    return true;
  }

  writeJson(node: Node, sink: ByteSink): void {
    const entry = node === rowNode ? this.#wholeRow() : this.#entry(node);
    if (entry) writeJson(entry, sink);
  }

  writeMembers(node: Node, sink: ByteSink): boolean {
    const entry = node === rowNode ? this.#wholeRow() : this.#entry(node);
    const members = entry ? membersOf(entry) : [];
    members.forEach(([name, member], i) => {
      sink.text(`${i > 0 ? ',' : ''}${JSON.stringify(name)}:`);
      writeJson(member, sink);
    });
    return members.length > 0;
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

  #entry(node: Node): Entry | undefined {
    if (node === noNode) return undefined;
    const column = this.#columns[node - 1];
    if (!column) return this.#inner[node - 1 - this.#columns.length];
    const raw = this.#data[node - 1]?.[this.#row];
    // The decoder gives nothing for an index beyond the dictionary; NULL is null, except in a group.
    if (raw === undefined && column.type.kind === 'leaf')
      throw parquetError('a value is not in the dictionary of its column');
    return { type: column.type, raw };
  }

  #node(entry: Entry): Node {
    this.#inner.push(entry);
    return this.#columns.length + this.#inner.length;
  }

  #wholeRow(): Entry {
    const raw = Object.fromEntries(this.#columns.map(({ key }, i) => [key, this.#entry(i + 1)?.raw]));
    return { type: { kind: 'struct', members: this.#columns }, raw };
  }
}

function isPresent({ raw }: Entry): boolean {
  return raw !== null && raw !== undefined;
}
