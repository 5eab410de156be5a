import { SelectError } from '../../errors.ts';
import type { ByteSink } from '../../output/byte-sink.ts';
import { jsonText } from '../../values/json-text.ts';
import { Timestamp } from '../../values/timestamp.ts';
import type { Nested, Value } from '../../values/value.ts';
import type { MemberName } from '../record.ts';
import { parquetError } from './parquet-error.ts';
import type { ColumnType, Member } from './schema.ts';
import { writeTextJson } from './text-json.ts';

/** A value as the decoder gives it, with its type, which says how to read it. */
export interface Entry {
  type: ColumnType;
  raw: unknown;
}

/** The value of the language; NULL for what is not there. */
export function valueOf(type: ColumnType, raw: unknown): Value {
  if (raw === null || raw === undefined) return null;
  if (type.kind !== 'leaf') return new ParquetNested(type, raw);
  if (!type.leaf.toValue) throw unsupportedType(type.leaf.name, type.path);
  return type.leaf.toValue(raw);
}

/** What a column ends in whose type the language has no values for. */
export function unsupportedType(name: string, path: string): SelectError {
  return new SelectError(
    'UnsupportedParquetType',
    `The Parquet type ${name} of the column '${path}' is not supported.`,
  );
}

/** The elements of a list; none for anything else. */
export function elementsOf(type: ColumnType, raw: unknown): Entry[] {
  if (type.kind !== 'list' || raw === null || raw === undefined) return [];
  const items = type.inner === undefined ? raw : memberOf(raw, type.inner);
  return listOf(items).map((item) => ({ type: type.element, raw: item }));
}

/** The members of a struct or a map by their names, which are texts for the keys of a map too; none for anything else. */
export function membersOf(type: ColumnType, raw: unknown): [name: string, member: Entry][] {
  if (raw === null || raw === undefined) return [];
  if (type.kind === 'struct') return type.members.map((member) => [member.name, entryOf(raw, member)]);
  if (type.kind !== 'map') return [];
  const { inner, key, value } = type;
  return listOf(memberOf(raw, inner)).map((pair) => [keyText(entryOf(pair, key)), entryOf(pair, value)]);
}

/** The member that a name means. Fails with AmbiguousFieldName. */
export function findMember(type: ColumnType, raw: unknown, name: MemberName): Entry | undefined {
  const matches = membersOf(type, raw).filter(([key]) => name.matches(key));
  if (matches.length > 1 && !name.exact) {
    const message = `The field name '${name.name}' matches to multiple fields in the record.`;
    throw new SelectError('AmbiguousFieldName', message);
  }
  return matches[0]?.[1];
}

/** Writes the compact JSON of a value. */
export function writeJson(type: ColumnType, raw: unknown, sink: ByteSink): void {
  if (type.kind === 'leaf' || raw === null || raw === undefined) {
    if (type.kind === 'leaf' && type.leaf.isText && raw instanceof Uint8Array) writeTextJson(raw, sink);
    else sink.text(jsonText(valueOf(type, raw)));
  } else if (type.kind === 'list') {
    sink.text('[');
    elementsOf(type, raw).forEach((element, i) => {
      if (i > 0) sink.text(',');
      writeJson(element.type, element.raw, sink);
    });
    sink.text(']');
  } else {
    sink.text('{');
    writeMembers(type, raw, sink);
    sink.text('}');
  }
}

/** Writes the members of a struct or a map as `"a":1,"b":2`; returns whether there were any. */
export function writeMembers(type: ColumnType, raw: unknown, sink: ByteSink): boolean {
  const members = membersOf(type, raw);
  members.forEach(([name, member], i) => {
    sink.text(`${i > 0 ? ',' : ''}${JSON.stringify(name)}:`);
    writeJson(member.type, member.raw, sink);
  });
  return members.length > 0;
}

/** A list, struct or map of the data. What it is made of never changes, so it outlives its row. */
class ParquetNested implements Nested {
  readonly #type: ColumnType;
  readonly #raw: unknown;
  readonly isList: boolean;

  constructor(type: ColumnType, raw: unknown) {
    this.#type = type;
    this.#raw = raw;
    this.isList = type.kind === 'list';
  }

  elements(): Value[] {
    if (this.isList) return elementsOf(this.#type, this.#raw).map(({ type, raw }) => valueOf(type, raw));
    return this.#members().map(([, { type, raw }]) => valueOf(type, raw));
  }

  keys(): string[] {
    return this.#members().map(([name]) => name);
  }

  json(): string {
    const values = this.elements().map(jsonText);
    if (this.isList) return `[${values.join(',')}]`;
    const members = this.keys().map((key, i) => `${JSON.stringify(key)}:${values[i] ?? 'null'}`);
    return `{${members.join(',')}}`;
  }

  #members(): [name: string, member: Entry][] {
    return membersOf(this.#type, this.#raw);
  }
}

function entryOf(raw: unknown, { key, type }: Member): Entry {
  return { type, raw: memberOf(raw, key) };
}

function keyText({ type, raw }: Entry): string {
  const key = valueOf(type, raw);
  if (typeof key === 'string') return key;
  return key instanceof Timestamp ? key.toString() : jsonText(key);
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
