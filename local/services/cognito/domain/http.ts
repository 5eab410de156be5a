import type { IncomingMessage } from 'node:http';

/** A request to the hosted pages. */
export interface DomainRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly cookies: ReadonlyMap<string, string>;
  /** The form in the body; empty when the body is no form. */
  readonly form: URLSearchParams;
}

export interface DomainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** The body is larger than any form here. */
export class FormTooLargeError extends Error {
  override readonly name = 'FormTooLargeError';
}

/** The client went away before its form was whole. */
export class UnfinishedFormError extends Error {
  override readonly name = 'UnfinishedFormError';
}

const maxFormBytes = 64 * 1024;

/** @throws FormTooLargeError, UnfinishedFormError */
export async function readRequest(message: IncomingMessage): Promise<DomainRequest> {
  const [path, query = ''] = splitOnce(message.url ?? '/', '?');
  const isForm = /^application\/x-www-form-urlencoded(?:;|$)/i.test(message.headers['content-type'] ?? '');
  const body = message.method === 'POST' ? await readBody(message) : '';
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: message.headers,
    cookies: readCookies(message.headers.cookie ?? ''),
    form: new URLSearchParams(isForm ? body : ''),
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const body: AsyncIterable<Buffer> = message;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxFormBytes) throw new FormTooLargeError();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FormTooLargeError) throw error;
    throw new UnfinishedFormError('The connection ended within the form.', { cause: error });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readCookies(header: string): Map<string, string> {
  return new Map(
    header.split(';').map((pair) => {
      const [name, value = ''] = splitOnce(pair.trim(), '=');
      return [name, value];
    }),
  );
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The name of a parameter that was sent more than once, which OAuth forbids (RFC 6749, 3.1 and 3.2). */
export function repeatedParameter(parameters: URLSearchParams): string | undefined {
  const names = [...parameters.keys()];
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** @param status 303 after a form, so that the browser goes on with GET; 302 otherwise, as Cognito does */
export function redirect(location: string, cookies: readonly string[] = [], status: 302 | 303 = 302): DomainResponse {
  return {
    status,
    headers: {
      location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: '',
  };
}

/** An answer that scripts of any origin may read: CORS protects nothing where a token or a secret is needed anyway. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): DomainResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      ...headers,
    },
    body: value === undefined ? '' : JSON.stringify(value),
  };
}

/** A callback address with parameters added, otherwise unchanged to the byte. */
export function withParameters(address: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (given.length === 0) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(given).toString()}`;
}
