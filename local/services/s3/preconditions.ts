import { s3Errors } from './s3-errors.ts';
import type { LiveVersion, ObjectVersion } from './object-version.ts';
import { isLive } from './object-version.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Evaluates the conditions of a read in the order of RFC 9110 section 13.2.2.
 * @returns whether the client's copy is still good (answer 304)
 * @throws ServiceError `PreconditionFailed` (412)
 */
export function isNotModified(headers: Headers, version: LiveVersion): boolean {
  const { etag } = version.object;
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, etag)) throw s3Errors.preconditionFailed('If-Match');
  } else if (isAfter(version.lastModified, headers['if-unmodified-since'])) {
    throw s3Errors.preconditionFailed('If-Unmodified-Since');
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, etag);
  return isAfter(version.lastModified, headers['if-modified-since']) === false;
}

/**
 * Evaluates the conditions of a PutObject, which knows `If-None-Match: *` and `If-Match: "etag"` only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @throws ServiceError 412 when the condition does not hold, 404 for `If-Match` on a key that is not there
 */
export function checkWriteConditions(headers: Headers, key: string, current: ObjectVersion | undefined): void {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw s3Errors.headerNotImplemented(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') throw valueNotAccepted('If-None-Match');
    if (isLive(current)) throw s3Errors.preconditionFailed('If-None-Match');
  }
  if (ifMatch === undefined) return;
  if (ifMatch === '*') throw valueNotAccepted('If-Match');
  if (!isLive(current)) throw s3Errors.noSuchKey(key);
  if (!matches(ifMatch, current.object.etag)) throw s3Errors.preconditionFailed('If-Match');
}

/**
 * Evaluates the condition of a DeleteObject, which looks at the current version only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 * @param ifMatch an ETag or `*`
 * @throws ServiceError as {@link checkWriteConditions}
 */
export function checkDeleteCondition(
  ifMatch: string | undefined,
  key: string,
  current: ObjectVersion | undefined,
): void {
  if (ifMatch === undefined) return;
  if (current === undefined) throw s3Errors.noSuchKey(key);
  if (!isLive(current) || !matches(ifMatch, current.object.etag)) throw s3Errors.preconditionFailed('If-Match');
}

/** Whether a list of ETags holds the given one; S3 takes them with and without quotes. */
function matches(list: string, etag: string): boolean {
  if (list.trim() === '*') return true;
  return list
    .split(',')
    .map((item) => item.trim().replace(/^W\//, ''))
    .some((item) => item === etag || `"${item}"` === etag);
}

/** Whether a time lies after a date header; undefined when the header is missing or no date (RFC 9110: ignored). */
function isAfter(time: number, header: string | undefined): boolean | undefined {
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? undefined : Math.floor(time / 1000) > Math.floor(date / 1000);
}

function valueNotAccepted(header: string): Error {
  return s3Errors.headerNotImplemented(header, `We don't accept the provided value of ${header} header for this API`);
}
