import type { UserPools } from '../user-pools.ts';
import { checkAuthorizationRequest, noClientNamed, noSuchClient, single } from './authorization-request.ts';
import type { HostedSessions } from './hosted-sessions.ts';
import { redirect } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';
import { errorPage } from './pages.ts';

/**
 * `GET /logout`: ends the session at the pages (tokens stay good), then goes to `logout_uri`, which must be one of the
 * client's LogoutURLs exactly, or with the parameters of `/oauth2/authorize` to the sign-in page.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function logout(pools: UserPools, sessions: HostedSessions, request: DomainRequest): DomainResponse {
  const { query } = request;
  const clientId = single(query, 'client_id');
  if (clientId === undefined) return refused(noClientNamed);
  const client = pools.declarations.clients.get(clientId);
  if (client === undefined) return refused(noSuchClient);
  const cookie = sessions.end(pools.pool(client.poolId), request);
  const [logoutUri, ...more] = query.getAll('logout_uri');
  if (logoutUri !== undefined) {
    if (more.length > 0 || !client.logoutUrls.includes(logoutUri)) {
      return withCookie(refused('The logout_uri is not one of the LogoutURLs of this client.'), cookie);
    }
    return redirect(logoutUri, [cookie]);
  }
  const checked = checkAuthorizationRequest(pools, query);
  switch (checked.outcome) {
    case 'valid':
      return redirect(`/login?${checked.request.query}`, [cookie]);
    case 'refused':
      return redirect(checked.location, [cookie]);
    case 'unknown':
      return withCookie(refused('logout_uri is missing, or redirect_uri with response_type.'), cookie);
  }
}

function refused(reason: string): DomainResponse {
  return errorPage(400, 'This sign-out link does not work', reason);
}

function withCookie(response: DomainResponse, cookie: string): DomainResponse {
  return { ...response, headers: { ...response.headers, 'set-cookie': [cookie] } };
}
