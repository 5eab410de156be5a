import { isObject } from '../../json.ts';
import type { Answer } from '../responses/answer.ts';
import { isHeaderName, integrationHeaders } from '../responses/response-headers.ts';

/** How to read a function's result. */
export interface ProxyResponseRules {
  /** Whether the client accepts one of the API's binary media types: only then base64 is decoded. */
  readonly decodesBase64: boolean;
  readonly numericHeaderValues: boolean;
}

/** The function's result is not a proxy response; API Gateway logs "Malformed Lambda proxy response" and answers 502. */
export class MalformedProxyResponseError extends Error {
  override readonly name = 'MalformedProxyResponseError';

  constructor(reason: string) {
    super(`Malformed Lambda proxy response: ${reason}`);
  }
}

const knownKeys = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Turns the result of a function into an answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 * @param payload the function's result as JSON text
 * @throws MalformedProxyResponseError
 */
export function proxyAnswer(payload: string, rules: ProxyResponseRules): Answer {
  const result = parse(payload);
  if (!isObject(result)) throw new MalformedProxyResponseError('the result is not an object');
  for (const key of Object.keys(result)) {
    if (!knownKeys.has(key)) throw new MalformedProxyResponseError(`a REST API does not know the key ${key}`);
  }
  const headers = mergeHeaders(
    headerEntries(result.multiValueHeaders, 'multiValueHeaders', rules),
    headerEntries(result.headers, 'headers', rules),
  );
  return {
    status: statusOf(result.statusCode),
    headers: integrationHeaders(headers, 'application/json'),
    body: bodyOf(result.body, result.isBase64Encoded === true && rules.decodesBase64),
  };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw new MalformedProxyResponseError('the result is not JSON');
  }
}

function statusOf(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new MalformedProxyResponseError(`statusCode ${JSON.stringify(value)} is not a status`);
  }
  return status;
}

function bodyOf(value: unknown, isBase64: boolean): string | Buffer {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new MalformedProxyResponseError('body is not a string');
  return isBase64 ? Buffer.from(value, 'base64') : value;
}

function headerEntries(
  value: unknown,
  key: 'headers' | 'multiValueHeaders',
  rules: ProxyResponseRules,
): [string, string][] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) throw new MalformedProxyResponseError(`${key} is not an object`);
  return Object.entries(value).flatMap(([name, given]) => {
    if (!isHeaderName(name))
      throw new MalformedProxyResponseError(`${key} holds the impossible name ${JSON.stringify(name)}`);
    if (key === 'multiValueHeaders' && !Array.isArray(given)) {
      throw new MalformedProxyResponseError(`multiValueHeaders.${name} is not a list`);
    }
    const values: unknown[] = Array.isArray(given) && key === 'multiValueHeaders' ? given : [given];
    return values.map((entry): [string, string] => [name, headerValue(name, entry, rules)]);
  });
}

function headerValue(name: string, value: unknown, rules: ProxyResponseRules): string {
  if (typeof value === 'boolean' || (typeof value === 'number' && rules.numericHeaderValues)) return String(value);
  if (typeof value !== 'string') throw new MalformedProxyResponseError(`the value of header ${name} is not a string`);
  if (/[\r\n\0]/.test(value)) throw new MalformedProxyResponseError(`the value of header ${name} holds a line break`);
  return value;
}

/** A name that is in both maps goes out with the values of `multiValueHeaders` first, in its spelling. */
function mergeHeaders(multiple: [string, string][], single: [string, string][]): [string, string][] {
  if (multiple.length === 0) return single;
  const spelling = new Map(multiple.map(([name]) => [name.toLowerCase(), name]));
  const merged = [...multiple];
  for (const [name, value] of single) merged.push([spelling.get(name.toLowerCase()) ?? name, value]);
  return merged;
}
