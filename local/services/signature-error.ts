import { ServiceError } from './service-error.ts';

/** Which family of error codes a service uses for signatures. */
export type ErrorDialect = 's3' | 'json' | 'query';

/** What can be wrong with a signature. */
export type SignatureFault =
  'missing' | 'malformed' | 'malformedQuery' | 'unknownKey' | 'mismatch' | 'skewed' | 'expired' | 'unsignedHeaders';

type Code = readonly [code: string, status: number];

/**
 * The same fault has three names on AWS.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
const codes: Readonly<Record<ErrorDialect, Readonly<Record<SignatureFault, Code>>>> = {
  s3: {
    missing: ['AccessDenied', 403],
    malformed: ['AuthorizationHeaderMalformed', 400],
    malformedQuery: ['AuthorizationQueryParametersError', 400],
    unknownKey: ['InvalidAccessKeyId', 403],
    mismatch: ['SignatureDoesNotMatch', 403],
    skewed: ['RequestTimeTooSkewed', 403],
    expired: ['AccessDenied', 403],
    unsignedHeaders: ['AccessDenied', 403],
  },
  json: {
    missing: ['MissingAuthenticationTokenException', 400],
    malformed: ['IncompleteSignatureException', 400],
    malformedQuery: ['IncompleteSignatureException', 400],
    unknownKey: ['UnrecognizedClientException', 400],
    mismatch: ['InvalidSignatureException', 400],
    skewed: ['InvalidSignatureException', 400],
    expired: ['InvalidSignatureException', 400],
    unsignedHeaders: ['InvalidSignatureException', 400],
  },
  query: {
    missing: ['MissingAuthenticationToken', 403],
    malformed: ['IncompleteSignature', 400],
    malformedQuery: ['IncompleteSignature', 400],
    unknownKey: ['InvalidClientTokenId', 403],
    mismatch: ['SignatureDoesNotMatch', 403],
    skewed: ['SignatureDoesNotMatch', 403],
    expired: ['SignatureDoesNotMatch', 403],
    unsignedHeaders: ['SignatureDoesNotMatch', 403],
  },
};

/** The error that a service answers to a fault of the signature. */
export function signatureError(
  dialect: ErrorDialect,
  fault: SignatureFault,
  message: string,
  fields?: Readonly<Record<string, string>>,
): ServiceError {
  const [code, status] = codes[dialect][fault];
  // Only S3 adds members such as the string to sign; JSON services say nothing but type and message.
  return new ServiceError(code, message, { status, ...(dialect === 's3' && fields !== undefined ? { fields } : {}) });
}
