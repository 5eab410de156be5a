import type { IDToken } from 'oauth4webapi';

/** What a person may ask the API for; see the `security` of each operation in the contract. */
export type Scope = 'dragons/read' | 'dragons/write' | 'dragons/admin';

/** Who is signed in. */
export interface Account {
  readonly subject: string;
  /** What the person is called here: the name in the user pool. */
  readonly name: string;
  readonly email: string | undefined;
  /**
   * What the access token allows, as far as the page can see: it decides what is offered, the API decides what is done.
   */
  readonly scopes: ReadonlySet<string>;
}

/** The account of somebody who just signed in. */
export function accountOf(claims: IDToken, accessToken: string): Account {
  const name = claims['cognito:username'] ?? claims.email;
  return {
    subject: claims.sub,
    name: typeof name === 'string' ? name : claims.sub,
    email: typeof claims.email === 'string' ? claims.email : undefined,
    scopes: scopesOf(accessToken),
  };
}

/** The scopes in an access token; none if it cannot be read, which it need not be. */
export function scopesOf(accessToken: string): ReadonlySet<string> {
  try {
    const [, payload = ''] = accessToken.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const scope = typeof claims === 'object' && claims !== null && 'scope' in claims ? claims.scope : undefined;
    return new Set(typeof scope === 'string' ? scope.split(' ') : []);
  } catch {
    return new Set();
  }
}
