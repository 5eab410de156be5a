import { isObject } from '../../json.ts';

/** The parts of a signed JSON Web Token (RFC 7515 compact form) before anything about it is believed. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What the signature is over. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** @returns undefined when the text is not three base64url parts with JSON objects in the first two */
export function parseJwt(token: string): Jwt | undefined {
  const [, header, payload, signature] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  const parts = { header: jsonObject(header), payload: jsonObject(payload) };
  if (parts.header === undefined || parts.payload === undefined) return undefined;
  return {
    header: parts.header,
    payload: parts.payload,
    signed: Buffer.from(`${header}.${payload}`, 'latin1'),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function jsonObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
