import { createHash } from 'node:crypto';
import { ServiceError } from '../service-error.ts';
import { crc32, crc32c, crc64nvme } from './crc.ts';
import { s3Errors } from './s3-errors.ts';

/** The checksum that a client sent with an object, kept so that a reader can compare. */
export interface Checksum {
  /** As in the header's name: `crc32`. */
  readonly algorithm: string;
  /** Base64. */
  readonly value: string;
}

const algorithms: ReadonlyMap<string, { readonly bytes: number; readonly compute: (data: Buffer) => Buffer }> = new Map(
  [
    ['crc32', { bytes: 4, compute: crc32 }],
    ['crc32c', { bytes: 4, compute: crc32c }],
    ['crc64nvme', { bytes: 8, compute: crc64nvme }],
    ['sha1', { bytes: 20, compute: (data: Buffer) => createHash('sha1').update(data).digest() }],
    ['sha256', { bytes: 32, compute: (data: Buffer) => createHash('sha256').update(data).digest() }],
  ],
);

const prefix = 'x-amz-checksum-';

/**
 * Compares a body with every checksum that came with it: `Content-MD5` and one `x-amz-checksum-*` (header or trailer).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 * @returns the checksum to keep with the object, if there is one
 * @throws ServiceError `BadDigest` for another body, `InvalidDigest` or `InvalidRequest` for a value that cannot be one
 */
export function verifyChecksums(headers: Readonly<Record<string, string>>, body: Buffer): Checksum | undefined {
  verifyMd5(headers['content-md5'], body);
  const sent = Object.keys(headers).filter(
    (name) => name.startsWith(prefix) && algorithms.has(name.slice(prefix.length)),
  );
  const [name] = sent;
  if (sent.length > 1) {
    throw s3Errors.invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  if (name === undefined) {
    if (headers['x-amz-sdk-checksum-algorithm'] === undefined) return undefined;
    throw s3Errors.invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  const value = headers[name] ?? '';
  const algorithm = name.slice(prefix.length);
  const known = algorithms.get(algorithm);
  if (known === undefined || decodeBase64(value)?.length !== known.bytes) {
    throw s3Errors.invalidRequest(`Value for ${name} header is invalid.`);
  }
  if (known.compute(body).toString('base64') !== value) {
    throw new ServiceError(
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
  return { algorithm, value };
}

/** The headers that tell a checksum: always of the whole object, because there are no multipart uploads. */
export function checksumHeaders(checksum: Checksum): Record<string, string> {
  return { [`${prefix}${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

function verifyMd5(given: string | undefined, body: Buffer): void {
  if (given === undefined) return;
  const bytes = decodeBase64(given);
  if (bytes?.length !== 16) {
    throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      fields: { 'Content-MD5': given },
    });
  }
  const computed = createHash('md5').update(body).digest();
  if (computed.equals(bytes)) return;
  throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    fields: { ExpectedDigest: given, CalculatedDigest: computed.toString('base64') },
  });
}

/** Strict, unlike Buffer's own decoder, which skips what it does not know. */
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
