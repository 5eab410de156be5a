/** Where something stands in a file; line and column count from 1. */
export interface Position {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A string, number, boolean or null of the template. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly position: Position;
}

/** A list of the template. */
export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly TemplateNode[];
  readonly position: Position;
}

/** A map of the template; `!Sub x` is the map `{Fn::Sub: x}`. */
export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly position: Position;
  /** The tag (`!Sub`) when the map was written in the short form of an intrinsic function. */
  readonly shortForm: string | undefined;
}

/** A key of a map with its value. */
export interface Entry {
  readonly keyPosition: Position;
  readonly value: TemplateNode;
}

/** A value of a template as it was written, before anything is resolved, with the place it was written at. */
export type TemplateNode = ScalarNode | ListNode | MapNode;

/** What kind of value a node is, for messages. */
export function describe(node: TemplateNode): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return node.shortForm ?? 'a map';
  return node.value === null ? 'nothing' : `"${String(node.value)}"`;
}

/** The text of a string, number or boolean; undefined for anything else. */
export function textOf(node: TemplateNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}
