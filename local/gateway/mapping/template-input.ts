import { asText } from './as-text.ts';
import { compileJsonPath } from './json-path.ts';

/** What `$input` is made of. */
export interface TemplateInputSource {
  /** The request's body as text; undefined when it is empty. */
  readonly body: string | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The `$input` of a mapping template: `body`, `json`, `path` and `params`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
 */
export function templateInput({ body, pathParameters, query, headers }: TemplateInputSource) {
  // Recorded from AWS: without a body, `$input.body` is an empty object.
  const text = body ?? '{}';
  let parsed: { readonly document: unknown } | undefined;
  const find = (path: unknown): unknown => {
    parsed ??= { document: JSON.parse(text) };
    return compileJsonPath(asText(path))(parsed.document);
  };
  return {
    body: text,
    json: (path: unknown): string => JSON.stringify(find(path) ?? null),
    path: (path: unknown): unknown => find(path) ?? undefined,
    params: (name?: unknown): unknown => {
      if (name === undefined) return { path: pathParameters, querystring: query, header: headers };
      for (const group of [pathParameters, query, headers]) {
        const key = asText(name);
        if (Object.hasOwn(group, key)) return group[key];
      }
      return undefined;
    },
  };
}
