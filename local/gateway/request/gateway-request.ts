import type { RequestHeaders } from './request-headers.ts';
import type { QueryParameters } from './query-parameters.ts';

/** A request after its URL, headers and body were read. */
export interface GatewayRequest {
  /** After `X-HTTP-Method-Override`. */
  readonly method: string;
  /** As it was sent: percent-encoded, with every slash. */
  readonly rawPath: string;
  /** `rawPath` with its leading slashes collapsed into one. */
  readonly path: string;
  readonly query: QueryParameters;
  readonly headers: RequestHeaders;
  /** Undefined when there is none, or when it is empty. */
  readonly body: Buffer | undefined;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly requestId: string;
  /** Also the value of the response header `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  /** `Root=1-…`, as `X-Amzn-Trace-Id` carries it. */
  readonly traceId: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}
