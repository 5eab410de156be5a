import type { Clock } from '../clock.ts';
import { readAuthorization } from './authorization.ts';
import type { Authorization } from './authorization.ts';
import { canonicalPath, canonicalQuery, canonicalRequest, parseQuery } from './canonical-request.ts';
import type { QueryParameter } from './canonical-request.ts';
import { declaredPayloadHash, openPayload } from './payload.ts';
import type { ServiceError } from './service-error.ts';
import { signatureError } from './signature-error.ts';
import type { ErrorDialect } from './signature-error.ts';
import { sameSignature, scopeText, sha256Hex, signatureOf, signingKeys } from './signing-key.ts';

/** A key pair that may sign requests. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request as it came in; see `ServiceRequest` for the fields. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A request whose signature is right: its body is without framing, trailers stand among the headers. */
export interface VerifiedRequest {
  readonly accessKeyId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const allowedSkew = 15 * 60 * 1000;
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/**
 * Makes the check of Signature Version 4, in the header or presigned.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * @returns a function that gives the verified request, undefined when there is no signature at all, and throws a
 *   ServiceError (in the codes of the dialect) when there is a wrong one
 */
export function signatureCheck(
  credentials: readonly Credential[],
  clock: Clock,
): (request: SignedRequest, dialect: ErrorDialect) => VerifiedRequest | undefined {
  const secrets = new Map(credentials.map((credential) => [credential.accessKeyId, credential.secretAccessKey]));
  const signingKey = signingKeys();

  return (request, dialect) => {
    const query = parseQuery(request.query);
    const authorization = readAuthorization(request.headers, query, dialect);
    if (authorization === undefined) return undefined;
    const secret = secrets.get(authorization.accessKeyId);
    if (secret === undefined) throw unknownKey(authorization, dialect);
    checkTime(authorization, clock(), dialect);
    checkSignedHeaders(authorization, request.headers, dialect);

    const forS3 = dialect === 's3';
    const payloadHash = forS3 ? declaredPayloadHash(authorization, request.headers) : sha256Hex(request.body);
    const canonical = canonicalRequest({
      method: request.method,
      path: canonicalPath(request.path, forS3),
      query: canonicalQuery(query),
      headers: request.headers,
      signedHeaders: authorization.signedHeaders,
      payloadHash,
    });
    const toSign = `AWS4-HMAC-SHA256\n${authorization.timestamp}\n${scopeText(authorization.scope)}\n${sha256Hex(canonical)}`;
    const key = signingKey(secret, authorization.scope);
    if (!sameSignature(signatureOf(key, toSign), authorization.signature)) {
      throw signatureError(dialect, 'mismatch', mismatch, {
        AWSAccessKeyId: authorization.accessKeyId,
        StringToSign: toSign,
        SignatureProvided: authorization.signature,
        CanonicalRequest: canonical,
      });
    }
    const headers = authorization.expires === undefined ? request.headers : { ...hoisted(query), ...request.headers };
    const payload = { body: request.body, headers };
    const opened = forS3 ? openPayload(authorization, payloadHash, payload, key) : payload;
    return { accessKeyId: authorization.accessKeyId, ...opened };
  };
}

/**
 * The headers that a presigning client moved into the query, such as `x-amz-meta-*`. S3 ignores checksums there:
 * the client computes them for the empty body that it has when it presigns.
 * https://github.com/localstack/localstack/issues/12169
 */
function hoisted(query: readonly QueryParameter[]): Record<string, string> {
  return Object.fromEntries(
    query
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith('x-amz-') && !/^x-amz-(checksum-|sdk-checksum-)/.test(name)),
  );
}

function unknownKey(authorization: Authorization, dialect: ErrorDialect): ServiceError {
  return dialect === 's3'
    ? signatureError(dialect, 'unknownKey', 'The AWS Access Key Id you provided does not exist in our records.', {
        AWSAccessKeyId: authorization.accessKeyId,
      })
    : signatureError(dialect, 'unknownKey', 'The security token included in the request is invalid.');
}

/** A header signature is good for 15 minutes around its time; a presigned URL from its time until it expires. */
function checkTime(authorization: Authorization, now: number, dialect: ErrorDialect): void {
  const { time, expires, timestamp, scope } = authorization;
  if (!timestamp.startsWith(scope.date)) {
    throw signatureError(
      dialect,
      'malformed',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${timestamp.slice(0, 8)}'.`,
    );
  }
  const serverTime = isoSeconds(now);
  if (expires === undefined ? Math.abs(now - time) > allowedSkew : time - now > allowedSkew) {
    if (dialect !== 's3') {
      const relation = time < now ? 'expired' : 'not yet current';
      throw signatureError(
        dialect,
        'skewed',
        `Signature ${relation}: ${timestamp} is more than 15 min. from ${serverTime}`,
      );
    }
    if (expires !== undefined) throw signatureError(dialect, 'expired', 'Request is not yet valid');
    throw signatureError(
      dialect,
      'skewed',
      'The difference between the request time and the current time is too large.',
      { RequestTime: timestamp, ServerTime: serverTime, MaxAllowedSkewMilliseconds: String(allowedSkew) },
    );
  }
  if (expires !== undefined && now > time + expires * 1000) {
    throw signatureError(dialect, 'expired', 'Request has expired', {
      'X-Amz-Expires': String(expires),
      Expires: isoSeconds(time + expires * 1000),
      ServerTime: serverTime,
    });
  }
}

/** `host` must be signed, and for S3 every `x-amz-` header: else somebody in between could add one. */
function checkSignedHeaders(
  authorization: Authorization,
  headers: Readonly<Record<string, string>>,
  dialect: ErrorDialect,
): void {
  const signed = new Set(authorization.signedHeaders);
  if (!signed.has('host')) throw signatureError(dialect, 'malformed', "'host' must be a 'SignedHeader'.");
  if (dialect !== 's3') return;
  const left = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (left.length === 0) return;
  throw signatureError(dialect, 'unsignedHeaders', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: left.join(', '),
  });
}

function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}
