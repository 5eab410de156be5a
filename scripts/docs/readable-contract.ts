import { isObject } from '../../local/json.ts';

/**
 * The contract as its readers need it: without what API Gateway alone reads, and without preflights, which browsers send by themselves. Without
 * tags, too: operations stand one after the other, as in the contract, where groups of two or three would be shut until somebody opens them.
 * @param document the parsed openapi.yaml
 */
export function readableContract(document: unknown): unknown {
  const { tags: _, paths, ...rest } = withoutExtensions(document);
  if (!isObject(paths)) throw new Error('The contract has no paths.');
  return { ...rest, paths: mapped(paths, ({ options: __, ...item }) => mapped(item, withoutTags)) };
}

function withoutTags({ tags: _, ...operation }: Record<string, unknown>): Record<string, unknown> {
  return operation;
}

/** A copy of a document without members whose names begin with `x-`. */
function withoutExtensions(document: unknown): Record<string, unknown> {
  const copy: unknown = JSON.parse(
    JSON.stringify(document, (key, value: unknown) => (key.startsWith('x-') ? undefined : value)),
  );
  return isObject(copy) ? copy : {};
}

/** Changes every member that is an object. */
function mapped(
  value: Record<string, unknown>,
  change: (member: Record<string, unknown>) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, isObject(member) ? change(member) : member]),
  );
}
