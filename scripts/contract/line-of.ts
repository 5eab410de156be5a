import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { keysOf } from './place.ts';

/**
 * Makes a function that says in which line of a YAML text something stands.
 * @returns takes a JSON Pointer with `#` before it; the line of the nearest thing around what is not there, from 1
 */
export function lineFinder(source: string): (pointer: string) => number {
  const lines = new LineCounter();
  const { contents } = parseDocument(source, { lineCounter: lines });
  return (pointer) => {
    let node: unknown = contents;
    let offset = 0;
    for (const key of keysOf(pointer)) {
      const [label, child] = childOf(node, key);
      offset = label?.range?.[0] ?? offset;
      node = child;
    }
    return lines.linePos(offset).line;
  };
}

/** What stands under a key: the node that names it, and its value. */
function childOf(node: unknown, key: string): [Node | undefined, unknown] {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(key)];
    return [item, item];
  }
  if (!isMap<Node, Node>(node)) return [undefined, undefined];
  const pair = node.items.find(({ key: label }) => isScalar(label) && String(label.value) === key);
  return [pair?.key, pair?.value];
}
