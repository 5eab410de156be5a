import { at, entries, members, rootOf, type Place } from './place.ts';

/** An operation of a contract, where it stands there. */
export interface Operation {
  /** For people: `GET /dragons (listDragons)`. */
  readonly title: string;
  readonly source: Place;
  /** Of the operation and of its path, by what a request knows them by: `query limit`; for a path its position: `path 1`. */
  readonly parameters: ReadonlyMap<string, Place>;
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

/** The operations of a contract by what a request says: the method, and the path without the names of its parameters. */
export function operationsOf(document: unknown): Map<string, Operation> {
  return new Map(
    [...members(at(rootOf(document), 'paths'))].flatMap(([path, item]) =>
      methods
        .filter((method) => at(item, method).value !== undefined)
        .map(
          (method) => [`${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`, operationOf(path, method, item)] as const,
        ),
    ),
  );
}

function operationOf(path: string, method: string, item: Place): Operation {
  const source = at(item, method);
  const id = at(source, 'operationId').value;
  const positions = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  const keyOf = (parameter: Place): string => {
    const [place, name] = [at(parameter, 'in').value, at(parameter, 'name').value].map(String);
    if (place === 'path') return `path ${positions.indexOf(name) + 1}`;
    // HTTP does not tell the case of header names apart.
    return `${place} ${place === 'header' ? name?.toLowerCase() : name}`;
  };
  return {
    title: `${method.toUpperCase()} ${path}${typeof id === 'string' ? ` (${id})` : ''}`,
    source,
    parameters: new Map(
      [...entries(at(item, 'parameters')), ...entries(at(source, 'parameters'))].map((parameter) => [
        keyOf(parameter),
        parameter,
      ]),
    ),
  };
}
