import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Position, TemplateNode } from './node.ts';
import { parse } from './parse.ts';
import { Problems } from './problems.ts';

/**
 * Where a value stands in a YAML or JSON file, for messages about what was found in it after it was read.
 * @param path keys and indexes from the top, for example `['paths', '/dragons', 'get']`
 * @returns the place of the key (or list item); of the last part that exists when the path ends early
 */
export function placeOf(file: string, path: readonly (string | number)[]): Position {
  let position: Position = { file, line: 1, column: 1 };
  let node: TemplateNode | undefined = parse(file, readFileSync(file, 'utf8'), new Problems(dirname(file)));
  for (const part of path) {
    if (node?.kind === 'map') {
      const entry = node.entries.get(String(part));
      if (!entry) return position;
      position = entry.keyPosition;
      node = entry.value;
    } else {
      node = node?.kind === 'list' ? node.items[Number(part)] : undefined;
      if (!node) return position;
      position = node.position;
    }
  }
  return position;
}
