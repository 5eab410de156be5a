import type { Json } from '../../../json.ts';
import { isJsonObject } from '../json-text.ts';

/** One step of a path. */
type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'every' }
  | { readonly kind: 'descend' };

/** `$`, `$$`, or `$name`. */
export type PathRoot =
  { readonly kind: 'input' } | { readonly kind: 'context' } | { readonly kind: 'variable'; readonly name: string };

/** A path into a JSON document. */
export interface JsonPath {
  readonly text: string;
  readonly root: PathRoot;
  readonly steps: readonly Step[];
  /** Whether it names at most one node, so it can also be written to. */
  readonly isReference: boolean;
}

/** A text that is no path, or one that is not simulated. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

const stepForms: readonly [RegExp, (match: RegExpExecArray) => readonly Step[]][] = [
  [/^\.\.(?=[[*\p{L}_])/u, () => [{ kind: 'descend' }]],
  [/^\.?\*/, () => [{ kind: 'every' }]],
  [/^\.?([\p{L}_][\p{L}\p{N}_$-]*)/u, ([, name = '']) => [{ kind: 'name', name }]],
  [/^\[\s*(-?\d+)\s*\]/, ([, index]) => [{ kind: 'index', index: Number(index) }]],
  [/^\[\s*\*\s*\]/, () => [{ kind: 'every' }]],
  [/^\[\s*(-?\d+)?\s*:\s*(-?\d+)?\s*\]/, ([, from, to]) => [{ kind: 'slice', from: bound(from), to: bound(to) }]],
  [/^\[\s*'((?:[^'\\]|\\.)*)'\s*\]/, ([, name = '']) => [{ kind: 'name', name: unescaped(name) }]],
  [/^\[\s*"((?:[^"\\]|\\.)*)"\s*\]/, ([, name = '']) => [{ kind: 'name', name: unescaped(name) }]],
];

/**
 * Reads a path: members, indexes, slices, wildcards and descents. Filters and functions are refused by name.
 * @throws JsonPathError
 */
export function parseJsonPath(text: string): JsonPath {
  const [, dollars = '', variable = ''] = /^(\$\$?)([\p{L}_][\p{L}\p{N}_]*)?/u.exec(text) ?? [];
  if (dollars === '' || (dollars === '$$' && variable !== '')) {
    throw new JsonPathError(`'${text}' is not a JSONPath: it starts with $, $$ or a variable`);
  }
  const steps: Step[] = [];
  let rest = text.slice(dollars.length + variable.length);
  while (rest !== '') {
    // After `..` a name stands without a dot of its own.
    const found = stepForms.flatMap(([form, make]) => {
      const match = form.exec(rest);
      return match === null ? [] : [{ length: match[0].length, steps: make(match) }];
    })[0];
    if (found === undefined || (steps.at(-1)?.kind !== 'descend' && !/^[.[]/.test(rest)))
      throw notSimulated(text, rest);
    steps.push(...found.steps);
    rest = rest.slice(found.length);
  }
  return {
    text,
    root: rootOf(dollars, variable),
    steps,
    isReference: steps.every(({ kind }) => kind === 'name' || kind === 'index'),
  };
}

function rootOf(dollars: string, variable: string): PathRoot {
  if (variable !== '') return { kind: 'variable', name: variable };
  return dollars === '$' ? { kind: 'input' } : { kind: 'context' };
}

/** Every node that a path leads to. */
export function nodesAt(path: JsonPath, document: Json): Json[] {
  let nodes = [document];
  for (const step of path.steps) nodes = nodes.flatMap((node) => follow(step, node));
  return nodes;
}

/**
 * What a path yields: the node of a reference path, the list of the nodes of any other.
 * @returns undefined when a reference path leads nowhere
 */
export function valueAt(path: JsonPath, document: Json): Json | undefined {
  const nodes = nodesAt(path, document);
  return path.isReference ? nodes[0] : nodes;
}

/**
 * The document with a value put where a reference path leads, making objects on the way.
 * @returns undefined when the path leads through something that can hold no such member
 */
export function withValueAt(path: JsonPath, document: Json, value: Json): Json | undefined {
  return put(path.steps, document, value);
}

function put(steps: readonly Step[], node: Json | undefined, value: Json): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step.kind === 'index') {
    if (!Array.isArray(node) || step.index < 0 || step.index >= node.length) return undefined;
    const member = put(rest, node[step.index], value);
    return member === undefined ? undefined : node.with(step.index, member);
  }
  if (step.kind !== 'name') return undefined;
  if (node !== undefined && !isJsonObject(node)) return undefined;
  const member = put(rest, node === undefined ? undefined : own(node, step.name), value);
  return member === undefined ? undefined : { ...node, [step.name]: member };
}

function follow(step: Step, node: Json): Json[] {
  switch (step.kind) {
    case 'name': {
      const member = isJsonObject(node) ? own(node, step.name) : undefined;
      return member === undefined ? [] : [member];
    }
    case 'index': {
      const item = Array.isArray(node) ? node.at(step.index) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'slice':
      return Array.isArray(node) ? node.slice(step.from ?? 0, step.to) : [];
    case 'every':
      return membersOf(node);
    case 'descend':
      return [node, ...membersOf(node).flatMap((member) => follow(step, member))];
  }
}

function membersOf(node: Json): Json[] {
  if (Array.isArray(node)) return node;
  return isJsonObject(node) ? Object.values(node) : [];
}

function own(node: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

function notSimulated(text: string, rest: string): JsonPathError {
  const what = rest.startsWith('[?') ? 'filters ([?(…)]) are' : `'${rest.slice(0, 30)}' is`;
  return new JsonPathError(`${what} not simulated by the local AWS, or not JSONPath, in '${text}'`);
}

const bound = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');
