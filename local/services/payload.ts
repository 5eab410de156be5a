import type { Authorization } from './authorization.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { ChunkSignatures } from './aws-chunked.ts';
import { ServiceError } from './service-error.ts';
import { sameSignature, scopeText, sha256Hex, signatureOf } from './signing-key.ts';

const unsigned = 'UNSIGNED-PAYLOAD';
const emptyHash = sha256Hex('');

/** How the body of an S3 request is signed, by its `x-amz-content-sha256`. */
const streaming: ReadonlyMap<string, { readonly signed: boolean; readonly trailer: boolean }> = new Map([
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { signed: false, trailer: true }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { signed: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { signed: true, trailer: true }],
]);

/** A body without transport framing, and the headers that belong to it. */
export interface Payload {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What an S3 request says its payload's hash is: this text stands in the canonical request, whatever the body is.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @throws ServiceError when the header is missing from a request that is signed in its headers
 */
export function declaredPayloadHash(authorization: Authorization, headers: Readonly<Record<string, string>>): string {
  const declared = headers['x-amz-content-sha256'];
  if (declared !== undefined) return declared;
  if (authorization.expires !== undefined) return unsigned;
  throw new ServiceError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
}

/**
 * Checks the body against its declared hash and takes `aws-chunked` framing off; trailers join the headers.
 * @param key the signing key that signed the request
 * @throws ServiceError when hash, chunk signatures, length or trailers are not what was announced
 */
export function openPayload(
  authorization: Authorization,
  declaredHash: string,
  payload: Payload,
  key: Buffer,
): Payload {
  const kind = streaming.get(declaredHash);
  if (kind === undefined) {
    if (declaredHash !== unsigned) checkHash(declaredHash, payload.body);
    return payload;
  }
  const { body, trailers } = decodeAwsChunked(
    payload.body,
    kind.signed ? chunkSignatures(authorization, key) : undefined,
  );
  checkDecodedLength(body.length, payload.headers['x-amz-decoded-content-length']);
  checkAnnounced(trailers, kind.trailer ? payload.headers['x-amz-trailer'] : undefined);
  return { body, headers: { ...withoutFraming(payload.headers), ...trailers } };
}

function checkHash(declared: string, body: Buffer): void {
  if (!/^[0-9a-f]{64}$/.test(declared)) {
    throw new ServiceError(
      'InvalidArgument',
      `x-amz-content-sha256 must be ${unsigned}, ${[...streaming.keys()].join(', ')} or a valid sha256 value.`,
      { fields: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: declared } },
    );
  }
  const computed = sha256Hex(body);
  if (computed === declared) return;
  throw new ServiceError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { fields: { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: computed } },
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: each signature covers the one before it. */
function chunkSignatures(authorization: Authorization, key: Buffer): ChunkSignatures {
  let previous = authorization.signature;
  const check = (kind: string, rest: readonly string[], given: string): void => {
    const text = [kind, authorization.timestamp, scopeText(authorization.scope), previous, ...rest].join('\n');
    const expected = signatureOf(key, text);
    if (!sameSignature(expected, given)) {
      throw new ServiceError(
        'SignatureDoesNotMatch',
        'The signature of a chunk, or of the trailing headers, is not the one that was calculated here.',
        { status: 403, fields: { StringToSign: text } },
      );
    }
    previous = given;
  };
  return {
    checkChunk: (data, given) => check('AWS4-HMAC-SHA256-PAYLOAD', [emptyHash, sha256Hex(data)], given),
    checkTrailers: (trailers, given) => check('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(trailers)], given),
  };
}

function checkDecodedLength(length: number, announced: string | undefined): void {
  if (announced === undefined) {
    throw new ServiceError('MissingContentLength', 'You must provide the x-amz-decoded-content-length HTTP header.', {
      status: 411,
    });
  }
  if (Number(announced) !== length) {
    throw new ServiceError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header.',
    );
  }
}

function checkAnnounced(trailers: Readonly<Record<string, string>>, announced: string | undefined): void {
  const names = (announced ?? '').split(',').map((name) => name.trim().toLowerCase());
  const expected = names.filter((name) => name !== '');
  const sent = Object.keys(trailers);
  if (expected.length === sent.length && expected.every((name) => sent.includes(name))) return;
  throw new ServiceError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}

/** The headers without those that speak of the framing: `aws-chunked` is not stored as the object's encoding. */
function withoutFraming(headers: Readonly<Record<string, string>>): Record<string, string> {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const left = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',');
  const { 'content-encoding': _, ...others } = headers;
  return left === '' ? others : { ...others, 'content-encoding': left };
}
