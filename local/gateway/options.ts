import type { JsonWebKey } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { GatewayBehaviour } from './behaviour.ts';

/** What a user pool tells a Cognito authorizer. */
export interface UserPool {
  /** The `iss` claim of the pool's tokens. */
  readonly issuer: string;
  /** The pool's app clients; when given, tokens of other clients are refused. */
  readonly clientIds?: readonly string[];
  /** The public keys of the pool's JWKS, each with its `kid`. */
  readonly keys: readonly JsonWebKey[];
}

/** A throttle of the stage: an entry of `MethodSettings` of `AWS::Serverless::Api`. */
export interface MethodSetting {
  /** `/*` for every resource; otherwise the path, with or without `~1` for its slashes. */
  readonly resourcePath: string;
  /** `*` for every method. */
  readonly httpMethod: string;
  /** Requests per second. */
  readonly throttlingRateLimit?: number;
  /** Requests at once: the size of the token bucket. */
  readonly throttlingBurstLimit?: number;
}

/** One request and how it ended: what API Gateway would write to its access and execution logs. */
export interface AccessLogEntry {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly method: string;
  /** The path as it was sent, without the query string. */
  readonly path: string;
  /** The resource that matched (`/dragons/{dragonName}`); undefined for an unknown route. */
  readonly resourcePath?: string;
  readonly operationId?: string;
  readonly sourceIp: string;
  readonly status: number;
  readonly responseBytes: number;
  readonly durationMillis: number;
  /** How long the function took; undefined when none was called. */
  readonly integrationMillis?: number;
  /** The gateway response type (`UNAUTHORIZED`, `BAD_REQUEST_BODY`, …) when the gateway itself answered with an error. */
  readonly responseType?: string;
  /** Why the gateway refused or failed; never sent to the client. */
  readonly cause?: unknown;
}

/** What a gateway is made of. */
export interface GatewayOptions {
  /** An OpenAPI 3.0 document with `x-amazon-apigateway-*` extensions and every intrinsic function resolved. */
  readonly definition: JsonObject;
  readonly apiId: string;
  readonly stageName: string;
  /**
   * What stands before the API's own paths where clients reach it, for the path that the event's context has: the stage when not given, as behind
   * AWS's own domain; empty behind a domain without a base path.
   */
  readonly basePath?: string;
  readonly accountId: string;
  readonly region: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly methodSettings?: readonly MethodSetting[];
  readonly invoker: FunctionInvoker;
  /** Whether an `AWS::Lambda::Permission` lets this API invoke the function. Default: always. */
  readonly mayInvoke?: (functionArn: string, sourceArn: string) => boolean;
  /** The user pool behind a provider ARN of a Cognito authorizer; throws when there is none. */
  readonly userPoolKeys: (providerArn: string) => Promise<UserPool>;
  readonly clock?: Clock;
  /** Called once per answered request, after the answer was handed to the connection. */
  readonly onRequest?: (entry: AccessLogEntry) => void;
  /** Answers to questions that the AWS documentation leaves open. */
  readonly behaviour?: Partial<GatewayBehaviour>;
}
