import { isRecord } from './records.ts';

/** Who calls, from a verified access token. */
export interface Caller {
  /** The user's id, or the client's id for a machine. */
  readonly subject: string;
  /** The user's name in the pool; undefined for a machine. */
  readonly username?: string;
  /** The app client the token was made for. */
  readonly clientId: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
}

/**
 * The caller that claims describe.
 * @param claims from API Gateway, where every value is text (`cognito:groups` joined by commas), or from a token, where groups are a list
 * @returns undefined when a claim that every access token has is missing
 */
export function callerFromClaims(claims: unknown): Caller | undefined {
  if (!isRecord(claims)) return undefined;
  const { sub, client_id: clientId, username, scope } = claims;
  if (typeof sub !== 'string' || typeof clientId !== 'string') return undefined;
  return {
    subject: sub,
    ...(typeof username === 'string' && { username }),
    clientId,
    groups: groupsOf(claims['cognito:groups']),
    scopes: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [],
  };
}

function groupsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((group) => typeof group === 'string');
  return typeof claim === 'string' ? claim.split(',').filter(Boolean) : [];
}
