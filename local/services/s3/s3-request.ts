import { MalformedUriError, parseQuery } from '../canonical-request.ts';
import type { QueryParameter } from '../canonical-request.ts';
import type { ServiceRequest } from '../service.ts';
import { s3Errors } from './s3-errors.ts';

/** A request to S3, taken apart. */
export interface S3Request {
  readonly method: string;
  /** Empty for a request to the service itself. */
  readonly bucket: string;
  /** Empty for a request to the bucket. */
  readonly key: string;
  readonly query: readonly QueryParameter[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const longestKey = 1024;

/**
 * Reads bucket, key and query: path style (`/bucket/key`), or the bucket before `.localhost` in the host's name.
 * @throws ServiceError `InvalidURI` for broken percent-encoding, `KeyTooLongError`
 */
export function parseS3Request(request: ServiceRequest): S3Request {
  const { method, headers, body } = request;
  const hostBucket = /^(.+)\.localhost(?::\d+)?$/.exec(headers.host ?? '')?.[1];
  const path = hostBucket === undefined ? request.path : `/${hostBucket}${request.path}`;
  const slash = path.indexOf('/', 1);
  try {
    const bucket = decodeURIComponent(path.slice(1, slash === -1 ? undefined : slash));
    const key = slash === -1 ? '' : decodeURIComponent(path.slice(slash + 1));
    if (key.length > longestKey / 4 && Buffer.byteLength(key) > longestKey) throw s3Errors.keyTooLong(key);
    return { method, bucket, key, query: parseQuery(request.query), headers, body };
  } catch (error) {
    if (error instanceof URIError) throw new MalformedUriError(path, { cause: error });
    throw error;
  }
}

/** The value of a query parameter; undefined when it is not there. */
export function queryValue(request: S3Request, name: string): string | undefined {
  return request.query.find(([other]) => other === name)?.[1];
}

/**
 * A whole number from the query.
 * @throws ServiceError `InvalidArgument` for anything else
 */
export function queryInteger(request: S3Request, name: string): number | undefined {
  const value = queryValue(request, name);
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,10}$/.test(value) || Number(value) > 0x7fffffff) {
    throw s3Errors.invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
  }
  return Number(value);
}
