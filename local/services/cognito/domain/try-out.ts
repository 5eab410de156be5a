import { createHash } from 'node:crypto';
import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import type { UserPools } from '../user-pools.ts';
import type { HostedSessions } from './hosted-sessions.ts';
import { html } from './html.ts';
import type { Content, Markup } from './html.ts';
import { redirect } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';
import { renderPage } from './layout.ts';

/**
 * In place of a client's callback address: the sign-in ends at a page of this server, and no code is made. It is no address that
 * anybody could be sent to, so nothing is accepted here that AWS would refuse an application.
 */
export const tryOutRedirect = 'local:try-out';

/** Where a try-out ends. */
export function tryOutEnd(client: UserPoolClient): string {
  return `/try-out?client_id=${encodeURIComponent(client.id)}`;
}

/** `GET /`: who may sign in here, for people who open the address without an application. Cognito has no such page. */
export function startPage(pools: UserPools, sessions: HostedSessions, request: DomainRequest): DomainResponse {
  const clients = [...pools.declarations.clients.values()];
  return renderPage({
    title: 'Sign-in pages',
    content: html`<p class="lead">
        Applications send people here to sign in. Without one, see the pages as each of these clients would. (Cognito
        has no page like this one.)
      </p>
      ${[...pools.declarations.pools.values()].map((pool) => {
        const withPages = clients.filter((client) => client.poolId === pool.id && client.oauthFlows.includes('code'));
        return html`<h2>User pool ${pool.name}</h2>
          ${problemOf(pools, pool, withPages)}
          ${withPages.map((client) => clientPart(pools, sessions, request, client))}`;
      })}`,
  });
}

/** `GET /try-out`: what became of a sign-in that no application asked for. */
export function tryOutPage(pools: UserPools, sessions: HostedSessions, request: DomainRequest): DomainResponse {
  const client = pools.declarations.clients.get(request.query.get('client_id') ?? '');
  const session = client === undefined ? undefined : sessions.find(pools, pools.pool(client.poolId), request);
  if (client === undefined || session === undefined) return redirect('/');
  const { username, groups } = session.user;
  return renderPage({
    title: 'You are signed in',
    content: html`<p class="lead">
        as <strong>${username}</strong>${groups.length > 0 && ` (${groups.join(', ')})`}, at client
        <strong>${client.name}</strong>
      </p>
      <p>
        Your browser would now be at <code>${client.callbackUrls[0] ?? ''}?code=…&state=…</code>, and the application
        would take the code to <code>/oauth2/token</code> for tokens. This was a try-out: no code was made.
      </p>
      <p class="other"><a href="${signOutLink(client)}">Sign out</a> or <a href="/">all clients</a></p>`,
  });
}

function problemOf(pools: UserPools, pool: UserPool, withPages: readonly UserPoolClient[]): Content {
  if (!pools.declarations.domains.some(({ poolId }) => poolId === pool.id)) {
    return html`<p>It has no domain in the template, so nobody can sign in here.</p>`;
  }
  return withPages.length === 0 && html`<p>None of its clients may use the code flow, so nobody can sign in here.</p>`;
}

function clientPart(
  pools: UserPools,
  sessions: HostedSessions,
  request: DomainRequest,
  client: UserPoolClient,
): Markup {
  const user = sessions.find(pools, pools.pool(client.poolId), request)?.user;
  return html`<div class="client">
    <p>
      <strong>${client.name}</strong><br />
      ${
        user === undefined
          ? html`<a href="/oauth2/authorize?${tryOutQuery(client)}">Sign in</a>`
          : html`Signed in as <strong>${user.username}</strong>. <a href="${signOutLink(client)}">Sign out</a>`
      }
    </p>
    <p class="hint">
      An application sends people to
      <code>/oauth2/authorize?${applicationQuery(client)}</code>${
        client.secret === undefined && html`, with a <code>code_challenge</code> (S256) of its own`
      }
    </p>
  </div>`;
}

/** Like Cognito's own sign-out with the parameters of an authorization request, which ends at the sign-in page. */
function signOutLink(client: UserPoolClient): string {
  return `/logout?${tryOutQuery(client)}`;
}

/** Whole, so that it goes the same way as an application's request. The challenge is one that nobody has to answer. */
function tryOutQuery(client: UserPoolClient): string {
  return new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: tryOutRedirect,
    code_challenge: createHash('sha256').update(client.id).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
}

function applicationQuery(client: UserPoolClient): string {
  return new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: client.callbackUrls[0] ?? '',
  }).toString();
}
