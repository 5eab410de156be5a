import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callback, password, serverClientId } from '../testing/fixture.ts';
import { visitor } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';

let visit: Visitor;

beforeAll(async () => {
  visit = await visitor();
});

afterAll(() => visit.close());

const authorize = (changes: Record<string, string | undefined> = {}) =>
  visit.get(`/oauth2/authorize?${visit.query(changes)}`);
const location = async (response: Promise<Response>) =>
  new URL((await response).headers.get('location') ?? '', visit.base);

describe('/oauth2/authorize', () => {
  it('shows the sign-in page, and a right password leads back with a code and the state', async () => {
    const toLogin = await authorize();
    expect(toLogin.status).toBe(302);
    const login = toLogin.headers.get('location')!;
    expect(login).toMatch(/^\/login\?/);
    await visit.get(login);

    const response = await visit.post(login, { username: 'ada', password });

    expect(response.status).toBe(302);
    const back = new URL(response.headers.get('location')!);
    expect(`${back.origin}${back.pathname}`).toBe(callback);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: 'a state & more',
    });
  });

  it('takes a language, and speaks English all the same', async () => {
    const login = await location(authorize({ lang: 'de', prompt: 'login' }));

    expect(login.pathname).toBe('/login');
    expect(await (await visit.get(login.pathname + login.search)).text()).toContain('<html lang="en"');
  });

  it('answers at once while the session lasts, but not with prompt=login, and no longer than an hour', async () => {
    await visit.signIn();
    expect((await location(authorize())).searchParams.has('code')).toBe(true);
    expect((await location(authorize({ prompt: 'login' }))).pathname).toBe('/login');

    visit.local.clock.forward(3600);

    expect((await location(authorize())).pathname).toBe('/login');
    expect(Object.fromEntries((await location(authorize({ prompt: 'none' }))).searchParams)).toEqual({
      error: 'login_required',
      state: 'a state & more',
    });
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['unknown client', { client_id: 'nobody' }],
    ['no client', { client_id: undefined }],
    ['no redirect_uri', { redirect_uri: undefined }],
    ['another origin', { redirect_uri: 'https://evil.example/callback' }],
    ['a longer path', { redirect_uri: `${callback}/more` }],
    ['another query', { redirect_uri: `${callback}?next=https://evil.example` }],
    ['a user part', { redirect_uri: callback.replace('://', '://127.0.0.1@evil.example/') }],
    ['a trailing slash', { redirect_uri: `${callback}/` }],
    ['a fragment', { redirect_uri: `${callback}#x` }],
    ['capital letters', { redirect_uri: callback.toUpperCase() }],
    ['dot segments', { redirect_uri: callback.replace('/callback', '/x/../callback') }],
    ['a script', { redirect_uri: 'javascript:alert(1)' }],
    ['white space', { redirect_uri: ` ${callback}` }],
  ])('shows an error page and redirects nowhere: %s', async (_, changes) => {
    const response = await authorize(changes);

    expect(response.status).toBe(400);
    expect(response.headers.has('location')).toBe(false);
    expect(await response.text()).not.toContain('evil');
  });

  it('redirects nowhere when redirect_uri is sent twice', async () => {
    const response = await visit.get(`/oauth2/authorize?${visit.query()}&redirect_uri=https://evil.example`);

    expect(response.status).toBe(400);
    expect(response.headers.has('location')).toBe(false);
  });

  it.each<[string, string, Record<string, string | undefined>]>([
    ['unauthorized_client', 'the implicit flow', { response_type: 'token' }],
    ['unsupported_response_type', 'another response type', { response_type: 'code id_token' }],
    ['invalid_request', 'no response type', { response_type: undefined }],
    [
      'invalid_request',
      'no challenge from a public client',
      { code_challenge: undefined, code_challenge_method: undefined },
    ],
    ['invalid_request', 'a challenge without a method', { code_challenge_method: undefined }],
    ['invalid_request', 'the method plain', { code_challenge_method: 'plain' }],
    ['invalid_request', 'a method without a challenge', { code_challenge: undefined }],
    ['invalid_request', 'a challenge that is no SHA-256', { code_challenge: 'short' }],
    ['invalid_scope', 'a scope of the pool that the client has not', { scope: 'openid lair/write' }],
    ['invalid_scope', 'an unknown scope', { scope: 'openid admin' }],
    ['invalid_scope', 'email without openid', { scope: 'email' }],
    ['invalid_request', 'another identity provider', { identity_provider: 'Google' }],
    ['invalid_request', 'a request object', { request: 'eyJ' }],
  ])('tells the client %s for %s', async (error, _, changes) => {
    const target = await location(authorize(changes));

    expect(`${target.origin}${target.pathname}`).toBe(callback);
    expect(target.searchParams.get('error')).toBe(error);
    expect(target.searchParams.get('state')).toBe('a state & more');
    expect(target.searchParams.has('code')).toBe(false);
  });

  it('tells the client of a parameter that was sent twice', async () => {
    const target = await location(visit.get(`/oauth2/authorize?${visit.query()}&scope=openid`));

    expect(target.searchParams.get('error')).toBe('invalid_request');
  });

  it('lets a client with a secret do without PKCE, as Cognito does', async () => {
    const target = await visit.signIn({
      client_id: serverClientId,
      code_challenge: undefined,
      code_challenge_method: undefined,
    });

    expect(target.searchParams.has('code')).toBe(true);
  });

  it('leads back to an application’s own scheme', async () => {
    expect((await visit.signIn({ redirect_uri: 'myapp://signed-in' })).href).toMatch(/^myapp:\/\/signed-in\?code=/);
  });
});

describe('/logout', () => {
  it('ends the session and leads to a registered address', async () => {
    await visit.signIn();
    const logoutUri = encodeURIComponent('http://127.0.0.1:8080/');

    const response = await visit.get(
      `/logout?client_id=${new URLSearchParams(visit.query()).get('client_id')!}&logout_uri=${logoutUri}`,
    );

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('http://127.0.0.1:8080/');
    expect((await location(authorize())).pathname).toBe('/login');
  });

  it('forgets the session here too, not only in the browser', async () => {
    const query = visit.query();
    await visit.get(`/login?${query}`);
    const response = await visit.post(`/login?${query}`, { username: 'ada', password });
    const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
    await visit.get(`/logout?${query}`);

    const replayed = await fetch(`${visit.base}/oauth2/authorize?${query}`, {
      redirect: 'manual',
      headers: { cookie },
    });

    expect(replayed.headers.get('location')).toMatch(/^\/login\?/);
  });

  it('leads to the sign-in page with the parameters of an authorization request', async () => {
    await visit.signIn();

    expect((await location(visit.get(`/logout?${visit.query()}`))).pathname).toBe('/login');
  });

  it.each(['https://evil.example/', 'http://127.0.0.1:8080/x', 'http://127.0.0.1:8080'])(
    'does not lead to %s',
    async (uri) => {
      const id = new URLSearchParams(visit.query()).get('client_id')!;
      const response = await visit.get(`/logout?client_id=${id}&logout_uri=${encodeURIComponent(uri)}`);

      expect(response.status).toBe(400);
      expect(response.headers.has('location')).toBe(false);
    },
  );
});
