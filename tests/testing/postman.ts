/** A collection, format v2.1, as far as the tests look at it (https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/). */
export interface Collection {
  readonly auth: Auth;
  readonly variable: readonly { key: string; value: string }[];
  /** What runs at every request. */
  readonly event: readonly Script[];
  readonly item: readonly Item[];
}

/** An environment as Postman exports it. */
export interface Environment {
  readonly values: readonly { key: string; value: string; type: string }[];
}

interface Auth {
  readonly type: string;
  readonly bearer?: readonly { value: string }[];
  readonly basic?: readonly { value: string }[];
}

interface Script {
  readonly listen: string;
  readonly script: { readonly exec: readonly string[] };
}

interface Header {
  readonly key: string;
  readonly value: string;
}

/** A folder has `item`, a request has `request`. */
interface Item {
  readonly name: string;
  readonly description?: string;
  readonly item?: readonly Item[];
  readonly event?: readonly Script[];
  readonly request?: {
    readonly method: string;
    readonly auth?: Auth;
    readonly description?: string;
    readonly header: readonly Header[];
    readonly url: {
      readonly path: readonly string[];
      readonly variable?: readonly { key: string; value: string }[];
    };
  };
  readonly response?: readonly SavedExample[];
}

/** An answer that is shown beside a request instead of being provoked. */
export interface SavedExample {
  readonly name: string;
  readonly code: number;
  readonly header: readonly Header[];
  readonly body: string;
}

/** A request of the collection. */
export interface CollectionRequest {
  readonly name: string;
  /** The word before the colon: the operationId where there is one. */
  readonly subject: string;
  readonly method: string;
  /** As in the contract: with `{parameters}`. */
  readonly path: string;
  /** What stands in the places of the path's parameters. */
  readonly pathValues: readonly string[];
  readonly description: string | undefined;
  readonly auth: Auth | undefined;
  readonly header: readonly Header[];
  /** Its own test script and those of the folders it stands in. */
  readonly tests: string;
  /** Its own script that runs before it, and those of the folders it stands in. */
  readonly before: string;
  readonly examples: readonly SavedExample[];
}

/** All requests, in the order in which they run. */
export function requestsOf({ item }: Pick<Collection, 'item'>): CollectionRequest[] {
  return item.flatMap((child) => requestsBelow(child, { tests: '', before: '' }));
}

function requestsBelow(
  { name, item, event = [], request, response = [] }: Item,
  inherited: Pick<CollectionRequest, 'tests' | 'before'>,
): CollectionRequest[] {
  const scripts = (type: string, above: string): string =>
    [above, ...event.filter(({ listen }) => listen === type).flatMap(({ script }) => script.exec)].join('\n');
  const own = { tests: scripts('test', inherited.tests), before: scripts('prerequest', inherited.before) };
  if (request === undefined) return (item ?? []).flatMap((child) => requestsBelow(child, own));
  const { method, url, description, auth, header } = request;
  return [
    {
      name,
      subject: name.split(':')[0] ?? '',
      method,
      path: `/${url.path.join('/')}`.replaceAll(/:(\w+)/g, '{$1}'),
      pathValues: (url.variable ?? []).map(({ value }) => value),
      description,
      auth,
      header,
      ...own,
      examples: response,
    },
  ];
}

/** The statuses that the tests of a request demand; one that may be this or that demands neither. */
export function expectedStatuses({ tests }: Pick<CollectionRequest, 'tests'>): number[] {
  return [...tests.matchAll(/pm\.response\.to\.have\.status\((\d+)\)/g)].map((match) => Number(match[1]));
}

/** A saved example as the answer that it shows. */
export function savedAnswer({ code, header, body }: SavedExample): {
  status: number;
  headers: Record<string, string>;
  body: string;
} {
  return { status: code, headers: Object.fromEntries(header.map(({ key, value }) => [key, value])), body };
}
