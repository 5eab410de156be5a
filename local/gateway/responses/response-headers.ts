type Headers = readonly (readonly [name: string, value: string])[];

/**
 * Headers of an answer that API Gateway renames, because it writes them itself or keeps them to itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html#api-gateway-known-issues-rest-apis
 */
const remapped = new Map(
  [
    'Authorization',
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Date',
    'Max-Forwards',
    'Server',
    'User-Agent',
    'WWW-Authenticate',
  ].map((name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`]),
);

/** Headers of an answer that never reach the client; the gateway writes some of them itself. */
const dropped = new Set([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'keep-alive',
  'x-amzn-requestid',
  'x-amz-apigw-id',
  'x-amzn-trace-id',
]);

/**
 * Headers of an integration's answer as the client gets them: some renamed, some dropped, `Content-Type` added when it is missing.
 */
export function integrationHeaders(headers: Headers, contentType: string): [string, string][] {
  return gatewayHeaders(
    headers.map(([name, value]) => [remapped.get(name.toLowerCase()) ?? name, value] as const),
    contentType,
  );
}

/** Headers of a gateway response, which may set `WWW-Authenticate` and the like: nothing is renamed. */
export function gatewayHeaders(headers: Headers, contentType: string): [string, string][] {
  const result: [string, string][] = [];
  let hasType = false;
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (dropped.has(key)) continue;
    if (key === 'content-type') hasType = true;
    result.push([name, wireValue(value)]);
  }
  if (!hasType) result.push(['Content-Type', contentType]);
  return result;
}

/** UTF-8 bytes as the one-byte characters that `node:http` writes; control characters cannot be sent (RFC 9110, 5.5). */
function wireValue(value: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  return Buffer.from(value, 'utf8')
    .toString('latin1')
    .replace(/[\x00-\x08\x0a-\x1f\x7f]/g, ' ');
}

/** Whether a name can be sent as a header (RFC 9110, 5.6.2). */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);
}

/** Headers that no mapping may set: a method that does answers 500 on AWS. */
export const unmappableHeaders: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
]);
