import { QueryParameters } from './query-parameters.ts';

/** The parts of a request line's target. */
export interface RequestTarget {
  readonly rawPath: string;
  readonly path: string;
  /** As it was sent, without `?`. */
  readonly queryString: string;
  readonly query: QueryParameters;
}

/**
 * Splits a request target without normalising it: no decoding, no removal of dots or slashes, because API Gateway
 * matches and forwards paths as they were sent.
 * @param url as `IncomingMessage.url` holds it; Node refuses anything but printable ASCII there
 */
export function parseRequestTarget(url: string): RequestTarget {
  const target = withoutFragment(withoutAuthority(url));
  const mark = target.indexOf('?');
  const rawPath = (mark < 0 ? target : target.slice(0, mark)) || '/';
  const queryString = mark < 0 ? '' : target.slice(mark + 1);
  const path = rawPath.startsWith('//') ? rawPath.replace(/^\/+/, '/') : rawPath;
  return {
    rawPath,
    path,
    queryString,
    query: queryString === '' ? QueryParameters.none : new QueryParameters(queryString),
  };
}

/** A proxy sends the absolute form: `GET http://host/path` (RFC 9112, 3.2.2). */
function withoutAuthority(target: string): string {
  if (target.startsWith('/')) return target;
  const match = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(target);
  return match === null ? target : target.slice(match[0].length);
}

function withoutFragment(target: string): string {
  const hash = target.indexOf('#');
  return hash < 0 ? target : target.slice(0, hash);
}
