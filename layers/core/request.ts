import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ValidationError } from './contract-types.ts';
import type { RequestError } from './problems.ts';

/** A parameter that the contract declares. */
export interface DeclaredParameter {
  readonly name: string;
  readonly in: string;
  readonly type: string;
}

/** The parameters of a request by where they stand, before the contract's schemas looked at them. */
export interface RawParameters {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
}

/**
 * Reads the parameters of a request and gives them the types that the contract declares.
 * API Gateway checks only that required ones are present, so the rest is done here.
 * @returns the parameters, and what was wrong before any schema was asked (a parameter sent twice)
 */
export function readParameters(
  event: APIGatewayProxyEvent,
  declared: readonly DeclaredParameter[],
): { parameters: RawParameters; errors: RequestError[] } {
  const errors: RequestError[] = [];
  const types = new Map(declared.map(({ in: place, name, type }) => [`${place} ${name}`, type]));
  const path = Object.fromEntries(
    Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, percentDecoded(value ?? '')]),
  );
  const query = Object.fromEntries(
    Object.entries(event.multiValueQueryStringParameters ?? {}).map(([name, values]) => {
      if ((values?.length ?? 0) > 1) errors.push({ in: 'query', name, message: 'must be given only once' });
      return [name, typed(values?.[0] ?? '', types.get(`query ${name}`))];
    }),
  );
  const header = Object.fromEntries(
    declared.flatMap(({ in: place, name, type }) => {
      const value = place === 'header' ? headerOf(event, name) : undefined;
      return value === undefined ? [] : [[name, typed(value, type)]];
    }),
  );
  return { parameters: { path, query, header }, errors };
}

/**
 * A header of a request, whatever the case of its name: HTTP/2 clients send names in lower case.
 * @returns undefined when it was not sent
 */
export function headerOf({ headers, multiValueHeaders }: HeadersOfEvent, name: string): string | undefined {
  const called = ([sent]: [string, unknown]): boolean => sent.toLowerCase() === name.toLowerCase();
  // `headers` has only the last line of a header that was sent on several, which together are a list (RFC 9110, 5.2).
  const lines = Object.entries(multiValueHeaders ?? {}).find(called)?.[1] ?? [];
  return lines.length > 1 ? lines.join(', ') : Object.entries(headers ?? {}).find(called)?.[1];
}

/** Null when a test from API Gateway's console sent none, whatever the types say. */
interface HeadersOfEvent {
  readonly headers: APIGatewayProxyEvent['headers'] | null;
  readonly multiValueHeaders?: APIGatewayProxyEvent['multiValueHeaders'] | null;
}

/**
 * How many bytes a body may have, as the contract documents (413). The longest report that its schemas take is three times shorter,
 * even with every character escaped; API Gateway and Lambda alone would let a caller make us parse six million.
 */
export const bodyLimit = 65_536;

/** Why a body could not be read. */
type UnreadableReason = 'not-json' | 'media-type' | 'too-large';

/** A body that could not be read as the contract wants it. */
export class UnreadableBodyError extends Error {
  override readonly name = 'UnreadableBodyError';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The JSON body of a request. API Gateway does not validate a body whose content type has no model, so a client could pass any
 * body as `text/plain`; here only JSON is taken.
 * @throws UnreadableBodyError
 */
export function readBody(event: APIGatewayProxyEvent): unknown {
  const type = headerOf(event, 'Content-Type');
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new UnreadableBodyError('media-type', `The body is ${type.slice(0, 100)}; send application/json.`);
  }
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bodyLimit) {
    throw new UnreadableBodyError('too-large', `The body has ${bytes.length} bytes; send at most ${bodyLimit}.`);
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new UnreadableBodyError('not-json', 'The body is not JSON.');
  }
}

/** What a validator found, in words for the client. */
export function requestErrors(errors: readonly ValidationError[], body: boolean): RequestError[] {
  return errors.map(({ instancePath, keyword, params, message = 'is not valid' }) => {
    const property = params[keyword === 'required' ? 'missingProperty' : 'additionalProperty'];
    const pointer = typeof property === 'string' ? `${instancePath}/${property}` : instancePath;
    const text =
      { required: 'is required', additionalProperties: 'is not known to this operation' }[keyword] ?? message;
    if (body) return { in: 'body', name: pointer, message: text };
    const [, place, ...name] = pointer.split('/');
    return {
      in: place === 'path' || place === 'header' ? place : 'query',
      name: unescaped(name.join('/')),
      message: text,
    };
  });
}

/** JSON Pointer's escapes (RFC 6901). */
function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Numbers must look like numbers: `limit=0x10` or `limit=` stays text, which the schema then refuses. */
function typed(value: string, type: string | undefined): unknown {
  return (type === 'integer' || type === 'number') && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/**
 * API Gateway leaves path parameters percent-encoded; `sam local` decodes them. A value that cannot be decoded is taken as it is: it is then
 * either decoded already, or names nothing.
 */
function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
