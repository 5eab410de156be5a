import { isObject } from '../../json.ts';
import type { GatewayRequest } from '../request/gateway-request.ts';

/** What a mapping expression can look at. */
export interface MappingEnvironment {
  readonly request: GatewayRequest;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** `$context`. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A compiled mapping expression: its value for one request, undefined when there is none. */
export type ValueSource = (environment: MappingEnvironment) => string | undefined;

/**
 * Compiles the right-hand side of a response parameter: `'static'`, `context.x`, `stageVariables.x`,
 * `method.request.{header|querystring|path|multivalueheader|multivaluequerystring}.x`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 * @returns undefined when the expression is none of these
 */
export function compileValueSource(expression: string): ValueSource | undefined {
  const literal = /^'([\s\S]*)'$/.exec(expression)?.[1];
  if (literal !== undefined) return () => literal;
  const [, kind, rest] = /^(context|stageVariables|method\.request)\.(.+)$/.exec(expression) ?? [];
  if (rest === undefined) return undefined;
  if (kind === 'context') return ({ context }) => contextValue(context, rest);
  if (kind === 'stageVariables') return ({ stageVariables }) => stageVariables[rest];
  return requestValue(rest);
}

function requestValue(expression: string): ValueSource | undefined {
  const [, place, name] =
    /^(header|querystring|path|multivalueheader|multivaluequerystring)\.(.+)$/.exec(expression) ?? [];
  if (name === undefined) return undefined;
  switch (place) {
    case 'header':
    case 'multivalueheader':
      return ({ request }) => request.headers.get(name.toLowerCase());
    case 'path':
      return ({ pathParameters }) => pathParameters[name];
    default:
      return ({ request }) => request.query.get(name);
  }
}

/** A context variable by its dotted name, as text; undefined for absent ones, for null and for objects. */
export function contextValue(context: Readonly<Record<string, unknown>>, name: string): string | undefined {
  let value: unknown = context;
  for (const key of name.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
