import { isObject } from '../../../json.ts';

/** Parts of a node that are evaluated for each item of something, so a bare name in them has a meaning. */
const withinItems = new Set(['predicate', 'stages', 'group', 'terms']);

/**
 * A bare name or `$$` where an expression has no context item: in Step Functions data comes as `$states` and variables only, and a
 * definition with `{% name %}` is refused.
 * @param node the expression's syntax tree
 * @returns what is wrong with it
 */
export function topLevelReference(node: unknown): string | undefined {
  if (Array.isArray(node)) return firstOf(node);
  if (!isObject(node)) return undefined;
  if (node.type === 'variable' && node.value === '$') return "Reference to '$$' is not supported.";
  if (node.type === 'name' && typeof node.value === 'string') {
    return `Reference to '${node.value}' at the top level is not supported.`;
  }
  const steps: unknown = node.steps;
  // Later steps of a path see the items of the one before.
  if (node.type === 'path' && Array.isArray(steps)) return topLevelReference(steps[0]);
  // The body of a transformation sees what it transforms.
  if (node.type === 'transform') return undefined;
  return firstOf(Object.entries(node).flatMap(([key, part]) => (withinItems.has(key) ? [] : [part])));
}

function firstOf(nodes: readonly unknown[]): string | undefined {
  for (const node of nodes) {
    const reference = topLevelReference(node);
    if (reference !== undefined) return reference;
  }
  return undefined;
}
