import type { ByteSink } from '../../output/byte-sink.ts';
import { jsonText } from '../../values/json-text.ts';
import { Timestamp } from '../../values/timestamp.ts';
import type { Nested, Value } from '../../values/value.ts';
import { SelectError } from '../../errors.ts';
import type { MemberName } from '../record.ts';
import { parquetError } from './parquet-error.ts';
import type { ColumnType, Member } from './schema.ts';

/** A value as the decoder gives it, with its type, which says how to read it. */
export interface Entry {
  type: ColumnType;
  raw: unknown;
}

/** The value of the language; NULL for what is not there. */
export function valueOf(entry: Entry): Value {
  const { type, raw } = entry;
  if (raw === null || raw === undefined) return null;
  if (type.kind !== 'leaf') return new ParquetNested(entry);
  const { toValue, name } = type.leaf;
  if (!toValue) {
    // Columns of such a type are refused before the first row; this is one inside of a struct that nobody named.
    throw new SelectError(
      'UnsupportedParquetType',
      `The Parquet type ${name} of the column '${type.path}' is not supported.`,
    );
  }
  return toValue(raw);
}

/** The elements of a list. */
export function elementsOf({ type, raw }: Entry): Entry[] {
  if (type.kind !== 'list' || raw === null || raw === undefined) return [];
  const items = type.inner === undefined ? raw : memberOf(raw, type.inner);
  return listOf(items).map((item) => ({ type: type.element, raw: item }));
}

/** The members of a struct or a map by their names, which are texts for the keys of a map too. */
export function membersOf({ type, raw }: Entry): [name: string, member: Entry][] {
  if (raw === null || raw === undefined) return [];
  if (type.kind === 'struct') {
    return type.members.map((member) => [member.name, { type: member.type, raw: memberOf(raw, member.key) }]);
  }
  if (type.kind !== 'map') return [];
  return listOf(memberOf(raw, type.inner)).map((pair) => [
    keyText(valueOf(entryOf(pair, type.key))),
    entryOf(pair, type.value),
  ]);
}

/** The member that a name means. Fails with AmbiguousFieldName. */
export function findMember(entry: Entry, name: MemberName): Entry | undefined {
  const matches = membersOf(entry).filter(([key]) => name.matches(key));
  if (matches.length > 1 && !name.exact) {
    const message = `The field name '${name.name}' matches to multiple fields in the record.`;
    throw new SelectError('AmbiguousFieldName', message);
  }
  return matches[0]?.[1];
}

/** Writes the compact JSON of a value. */
export function writeJson(entry: Entry, sink: ByteSink): void {
  const { kind } = entry.type;
  if (kind === 'leaf' || entry.raw === null || entry.raw === undefined) {
    sink.text(jsonText(valueOf(entry)));
  } else if (kind === 'list') {
    sink.text('[');
    elementsOf(entry).forEach((element, i) => {
      if (i > 0) sink.text(',');
      writeJson(element, sink);
    });
    sink.text(']');
  } else {
    sink.text('{');
    membersOf(entry).forEach(([name, member], i) => {
      sink.text(`${i > 0 ? ',' : ''}${JSON.stringify(name)}:`);
      writeJson(member, sink);
    });
    sink.text('}');
  }
}

class ParquetNested implements Nested {
  readonly #entry: Entry;
  readonly isList: boolean;

  constructor(entry: Entry) {
    this.#entry = entry;
    this.isList = entry.type.kind === 'list';
  }

  elements(): Value[] {
    if (this.isList) return elementsOf(this.#entry).map(valueOf);
    return membersOf(this.#entry).map(([, member]) => valueOf(member));
  }

  keys(): string[] {
    return membersOf(this.#entry).map(([name]) => name);
  }

  json(): string {
    const entry = this.#entry;
    if (this.isList) return `[${this.elements().map(jsonText).join(',')}]`;
    const members = membersOf(entry).map(([name, member]) => `${JSON.stringify(name)}:${jsonText(valueOf(member))}`);
    return `{${members.join(',')}}`;
  }
}

function entryOf(raw: unknown, { key, type }: Member): Entry {
  return { type, raw: memberOf(raw, key) };
}

function keyText(value: Value): string {
  if (typeof value === 'string') return value;
  return value instanceof Timestamp ? value.toString() : jsonText(value);
}

function memberOf(raw: unknown, key: string): unknown {
  if (typeof raw !== 'object' || raw === null) throw parquetError('a group is none');
  return Reflect.get(raw, key);
}

function listOf(raw: unknown): unknown[] {
  if (raw === null || raw === undefined) return [];
  if (!Array.isArray(raw)) throw parquetError('a list is none');
  return raw;
}
