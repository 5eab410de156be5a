import type { Position } from './node.ts';
import type { Problems } from './problems.ts';

/**
 * Brings logical ids into an order in which dependencies come first; apart from that the template's own order stays.
 * A cycle is noted as a problem, with its path.
 * @param dependencies what each id depends on, with the place that says so
 */
export function dependencyOrder(
  dependencies: ReadonlyMap<string, ReadonlyMap<string, Position>>,
  problems: Problems,
): readonly string[] {
  const ordered = new Set<string>();
  const path: string[] = [];
  const visit = (id: string, at: Position | undefined): void => {
    if (ordered.has(id)) return;
    const start = path.indexOf(id);
    if (start >= 0) {
      const cycle = [...path.slice(start), id].join(' -> ');
      if (at) problems.add(at, `Resources depend on each other: ${cycle}.`);
      return;
    }
    path.push(id);
    for (const [dependency, place] of dependencies.get(id) ?? []) visit(dependency, place);
    path.pop();
    ordered.add(id);
  };
  for (const id of dependencies.keys()) visit(id, undefined);
  return [...ordered];
}
