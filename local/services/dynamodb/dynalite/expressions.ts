import type { AttributeValue } from '../values/attribute-value.ts';

/** Names of attributes and map members, and positions in lists: `a.b[2]` is `['a', 'b', 2]`. */
export type DocumentPath = readonly (string | number)[];

/** An operand: a path, the size of something, or a value of the request. */
export type Operand = DocumentPath | SizeFunction | AttributeValue;

/** `size(path)`. */
export interface SizeFunction {
  readonly type: 'function';
  readonly name: 'size';
  readonly args: readonly Operand[];
}

/** A condition as the grammar of dynalite gives it. */
export type Condition =
  | { readonly type: 'and' | 'or' | 'not'; readonly args: readonly Condition[] }
  | {
      readonly type: 'function';
      readonly name: 'attribute_exists' | 'attribute_not_exists' | 'attribute_type' | 'begins_with' | 'contains';
      readonly args: readonly Operand[];
    }
  | {
      readonly type: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in';
      readonly args: readonly Operand[];
    };

/** What a parsed condition or filter tells. */
export interface ParsedCondition {
  readonly expression: Condition;
  /** The first names of the paths in it. */
  readonly pathHeads: Readonly<Record<string, true>>;
  /** The first names of the paths in it that have more than one step. */
  readonly nestedPaths: Readonly<Record<string, true>>;
}

/** A parsed projection. */
export interface ParsedProjection {
  readonly paths: readonly DocumentPath[];
  readonly nestedPaths: Readonly<Record<string, true>>;
}

/** What stands on the right side of `SET`. */
export type UpdateOperand =
  | DocumentPath
  | { readonly type: 'add' | 'subtract'; readonly args: readonly [UpdateOperand, UpdateOperand] }
  | { readonly type: 'function'; readonly name: 'list_append'; readonly args: readonly [UpdateOperand, UpdateOperand] }
  | { readonly type: 'function'; readonly name: 'if_not_exists'; readonly args: readonly [DocumentPath, UpdateOperand] }
  | AttributeValue;

/** One action of an update expression. */
export type UpdateSection =
  | { readonly type: 'set'; readonly path: DocumentPath; readonly val: UpdateOperand }
  | { readonly type: 'remove'; readonly path: DocumentPath }
  | { readonly type: 'add' | 'delete'; readonly path: DocumentPath; readonly val: AttributeValue };

/** A parsed update expression. */
export interface ParsedUpdate {
  readonly sections: readonly UpdateSection[];
  /** The paths that it changes. */
  readonly paths: readonly DocumentPath[];
  readonly nestedPaths: Readonly<Record<string, true>>;
}

/** Whether an operand is a path. */
export function isPath(operand: Operand | UpdateOperand): operand is DocumentPath {
  return Array.isArray(operand);
}
