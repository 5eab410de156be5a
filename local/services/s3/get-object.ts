import { NotSimulatedError } from '../service-error.ts';
import type { ServiceResponse } from '../service.ts';
import { parseRange } from './byte-range.ts';
import { checksumHeaders } from './checksums.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import { isLive } from './object-version.ts';
import type { LiveVersion, ObjectVersion } from './object-version.ts';
import { isNotModified } from './preconditions.ts';
import { s3Errors } from './s3-errors.ts';
import { queryValue } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';

const empty = new Uint8Array();

/** `response-*` parameters that replace a header of the answer. */
const overrides = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/**
 * GetObject and HeadObject: the same answer, with or without the bytes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function getObject(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  if (queryValue(request, 'partNumber') !== undefined) throw new NotSimulatedError('s3:GetObject with partNumber');
  const version = findVersion(store, bucket, request);
  const headers = objectHeaders(bucket, version);
  if (isNotModified(request.headers, version)) return { status: 304, headers, body: empty };
  const { object } = version;
  for (const name of overrides) {
    const value = queryValue(request, `response-${name}`);
    if (value !== undefined) headers[name] = value;
  }
  const range = parseRange(request.headers.range, object.size);
  const [first, end] = range === undefined ? [0, object.size] : [range.first, range.last + 1];
  headers['content-length'] = String(end - first);
  if (range === undefined) {
    // A checksum is of the whole object, so it comes only with the whole object.
    const wanted = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
    if (wanted && object.checksum !== undefined) Object.assign(headers, checksumHeaders(object.checksum));
  } else {
    headers['content-range'] = `bytes ${first}-${range.last}/${object.size}`;
  }
  const body = request.method === 'HEAD' ? empty : store.bytes(version).subarray(first, end);
  return { status: range === undefined ? 200 : 206, headers, body };
}

/**
 * The version that a request reads: the one it names, else the current one.
 * @throws ServiceError `NoSuchKey`, `NoSuchVersion`, or `MethodNotAllowed` for a delete marker that is read by its id
 */
export function findVersion(store: ObjectStore, bucket: Bucket, request: S3Request): LiveVersion {
  const versionId = queryValue(request, 'versionId');
  if (versionId === undefined) {
    const current = store.current(bucket.name, request.key);
    if (!isLive(current)) throw s3Errors.noSuchKey(request.key, markerHeaders(current));
    return current;
  }
  if (versionId === '') {
    throw s3Errors.invalidArgument('Version id cannot be the empty string', 'versionId', versionId);
  }
  const version = store.version(bucket.name, request.key, versionId);
  if (version === undefined) throw s3Errors.noSuchVersion(request.key, versionId);
  if (!isLive(version)) {
    throw s3Errors.methodNotAllowed(request.method, { ...markerHeaders(version), allow: 'DELETE' });
  }
  return version;
}

/** What tells a client that the version it met is a delete marker. */
function markerHeaders(version: ObjectVersion | undefined): Record<string, string> {
  if (version === undefined) return {};
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
}

function objectHeaders(bucket: Bucket, version: LiveVersion): Record<string, string> {
  const { object } = version;
  const headers: Record<string, string> = {
    'last-modified': new Date(version.lastModified).toUTCString(),
    etag: object.etag,
    'accept-ranges': 'bytes',
    ...object.headers,
  };
  for (const [name, value] of Object.entries(object.metadata)) headers[`x-amz-meta-${name}`] = value;
  if (bucket.versioning !== undefined) headers['x-amz-version-id'] = version.versionId;
  return headers;
}
