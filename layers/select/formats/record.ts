import type { ByteSink } from '../output/byte-sink.ts';
import type { FieldName } from '../sql/ast.ts';
import type { Truth } from '../values/compare.ts';
import type { Value } from '../values/value.ts';

/** The longest record that may go in or come out. https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html */
export const maxRecordBytes = 1024 * 1024;

/** What a path that leads nowhere ends at. */
export const noNode = -1;

/** A place in the record that is being looked at; only its record knows what the number means. */
export type Node = number;

/**
 * What the evaluator sees of one record. It is the seam between the language and the input formats: a format that can
 * answer these questions can be queried. A record is overwritten by the one after it, so nothing may keep its nodes.
 */
export interface RecordView {
  /** The member of a struct with that name; `noNode` when there is none or the node is no struct. Fails with AmbiguousFieldName. */
  member(node: Node, name: MemberName): Node;
  /** The element of a list, counted from 0; `noNode` when there is none or the node is no list. */
  element(node: Node, index: number): Node;
  /** The values directly inside a struct or a list, in the order of the data; empty for anything else. */
  children(node: Node, of: 'struct' | 'list'): Node[];
  isStruct(node: Node): boolean;
  /** The value of a node; MISSING for `noNode`. */
  value(node: Node): Value;
  /** Whether the node is that string, without making a string of the node. */
  equalsString(node: Node, literal: StringLiteral): Truth;
  /**
   * The number at a node as `Decimal.double` has it, without making a value of it; NaN where it is none or needs more digits.
   * Left out by formats whose values are no numbers.
   */
  double?(node: Node): number;
  /**
   * Where the columns of the record stand in its bytes, for a writer of CSV that passes them on; left out by formats that are no
   * CSV. The node of a column is its position, counted from 1.
   */
  readonly fields?: DelimitedFields;
  /** Writes the node as compact JSON, scalars with the digits and escapes they came with. */
  writeJson(node: Node, sink: ByteSink): void;
  /** Writes the members of a struct as `"a":1,"b":2`, without braces; returns whether there were any. */
  writeMembers(node: Node, sink: ByteSink): boolean;
}

/** The columns of a record between delimiters, as they stand in the data. */
export interface DelimitedFields {
  readonly bytes: Uint8Array;
  /** The bounds of the whole record. */
  readonly start: number;
  readonly end: number;
  /** Whether any column is quoted. */
  readonly hasQuotes: boolean;
  /** The bounds of each column, without quotes; those up to `count` are there once it has been asked for. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The number of columns. */
  count(): number;
  /** Whether the text of a column, counted from 0, is not what stands between its bounds. */
  hasEscapes(column: number): boolean;
}

/** A field name made ready for comparing with keys as bytes. */
export class MemberName {
  readonly name: string;
  readonly exact: boolean;
  /** The name in UTF-8, in lower case when case does not matter. */
  readonly bytes: Uint8Array;
  /** Whether bytes can be compared. Half of a surrogate pair has none: JSON can write it only as an escape. */
  readonly comparable: boolean;

  constructor({ name, exact }: FieldName) {
    this.name = exact ? name : lowerCase(name);
    this.exact = exact;
    this.bytes = Buffer.from(this.name);
    this.comparable = name.isWellFormed();
  }

  /** Whether a key, as text, is meant by this name. */
  matches(key: string): boolean {
    return (this.exact ? key : lowerCase(key)) === this.name;
  }
}

/** Of ASCII alone, as unquoted names are: `\u212a` would become `k`, but only in a key that is compared as text. */
function lowerCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A string literal of the query, also in the bytes it has in the data when nothing in it is escaped. */
export class StringLiteral {
  readonly text: string;
  readonly bytes: Uint8Array;

  constructor(text: string) {
    this.text = text;
    // Half of a surrogate pair has no bytes: one that is in no data must not be found as U+FFFD.
    this.bytes = text.isWellFormed() ? Buffer.from(text) : Buffer.of(0xff);
  }
}
