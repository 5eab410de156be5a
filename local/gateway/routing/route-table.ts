/** What a path led to. */
export interface RouteMatch<T> {
  readonly resource: T;
  /** Values as they were sent: still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter: { readonly name: string; readonly node: Node<T> } | undefined;
  greedy: { readonly name: string; readonly resource: T } | undefined;
  resource: T | undefined;
}

/**
 * Finds the resource of a path: a literal segment wins over `{parameter}`, which wins over `{proxy+}`. Case matters, one slash at the end
 * does not. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
export class RouteTable<T> {
  readonly #root: Node<T> = emptyNode();

  /** @param path a path template: `/dragons/{dragonName}`; one parameter name per position */
  add(path: string, resource: T): void {
    let node = this.#root;
    for (const segment of segmentsOf(path)) {
      const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
      if (name === undefined) {
        const next = node.literals.get(segment) ?? emptyNode<T>();
        node.literals.set(segment, next);
        node = next;
      } else if (plus === '+') {
        node.greedy = { name, resource };
        return;
      } else {
        node.parameter ??= { name, node: emptyNode() };
        node = node.parameter.node;
      }
    }
    node.resource = resource;
  }

  /** @param path as it was sent, with one leading slash */
  match(path: string): RouteMatch<T> | undefined {
    const parameters: [string, string][] = [];
    const resource = find(this.#root, segmentsOf(path), 0, parameters);
    return resource === undefined ? undefined : { resource, pathParameters: Object.fromEntries(parameters) };
  }
}

function find<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  parameters: [string, string][],
): T | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.resource;
  const literal = node.literals.get(segment);
  const viaLiteral = literal && find(literal, segments, index + 1, parameters);
  if (viaLiteral !== undefined) return viaLiteral;
  if (node.parameter !== undefined && segment !== '') {
    const depth = parameters.push([node.parameter.name, segment]);
    const viaParameter = find(node.parameter.node, segments, index + 1, parameters);
    if (viaParameter !== undefined) return viaParameter;
    parameters.length = depth - 1;
  }
  if (node.greedy === undefined) return undefined;
  parameters.push([node.greedy.name, segments.slice(index).join('/')]);
  return node.greedy.resource;
}

function segmentsOf(path: string): string[] {
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path;
  return trimmed === '' ? [] : trimmed.slice(1).split('/');
}

function emptyNode<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, greedy: undefined, resource: undefined };
}
