import { createHmac, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';

/** The time at which all golden cases happen: 20 November 2026, 09:57:00 UTC. */
export const now = 1_795_168_620_000;
export const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Library';
export const clientId = 'client1';

/** A signing key of a user pool. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey;
  /** The public key as PEM text, which an attacker has as well. */
  readonly pem: string;
}

export function signingKey(kid: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  return { kid, privateKey, jwk, pem: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
}

const seconds = Math.floor(now / 1000);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const accessClaims = (more: object = {}) => ({
  sub: 'reader-1',
  'cognito:groups': ['Readers', 'Staff'],
  iss: issuer,
  client_id: clientId,
  token_use: 'access',
  scope: 'openid library/read',
  auth_time: seconds - 60,
  iat: seconds - 60,
  exp: seconds + 3600,
  username: 'reader',
  ...more,
});

export const idClaims = (more: object = {}) => ({
  sub: 'reader-1',
  aud: clientId,
  iss: issuer,
  token_use: 'id',
  email: 'reader@example.org',
  email_verified: true,
  auth_time: seconds - 60,
  iat: seconds - 60,
  exp: seconds + 3600,
  ...more,
});

/** A token as Cognito signs it. */
export function token(key: SigningKey, claims: object, header: object = {}): string {
  const signed = `${part({ alg: 'RS256', kid: key.kid, ...header })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/** The attack on verifiers that let the token choose its algorithm: the public key as an HMAC secret. */
export function hmacToken(key: SigningKey, claims: object): string {
  const signed = `${part({ alg: 'HS256', kid: key.kid })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key.pem).update(signed).digest('base64url')}`;
}

export function unsignedToken(key: SigningKey, claims: object, signature = ''): string {
  return `${part({ alg: 'none', kid: key.kid })}.${part(claims)}.${signature}`;
}

/** Another payload under a signature that was made for this one. */
export function tampered(text: string, claims: object): string {
  const [header, , signature] = text.split('.');
  return `${header ?? ''}.${part(claims)}.${signature ?? ''}`;
}
