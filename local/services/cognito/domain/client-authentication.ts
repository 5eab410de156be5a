import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { sameText } from '../secrets.ts';
import type { UserPools } from '../user-pools.ts';
import type { DomainRequest } from './http.ts';

/** An error of an OAuth endpoint that the client is told (RFC 6749, 5.2). */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, description = '', options: ErrorOptions & { readonly status?: number } = {}) {
    super(description, options);
    this.code = code;
    this.status = options.status ?? 400;
  }
}

/**
 * The client that calls an OAuth endpoint: by HTTP Basic, by `client_id` and `client_secret` in the form, or, without
 * a secret, by `client_id` alone.
 * @throws OAuthError `invalid_client`, or `invalid_request` when the client tells its secret in two ways
 */
export function authenticateClient(
  pools: UserPools,
  { headers, form }: Pick<DomainRequest, 'headers' | 'form'>,
): { client: UserPoolClient; pool: UserPool } {
  const basic = readBasic(headers.authorization);
  const bodySecret = form.get('client_secret') ?? undefined;
  if (basic !== undefined && bodySecret !== undefined) {
    throw new OAuthError('invalid_request', 'the client authenticates in two ways');
  }
  const bodyId = form.get('client_id') ?? undefined;
  if (basic !== undefined && bodyId !== undefined && bodyId !== basic.id) throw new OAuthError('invalid_client');
  const id = basic?.id ?? bodyId;
  if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing');
  const client = pools.declarations.clients.get(id);
  const secret = basic?.secret ?? bodySecret;
  if (client === undefined || !secretMatches(client, secret)) throw new OAuthError('invalid_client');
  return { client, pool: pools.pool(client.poolId) };
}

function secretMatches(client: UserPoolClient, given: string | undefined): boolean {
  if (client.secret === undefined) return given === undefined;
  return given !== undefined && sameText(client.secret, given);
}

/** RFC 6749, 2.3.1: identifier and secret are form-encoded before they become user and password. */
function readBasic(header: string | undefined): { id: string; secret: string | undefined } | undefined {
  if (header === undefined) return undefined;
  const encoded = /^Basic ([\w+/=-]+)$/i.exec(header)?.[1];
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw new OAuthError('invalid_client');
  try {
    const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map((part) =>
      decodeURIComponent(part.replaceAll('+', ' ')),
    );
    return { id: id ?? '', secret: secret === '' ? undefined : secret };
  } catch (cause) {
    throw new OAuthError('invalid_client', '', { cause });
  }
}
