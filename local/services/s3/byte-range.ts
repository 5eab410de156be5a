import { s3Errors } from './s3-errors.ts';

/** A part of an object; both ends are included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a `Range` header (RFC 9110 section 14.2).
 * @returns undefined when the whole object is meant: no header, one that cannot be read, or several ranges (which S3
 *   does not serve: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html)
 * @throws ServiceError `InvalidRange` (416) for a range outside the object
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (header === undefined || match === null) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const length = Math.min(Number(to), size);
    if (length === 0) throw s3Errors.invalidRange(header, size);
    return { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return undefined;
  if (first >= size) throw s3Errors.invalidRange(header, size);
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
