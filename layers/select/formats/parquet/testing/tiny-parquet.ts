/** A value of Thrift's compact protocol: what a test wants to say in the metadata of a Parquet file, right or wrong. */
export type Thrift = number | string | boolean | { list: Thrift[] } | { struct: Record<number, Thrift> };

/** A field of the schema: its name, physical type (undefined for a group) and what else the SchemaElement says. */
export interface TinyField {
  name: string;
  type?: number;
  /** 0 required, 1 optional, 2 repeated. */
  repetition?: number;
  typeLength?: number;
  children?: number;
  convertedType?: number;
  logicalType?: Thrift;
  scale?: number;
  precision?: number;
}

/** A column: pages of one encoding, PLAIN unless said, that are not compressed. */
export interface TinyColumn {
  path: string[];
  type: number;
  bytes: Uint8Array;
  values: number;
  encoding?: number;
  codec?: number;
}

export const types = { BOOLEAN: 0, INT32: 1, INT64: 2, INT96: 3, FLOAT: 4, DOUBLE: 5, BYTE_ARRAY: 6, FIXED: 7 };

/** What is in a file: the fields of its schema, and the columns of its row group. */
export interface TinyFile {
  fields: TinyField[];
  columns: TinyColumn[];
  rows: number;
  /** How many of the fields are at the top; all, unless said. */
  topFields?: number;
  /** What the file says of the row group's size. */
  groupBytes?: number;
}

/** A Parquet file of one row group, byte for byte as a test wants it: for what no writer at hand makes, and for broken ones. */
export function tinyParquet({ fields, columns, rows, topFields = fields.length, groupBytes = 0 }: TinyFile): Buffer {
  const parts: Uint8Array[] = [Buffer.from('PAR1')];
  let at = 4;
  const chunks = columns.map(({ path, type, bytes, values, encoding = 0, codec = 0 }): Thrift => {
    const data: Thrift = { struct: { 1: values, 2: encoding, 3: 3, 4: 3 } };
    const header = struct({ 1: 0, 2: bytes.length, 3: bytes.length, 5: data });
    const start = at;
    parts.push(header, bytes);
    at += header.length + bytes.length;
    const size = header.length + bytes.length;
    const meta = { 1: type, 2: { list: [0] }, 3: { list: path }, 4: codec, 5: values, 6: size, 7: size, 9: start };
    return { struct: { 2: start, 3: { struct: meta } } };
  });
  const root: Thrift = { struct: { 4: 'root', 5: topFields } };
  const footer = struct({
    1: 1,
    2: { list: [root, ...fields.map(schemaElement)] },
    3: rows,
    4: { list: [{ struct: { 1: { list: chunks }, 2: groupBytes, 3: rows } }] },
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from('PAR1')]);
}

/** A file of one required column that stands alone. */
export function oneColumn(field: TinyField, bytes: Uint8Array, values: number, more: Partial<TinyColumn> = {}): Buffer {
  const column = { path: [field.name], type: field.type ?? 0, bytes, values, ...more };
  return tinyParquet({ fields: [{ repetition: 0, ...field }], columns: [column], rows: values });
}

function schemaElement(field: TinyField): Thrift {
  const { type, typeLength, repetition, name, children, convertedType, scale, precision, logicalType } = field;
  const all = {
    1: type,
    2: typeLength,
    3: repetition,
    4: name,
    5: children,
    6: convertedType,
    7: scale,
    8: precision,
    10: logicalType,
  };
  const said = Object.entries(all).flatMap(([id, value]) => (value === undefined ? [] : [[id, value] as const]));
  return { struct: Object.fromEntries(said) };
}

/** The bytes of a struct. */
export function struct(fields: Record<number, Thrift>): Buffer {
  const parts: Uint8Array[] = [];
  let last = 0;
  for (const [id, value] of Object.entries(fields)) {
    parts.push(
      Buffer.of(((Number(id) - last) << 4) | typeOf(value)),
      typeof value === 'boolean' ? none : bytesOf(value),
    );
    last = Number(id);
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

const none = Buffer.alloc(0);

function typeOf(value: Thrift): number {
  if (typeof value === 'boolean') return value ? 1 : 2;
  if (typeof value === 'number') return 5;
  if (typeof value === 'string') return 8;
  return 'list' in value ? 9 : 12;
}

function bytesOf(value: Thrift): Buffer {
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 2);
  if (typeof value === 'number') return varint(value < 0 ? -2 * value - 1 : 2 * value);
  if (typeof value === 'string') return Buffer.concat([varint(Buffer.byteLength(value)), Buffer.from(value)]);
  if ('struct' in value) return struct(value.struct);
  const [first = 0] = value.list;
  const head = [Buffer.of(0xf0 | typeOf(first)), varint(value.list.length)];
  return Buffer.concat([...head, ...value.list.map(bytesOf)]);
}

/** A number in groups of seven bits, the lowest first. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.of(...bytes, rest);
}
