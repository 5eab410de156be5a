import { ServiceError } from './service-error.ts';

/**
 * The canonical form of a request that Signature Version 4 signs.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

/** The path or the query holds a percent sign that does not start a UTF-8 byte. */
export class MalformedUriError extends ServiceError {
  override readonly name = 'MalformedUriError';

  constructor(uri: string, options?: ErrorOptions) {
    super('InvalidURI', "Couldn't parse the specified URI.", { ...options, fields: { URI: uri } });
  }
}

/** One decoded name and value of a query string; a name without `=` has an empty value. */
export type QueryParameter = readonly [name: string, value: string];

/**
 * Takes a raw query string apart. `+` is a space, as S3 reads it.
 * @throws MalformedUriError
 */
export function parseQuery(query: string): QueryParameter[] {
  if (query === '') return [];
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals === -1) return [decode(part.replaceAll('+', ' ')), ''] as const;
      const name = part.slice(0, equals).replaceAll('+', ' ');
      return [decode(name), decode(part.slice(equals + 1).replaceAll('+', ' '))] as const;
    });
}

/**
 * The canonical path: S3 encodes each character once and keeps the path as it is; every other service normalises
 * dots and slashes, and encodes what was already encoded once more.
 * @param path as it was sent
 * @throws MalformedUriError
 */
export function canonicalPath(path: string, forS3: boolean): string {
  if (forS3)
    return path
      .split('/')
      .map((segment) => encode(decode(segment)))
      .join('/');
  if (path === '/') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(encode(decode(segment))));
  }
  const end = path.endsWith('/') && segments.length > 0 ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** The canonical query: encoded, then sorted by name and value; the signature itself is left out. */
export function canonicalQuery(parameters: readonly QueryParameter[]): string {
  return parameters
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** What is hashed and signed; each header's value is trimmed and its runs of spaces become one. */
export function canonicalRequest(parts: {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}): string {
  const headers = parts.signedHeaders
    .map((name) => `${name}:${(parts.headers[name] ?? '').trim().replace(/ {2,}/g, ' ')}\n`)
    .join('');
  return [parts.method, parts.path, parts.query, headers, parts.signedHeaders.join(';'), parts.payloadHash].join('\n');
}

/** RFC 3986: everything but unreserved characters is percent-encoded; `encodeURIComponent` leaves five more alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new MalformedUriError(text, { cause });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
