import { leafType, type FieldElement, type LeafType } from './leaf-type.ts';
import type { LeafLayout } from './page-check.ts';
import { parquetError } from './parquet-error.ts';

/** Fields may lie in one another so deep; no writer comes near. */
const maxDepth = 64;

/** A field of the schema with those inside it. */
export interface Field {
  name: string;
  /** What it is called for the decoder, which must neither take two fields for one nor stumble over a name. */
  key: string;
  element: FieldElement;
  children: Field[];
}

/** A leaf of the schema: the values of one physical column. */
export interface Leaf {
  path: Field[];
  layout: LeafLayout;
}

/**
 * What the values of a field look like once they are decoded. The decoder gives an array for a repeated field and for a list
 * of the usual shape, an object by `key` for a group, and null or undefined for NULL.
 */
export type ColumnType =
  | { kind: 'leaf'; leaf: LeafType; path: string }
  | { kind: 'struct'; members: Member[] }
  /** `inner` is the key of the array, where that is not the value itself. */
  | { kind: 'list'; inner: string | undefined; element: ColumnType }
  | { kind: 'map'; inner: string; key: Member; value: Member };

/** A member of a group: its name in the file, and what it is called for the decoder. */
export interface Member {
  name: string;
  key: string;
  type: ColumnType;
}

/** The top-level fields of a schema, which the file has as a list in which each group is followed by its fields. */
export function readSchema(elements: FieldElement[]): Field[] {
  let next = 1;
  const fieldsOf = (count: number, depth: number): Field[] => {
    if (depth > maxDepth) throw parquetError(`its fields lie more than ${maxDepth} deep in one another`);
    if (count < 0 || count > elements.length - next) throw parquetError('its schema ends too early');
    const fields: Field[] = [];
    for (let i = 0; i < count; i += 1) {
      const element = elements[next];
      if (!element) throw parquetError('its schema ends too early');
      const key = `c${next}`;
      next += 1;
      const children = fieldsOf(element.num_children ?? 0, depth + 1);
      if ((children.length === 0) === (element.type === undefined)) {
        throw parquetError(`its field '${element.name}' has neither a type nor fields, or both`);
      }
      fields.push({ name: element.name, key, element, children });
    }
    return fields;
  };
  const fields = fieldsOf(elements[0]?.num_children ?? 0, 0);
  if (next !== elements.length) throw parquetError('its schema has more fields than it says');
  return fields;
}

/** The leaves of a field, in the order in which the file has their columns. */
export function leavesOf(field: Field, above: Field[] = []): Leaf[] {
  const path = [...above, field];
  if (field.children.length > 0) return field.children.flatMap((child) => leavesOf(child, path));
  const count = (...kinds: string[]) =>
    path.filter(({ element }) => kinds.includes(element.repetition_type ?? 'REQUIRED')).length;
  const layout = {
    type: field.element.type ?? '',
    typeLength: widthOf(field.element),
    maxDefinition: count('OPTIONAL', 'REPEATED'),
    maxRepetition: count('REPEATED'),
  };
  return [{ path, layout }];
}

function widthOf({ type, type_length }: FieldElement): number {
  if (type === 'FIXED_LEN_BYTE_ARRAY') {
    if (type_length === undefined || type_length < 1 || type_length > 1024 * 1024) {
      throw parquetError('a column of FIXED_LEN_BYTE_ARRAY has an impossible length');
    }
    return type_length;
  }
  return type === 'INT32' || type === 'FLOAT' ? 4 : 8;
}

/** Whether a field is a list of the usual shape: a group with one repeated field, and in that at most one other. */
export function isPlainList({ element, children }: Field): boolean {
  const [inner, ...others] = children;
  if (!hasAnnotation(element, 'LIST') || !inner || others.length > 0) return false;
  return inner.element.repetition_type === 'REPEATED' && inner.children.length <= 1;
}

/** How the values of a field are read. A repeated field that is in no list is one. */
export function columnType(field: Field, above = ''): ColumnType {
  const { element, name } = field;
  const path = above === '' ? name : `${above}.${name}`;
  const type = singleType(field, path);
  return element.repetition_type === 'REPEATED' ? { kind: 'list', inner: undefined, element: type } : type;
}

function singleType(field: Field, path: string): ColumnType {
  const { element, children } = field;
  if (children.length === 0) return { kind: 'leaf', leaf: leafType(element), path };
  const [inner, ...others] = children;
  if (inner?.element.repetition_type === 'REPEATED' && others.length === 0) {
    if (isPlainList(field)) {
      const item = inner.children[0];
      return { kind: 'list', inner: undefined, element: item ? columnType(item, path) : singleType(inner, path) };
    }
    if (hasAnnotation(element, 'LIST')) return { kind: 'list', inner: inner.key, element: singleType(inner, path) };
    const [key, value, ...more] = inner.children;
    const isMap = hasAnnotation(element, 'MAP') || hasAnnotation(element, 'MAP_KEY_VALUE');
    if (isMap && key && value && more.length === 0) {
      return { kind: 'map', inner: inner.key, key: memberOf(key, path), value: memberOf(value, path) };
    }
  }
  return { kind: 'struct', members: children.map((child) => memberOf(child, path)) };
}

function memberOf(field: Field, path: string): Member {
  return { name: field.name, key: field.key, type: columnType(field, path) };
}

function hasAnnotation({ logical_type, converted_type }: FieldElement, name: string): boolean {
  return logical_type?.type === name || converted_type === name;
}
