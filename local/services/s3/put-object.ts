import { ServiceError } from '../service-error.ts';
import type { ServiceResponse } from '../service.ts';
import { checksumHeaders, verifyChecksums } from './checksums.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import { checkWriteConditions } from './preconditions.ts';
import type { S3Request } from './s3-request.ts';

/** Headers that are stored with an object and come back with it. */
const storedHeaders = [
  'content-type',
  'content-encoding',
  'content-language',
  'content-disposition',
  'cache-control',
  'expires',
];
const metadataPrefix = 'x-amz-meta-';
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html: names and values together. */
const metadataLimit = 2048;

/**
 * PutObject. The conditions and the write are one step: of concurrent conditional writers exactly one wins.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function putObject(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  const { key, headers, body } = request;
  const checksum = verifyChecksums(headers, body);
  const attributes = { ...attributesOf(headers), checksum };
  checkWriteConditions(headers, key, store.current(bucket.name, key));
  const version = store.put(bucket, key, body, attributes);
  return {
    status: 200,
    headers: {
      etag: version.object.etag,
      ...(checksum === undefined ? {} : checksumHeaders(checksum)),
      ...(bucket.versioning === 'Enabled' ? { 'x-amz-version-id': version.versionId } : {}),
    },
    body: '',
  };
}

function attributesOf(headers: Readonly<Record<string, string>>): {
  headers: Record<string, string>;
  metadata: Record<string, string>;
} {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of storedHeaders) {
    const value = headers[name];
    if (value !== undefined && value !== '') kept[name] = value;
  }
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(metadataPrefix)) continue;
    const short = name.slice(metadataPrefix.length);
    metadata[short] = value;
    size += short.length + value.length;
  }
  if (size > metadataLimit) {
    throw new ServiceError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      fields: { Size: String(size), MaxSizeAllowed: String(metadataLimit) },
    });
  }
  return { headers: kept, metadata };
}
