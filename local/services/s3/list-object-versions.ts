import type { ServiceResponse } from '../service.ts';
import { NotSimulatedError } from '../service-error.ts';
import { xmlDocument } from '../xml.ts';
import type { XmlFields } from '../xml.ts';
import { encoder } from './list-objects.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import type { ObjectVersion } from './object-version.ts';
import { queryInteger, queryValue } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';
import { s3Namespace } from './s3-namespace.ts';

const largestPage = 1000;

/**
 * ListObjectVersions: keys in order, of each key the newest version first.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function listObjectVersions(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  if (queryValue(request, 'delimiter')) throw new NotSimulatedError('s3:ListObjectVersions with a delimiter');
  const encode = encoder(request);
  const prefix = queryValue(request, 'prefix') ?? '';
  const keyMarker = queryValue(request, 'key-marker') ?? '';
  const versionMarker = queryValue(request, 'version-id-marker') ?? '';
  const maxKeys = Math.min(queryInteger(request, 'max-keys') ?? largestPage, largestPage);

  const following = versionsAfter(store, bucket, prefix, keyMarker, versionMarker, maxKeys + 1);
  const page = following.slice(0, maxKeys);
  const last = following.length > maxKeys ? page.at(-1) : undefined;
  const content: XmlFields = {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker,
    NextKeyMarker: last === undefined ? undefined : encode(last.key),
    NextVersionIdMarker: last?.versionId,
    MaxKeys: maxKeys,
    EncodingType: queryValue(request, 'encoding-type'),
    IsTruncated: last !== undefined,
    Version: page.filter(({ object }) => object !== undefined).map((version) => describe(store, version, encode)),
    DeleteMarker: page.filter(({ object }) => object === undefined).map((version) => describe(store, version, encode)),
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument('ListVersionsResult', content, s3Namespace),
  };
}

function versionsAfter(
  store: ObjectStore,
  bucket: Bucket,
  prefix: string,
  keyMarker: string,
  versionMarker: string,
  limit: number,
): ObjectVersion[] {
  const index = store.index(bucket.name);
  const found: ObjectVersion[] = [];
  for (let i = Math.max(index.position(prefix), index.position(keyMarker)); i < index.keys.length; i++) {
    const key = index.keys[i] ?? '';
    if (!key.startsWith(prefix) || found.length >= limit) break;
    const versions = index.versions(key);
    if (key !== keyMarker) {
      found.push(...versions);
    } else if (versionMarker !== '') {
      const marker = versions.findIndex((version) => version.versionId === versionMarker);
      if (marker !== -1) found.push(...versions.slice(marker + 1));
    }
  }
  return found.slice(0, limit);
}

function describe(store: ObjectStore, version: ObjectVersion, encode: (text: string) => string): XmlFields {
  const { key, versionId, lastModified, object } = version;
  return {
    Key: encode(key),
    VersionId: versionId,
    IsLatest: store.current(version.bucket, key)?.versionId === versionId,
    LastModified: new Date(lastModified).toISOString(),
    ...(object === undefined ? {} : { ETag: object.etag, Size: object.size, StorageClass: 'STANDARD' }),
  };
}
