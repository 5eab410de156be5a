import type { ServiceResponse } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { childText, MalformedXmlError, parseXml, xmlDocument } from '../xml.ts';
import type { XmlElement, XmlFields } from '../xml.ts';
import { verifyChecksums } from './checksums.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import { checkDeleteCondition } from './preconditions.ts';
import { s3Errors } from './s3-errors.ts';
import { queryValue } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';
import { s3Namespace } from './s3-namespace.ts';

/** What deleting did: the version that went or the delete marker that came, where the bucket keeps versions. */
interface Deletion {
  readonly versionId: string | undefined;
  readonly deleteMarker: boolean;
}

/** DeleteObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  const ifMatch = request.headers['if-match'];
  const { versionId, deleteMarker } = remove(store, bucket, request.key, queryValue(request, 'versionId'), ifMatch);
  return {
    status: 204,
    headers: {
      ...(versionId === undefined ? {} : { 'x-amz-version-id': versionId }),
      ...(deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
    },
    body: '',
  };
}

/**
 * DeleteObjects: up to 1000 keys in one request, each with its own outcome.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  const checksum = verifyChecksums(request.headers, request.body);
  if (checksum === undefined && request.headers['content-md5'] === undefined) {
    throw s3Errors.invalidRequest('Missing required header for this request: Content-MD5');
  }
  const document = parseXml(request.body.toString('utf8'));
  const entries = document.children.filter((child) => child.name === 'Object');
  if (document.name !== 'Delete' || entries.length === 0 || entries.length > 1000) throw new MalformedXmlError();
  const quiet = childText(document, 'Quiet') === 'true';
  const outcomes = entries.map((entry) => removeEntry(store, bucket, entry));
  const result = {
    Deleted: quiet ? [] : outcomes.map(({ deleted }) => deleted).filter((item) => item !== undefined),
    Error: outcomes.map(({ error }) => error).filter((item) => item !== undefined),
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument('DeleteResult', result, s3Namespace),
  };
}

function removeEntry(
  store: ObjectStore,
  bucket: Bucket,
  entry: XmlElement,
): { readonly deleted?: XmlFields; readonly error?: XmlFields } {
  const key = childText(entry, 'Key');
  if (key === undefined || key === '') throw new MalformedXmlError();
  const named = childText(entry, 'VersionId');
  try {
    const { versionId, deleteMarker } = remove(store, bucket, key, named, childText(entry, 'ETag'));
    const marker = { DeleteMarker: true, DeleteMarkerVersionId: versionId };
    return { deleted: { Key: key, VersionId: named, ...(deleteMarker ? marker : {}) } };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { error: { Key: key, VersionId: named, Code: error.code, Message: error.message } };
  }
}

/** A key that is not there is deleted as well: deleting is idempotent. */
function remove(
  store: ObjectStore,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  ifMatch: string | undefined,
): Deletion {
  const current = store.current(bucket.name, key);
  checkDeleteCondition(ifMatch, key, current);
  if (versionId !== undefined) {
    const version = store.version(bucket.name, key, versionId);
    if (version !== undefined) store.removeVersion(version);
    return { versionId, deleteMarker: version !== undefined && version.object === undefined };
  }
  if (bucket.versioning !== undefined) {
    return { versionId: store.putDeleteMarker(bucket, key).versionId, deleteMarker: true };
  }
  if (current !== undefined) store.removeVersion(current);
  return { versionId: undefined, deleteMarker: false };
}
