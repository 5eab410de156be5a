/** One request to the AWS endpoint, after its signature was checked. */
export interface ServiceRequest {
  readonly method: string;
  /** The path as it was sent: still percent-encoded, starting with `/`. */
  readonly path: string;
  /** The query string as it was sent, without `?`. */
  readonly query: string;
  /** Header names in lower case; several values of one name are joined with `,`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without transport framing: an `aws-chunked` body is decoded, its trailers stand among the headers. */
  readonly body: Buffer;
  /** What the answer's `x-amzn-RequestId` / `x-amz-request-id` says. */
  readonly requestId: string;
  /** The access key that signed the request; undefined for a request without a signature. */
  readonly accessKeyId: string | undefined;
}

/** The answer of a service; the endpoint adds request ids, `Date` and lengths. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | AsyncIterable<Uint8Array>;
}

/** A simulated AWS service behind the one endpoint. */
export interface AwsService {
  /** The name in a signature's credential scope: `s3`, `ssm`, `cognito-idp`. */
  readonly signingName: string;
  /** What stands before the dot in `X-Amz-Target` (JSON protocols); undefined for other protocols. */
  readonly targetPrefix?: string;
  /**
   * Whether a request belongs to this service although nothing names it: no target, no signature, such as
   * `GET /{poolId}/.well-known/jwks.json`. Such a request is handled without a signature.
   */
  claims?(request: Omit<ServiceRequest, 'accessKeyId'>): boolean;
  /** Whether a request without a signature may pass (presigned, public operations such as `InitiateAuth`). */
  allowsAnonymous(request: Omit<ServiceRequest, 'accessKeyId'>): boolean;
  handle(request: ServiceRequest): Promise<ServiceResponse>;
}
