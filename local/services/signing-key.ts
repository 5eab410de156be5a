import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** What a signature is made for: `20261120/eu-west-1/s3/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The scope as it stands in the string to sign. */
export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** The SHA-256 of a text or bytes, in lower-case hexadecimal. */
export function sha256Hex(data: string | Buffer): string {
  return hash('sha256', data, 'hex');
}

/** The signature of a string to sign, in lower-case hexadecimal. */
export function signatureOf(key: Buffer, stringToSign: string): string {
  return createHmac('sha256', key).update(stringToSign).digest('hex');
}

/** Compares in constant time, so that the time of an answer does not tell how much of a guess was right. */
export function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Derives signing keys and remembers them: a key stays the same for a day, and four HMACs for every request are
 * a good part of its cost.
 */
export function signingKeys(): (secret: string, scope: CredentialScope) => Buffer {
  const known = new Map<string, Buffer>();
  return (secret, scope) => {
    const name = `${secret}\n${scopeText(scope)}`;
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const parts = [scope.date, scope.region, scope.service, 'aws4_request'];
    const key = parts.reduce((secretSoFar, part) => hmac(secretSoFar, part), Buffer.from(`AWS4${secret}`));
    if (known.size >= 256) known.clear();
    known.set(name, key);
    return key;
  };
}

function hmac(key: Buffer, text: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHmac('sha256', key).update(text).digest());
}
