/** A number with the digits it is written with. */
export interface NumberDatum {
  kind: 'number';
  text: string;
}

export interface ListDatum {
  kind: 'list';
  items: Datum[];
}

/** Members in the order of the data; a key may be there more than once, as JSON allows. */
export interface StructDatum {
  kind: 'struct';
  members: [key: string, value: Datum][];
}

/** A value of the data, as the generators make it and as the output is read back. */
export type Datum = null | boolean | string | NumberDatum | ListDatum | StructDatum;

export function number(text: string | number): NumberDatum {
  return { kind: 'number', text: String(text) };
}

export function list(...items: Datum[]): ListDatum {
  return { kind: 'list', items };
}

export function struct(...members: StructDatum['members']): StructDatum {
  return { kind: 'struct', members };
}

export function isStruct(datum: Datum | undefined): datum is StructDatum {
  return typeof datum === 'object' && datum?.kind === 'struct';
}

export function isList(datum: Datum | undefined): datum is ListDatum {
  return typeof datum === 'object' && datum?.kind === 'list';
}

export function isNumber(datum: Datum | undefined): datum is NumberDatum {
  return typeof datum === 'object' && datum?.kind === 'number';
}
