/**
 * Quotas of a REST API that a client can run into.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const limits = {
  /** Bytes of a request body. */
  payloadBytes: 10_485_760,
  /** Bytes of all request headers together. */
  headerBytes: 10_240,
  /** Characters of the URL of a regional API. */
  urlLength: 10_240,
  /** Bytes of the ARN of a method that has an authorizer. */
  authorizedArnBytes: 1600,
  /** Bytes of the event and of the result of a synchronous Lambda invocation. */
  lambdaPayloadBytes: 6_291_556,
  integrationTimeoutMillis: { least: 50, most: 29_000 },
  resources: 300,
  definitionBytes: 6_291_456,
  templateBytes: 300 * 1024,
} as const;
