import type { ServiceResponse } from '../service.ts';
import { xmlDocument } from '../xml.ts';
import type { XmlFields } from '../xml.ts';
import { compareKeys } from './key-index.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import { isLive } from './object-version.ts';
import type { LiveVersion } from './object-version.ts';
import { s3Errors } from './s3-errors.ts';
import { queryInteger, queryValue } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';
import { s3Namespace } from './s3-namespace.ts';

/** S3 never lists more at once. */
const largestPage = 1000;

interface Page {
  readonly versions: LiveVersion[];
  readonly prefixes: string[];
  /** Where the next page starts: behind this key, or behind all keys with this prefix. Undefined on the last page. */
  readonly next: Marker | undefined;
}

interface Marker {
  readonly kind: 'key' | 'prefix';
  readonly text: string;
}

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly after: Marker | undefined;
}

/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  if (queryValue(request, 'list-type') !== '2') {
    throw s3Errors.invalidArgument(
      'Invalid List Type specified in Request',
      'list-type',
      queryValue(request, 'list-type') ?? '',
    );
  }
  const prefix = queryValue(request, 'prefix') ?? '';
  const delimiter = queryValue(request, 'delimiter') ?? '';
  const maxKeys = Math.min(queryInteger(request, 'max-keys') ?? largestPage, largestPage);
  const token = queryValue(request, 'continuation-token');
  const startAfter = queryValue(request, 'start-after');
  const after = token === undefined ? keyMarker(startAfter) : readToken(token);
  const page = readPage(store, bucket, { prefix, delimiter, maxKeys, after });

  const encode = encoder(request);
  const content: XmlFields = {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    MaxKeys: maxKeys,
    EncodingType: queryValue(request, 'encoding-type'),
    KeyCount: page.versions.length + page.prefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : writeToken(page.next),
    Contents: page.versions.map((version) => contentsOf(version, encode)),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument('ListBucketResult', content, s3Namespace),
  };
}

/**
 * How keys and prefixes are written: percent-encoded when the client asks for it (SDKs do, because XML cannot hold
 * every character), else as they are.
 * @throws ServiceError `InvalidArgument` for an encoding that S3 does not know
 */
export function encoder(request: S3Request): (text: string) => string {
  const type = queryValue(request, 'encoding-type');
  if (type === undefined) return (text) => text;
  if (type !== 'url')
    throw s3Errors.invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
  return (text) => encodeURIComponent(text).replace(/%2F/g, '/').replace(/%20/g, '+');
}

function readPage(store: ObjectStore, bucket: Bucket, { prefix, delimiter, maxKeys, after }: Listing): Page {
  const index = store.index(bucket.name);
  const versions: LiveVersion[] = [];
  const prefixes: string[] = [];
  let last: Marker | undefined;
  const skips = (key: string): boolean =>
    after !== undefined && (after.kind === 'key' ? compareKeys(key, after.text) <= 0 : key.startsWith(after.text));
  const start = after === undefined || compareKeys(after.text, prefix) < 0 ? prefix : after.text;

  for (let i = index.position(start); i < index.keys.length; i++) {
    const key = index.keys[i] ?? '';
    if (!key.startsWith(prefix)) break;
    if (skips(key)) continue;
    const current = index.versions(key)[0];
    if (!isLive(current)) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut === -1 ? undefined : key.slice(0, cut + delimiter.length);
    if (common !== undefined && common === prefixes.at(-1)) continue;
    if (versions.length + prefixes.length >= maxKeys)
      return { versions, prefixes, next: maxKeys === 0 ? undefined : last };
    if (common === undefined) {
      versions.push(current);
      last = { kind: 'key', text: key };
    } else {
      prefixes.push(common);
      last = { kind: 'prefix', text: common };
    }
  }
  return { versions, prefixes, next: undefined };
}

function contentsOf({ key, lastModified, object }: LiveVersion, encode: (text: string) => string): XmlFields {
  return {
    Key: encode(key),
    LastModified: new Date(lastModified).toISOString(),
    ETag: object.etag,
    ChecksumAlgorithm: object.checksum?.algorithm.toUpperCase(),
    ChecksumType: object.checksum === undefined ? undefined : 'FULL_OBJECT',
    Size: object.size,
    StorageClass: 'STANDARD',
  };
}

function keyMarker(key: string | undefined): Marker | undefined {
  return key === undefined || key === '' ? undefined : { kind: 'key', text: key };
}

function writeToken({ kind, text }: Marker): string {
  return Buffer.from(`${kind}:${text}`).toString('base64url');
}

function readToken(token: string): Marker {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  if (kind === 'key' || kind === 'prefix') return { kind, text: text.slice(colon + 1) };
  throw s3Errors.invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
