import { validateHeaderName, validateHeaderValue } from 'node:http';

import { isObject } from '../../json.ts';
import { isHidden } from './function-event.ts';
import type { Headers, ViewerRequest, ViewerResponse } from './message.ts';

/** What a function returned is no request and no response. */
export class InvalidFunctionResultError extends Error {
  override readonly name = 'InvalidFunctionResultError';
}

/** Headers that functions see and do not change: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
const readOnly = {
  request: ['content-length', 'host', 'transfer-encoding', 'via'],
  response: ['warning', 'via'],
};

/** Whether what a viewer-request function returned is an answer, which the origin is not asked for. */
export function isResponse(result: unknown): result is Record<string, unknown> {
  return isObject(result) && result.statusCode !== undefined;
}

/**
 * The request that goes on after a viewer-request function. The method stays.
 * @throws InvalidFunctionResultError
 */
export function requestOf(result: unknown, request: ViewerRequest): ViewerRequest {
  if (!isObject(result)) throw new InvalidFunctionResultError('it returned neither a request nor a response');
  const { uri, method } = result;
  if (method !== undefined && method !== request.method)
    throw new InvalidFunctionResultError('the method is read-only');
  if (typeof uri !== 'string' || !uri.startsWith('/')) {
    throw new InvalidFunctionResultError('the uri must begin with a slash');
  }
  const query = valuesOf(result.querystring, 'querystring').map(([name, { value }]) => `${name}=${value}`);
  const headers = headersOf(result.headers, request.headers, readOnly.request);
  return { ...request, uri, query: query.join('&'), headers };
}

/**
 * The answer that a function returned.
 * @param response what there was before a viewer-response function; undefined for a viewer-request function
 * @throws InvalidFunctionResultError
 */
export function responseOf(result: unknown, response?: ViewerResponse): ViewerResponse {
  if (!isObject(result)) throw new InvalidFunctionResultError('it returned no response');
  const { statusCode: status, statusDescription: description, body } = result;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new InvalidFunctionResultError('the statusCode must be a number from 200 to 599');
  }
  if (description !== undefined && (typeof description !== 'string' || /[^\t\x20-\x7e]/.test(description))) {
    throw new InvalidFunctionResultError('the statusDescription must be a text of printable ASCII characters');
  }
  const headers = headersOf(result.headers, response?.headers, readOnly.response);
  const cookies = valuesOf(result.cookies, 'cookies').map(([name, { value, attributes }]) =>
    attributes === undefined || attributes === '' ? `${name}=${value}` : `${name}=${value}; ${attributes}`,
  );
  if (cookies.length > 0) headers.set('set-cookie', checked('set-cookie', cookies));
  return { status, description, headers, body: bodyOf(body) ?? response?.body ?? new Uint8Array() };
}

function bodyOf(body: unknown): Uint8Array | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  if (!isObject(body) || typeof body.data !== 'string') {
    throw new InvalidFunctionResultError('the body must be a text, or have encoding and data');
  }
  if (body.encoding === 'text') return Buffer.from(body.data);
  if (body.encoding !== 'base64') throw new InvalidFunctionResultError('the encoding of the body is text or base64');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body.data)) throw new InvalidFunctionResultError('the body is no Base64');
  return Buffer.from(body.data, 'base64');
}

/**
 * The headers after a function. Those that it never sees stay.
 * @param before those of the message that it was given
 */
function headersOf(value: unknown, before: Headers | undefined, unchanged: readonly string[]): Headers {
  const headers: Headers = new Map([...(before ?? [])].filter(([name]) => isHidden(name)));
  for (const [name, { value: text, values }] of valuesOf(value, 'headers')) {
    if (name !== name.toLowerCase()) throw new InvalidFunctionResultError(`the header ${name} must be in lower case`);
    if (isHidden(name)) throw new InvalidFunctionResultError(`a function may not set the header ${name}`);
    headers.set(name, checked(name, values ?? [text]));
  }
  for (const name of before === undefined ? [] : unchanged) {
    if (headers.get(name)?.join() === before?.get(name)?.join()) continue;
    throw new InvalidFunctionResultError(`the header ${name} is read-only`);
  }
  return headers;
}

function checked(name: string, values: readonly string[]): readonly string[] {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
  } catch (cause) {
    throw new InvalidFunctionResultError(`the header ${name} holds a character that no header may have`, { cause });
  }
  return values;
}

interface ResultValue {
  readonly value: string;
  readonly values: readonly string[] | undefined;
  readonly attributes: string | undefined;
}

/** The values of a part of a result; `multiValue` wins over `value`. */
function valuesOf(part: unknown, what: string): [string, ResultValue][] {
  if (part === undefined) return [];
  if (!isObject(part)) throw new InvalidFunctionResultError(`${what} must be an object`);
  return Object.entries(part).map(([name, entry]) => {
    if (!isObject(entry)) throw new InvalidFunctionResultError(`${what}: ${name} must have a value`);
    const { multiValue, attributes } = entry;
    const values = Array.isArray(multiValue) ? multiValue.map((one: unknown) => textIn(one, what, name)) : undefined;
    return [
      name,
      {
        value: values?.[0] ?? textIn(entry, what, name),
        values,
        attributes: typeof attributes === 'string' ? attributes : undefined,
      },
    ];
  });
}

function textIn(entry: unknown, what: string, name: string): string {
  const value = isObject(entry) ? entry.value : undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new InvalidFunctionResultError(`${what}: the value of ${name} must be a text`);
}
