import { allowInsecureRequests, type AuthorizationServer, type Client, type HttpRequestOptions } from 'oauth4webapi';
import type { Config } from '../config.ts';

/** What the page asks for; Cognito leaves out the scopes that the person's groups do not have. */
export const wantedScopes = 'openid email profile dragons/read dragons/write dragons/admin';

/** The user pool as an OAuth 2.0 authorization server. */
export interface Provider {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly options: HttpRequestOptions<'POST', URLSearchParams>;
  /** Where Cognito sends people back to. */
  readonly redirectUri: string;
}

/**
 * Says where the user pool's endpoints are. Its metadata document names them too, but for the sign-out page, at another origin: the
 * domain's paths are fixed (https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html).
 * @param origin the page's own
 */
export function providerOf({ signIn }: Config, origin: string): Provider {
  return {
    server: {
      issuer: signIn.issuer,
      authorization_endpoint: `${signIn.url}/oauth2/authorize`,
      token_endpoint: `${signIn.url}/oauth2/token`,
      revocation_endpoint: `${signIn.url}/oauth2/revoke`,
      end_session_endpoint: `${signIn.url}/logout`,
    },
    client: { client_id: signIn.clientId },
    // Plain HTTP is for a laptop: a deployed user pool has an https address, and then only that is taken.
    options: { [allowInsecureRequests]: signIn.url.startsWith('http://127.0.0.1') },
    redirectUri: `${origin}/callback`,
  };
}
