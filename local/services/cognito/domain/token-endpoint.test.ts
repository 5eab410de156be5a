import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  callback,
  claimsOf,
  machineClientId,
  pkce,
  poolId,
  secretOf,
  serverClientId,
  webClientId,
} from '../testing/fixture.ts';
import { visitor } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';

let visit: Visitor;

beforeAll(async () => {
  visit = await visitor();
});

afterAll(() => visit.close());

const code = async (changes: Record<string, string | undefined> = {}) =>
  (await visit.signIn(changes)).searchParams.get('code')!;
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

describe('a code', () => {
  it('is exchanged for tokens with the scopes that were asked for', async () => {
    const { status, body } = await visit.exchange(await code({ nonce: 'n-1' }));

    expect(status).toBe(200);
    expect(body).toEqual({
      id_token: expect.any(String),
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3600,
      token_type: 'Bearer',
    });
    expect(claimsOf(body.access_token)).toMatchObject({
      token_use: 'access',
      scope: 'openid email lair/read',
      client_id: webClientId,
      username: 'ada',
      version: 2,
      'cognito:groups': ['Keepers'],
    });
    expect(claimsOf(body.id_token)).toMatchObject({
      token_use: 'id',
      aud: webClientId,
      nonce: 'n-1',
      email: 'ada@example.com',
      email_verified: true,
      at_hash: expect.stringMatching(/^[\w-]{22}$/),
    });
  });

  it('gives no ID token without the scope openid', async () => {
    const { body } = await visit.exchange(await code({ scope: 'lair/read' }));

    expect(body).not.toHaveProperty('id_token');
    expect(claimsOf(body.access_token).scope).toBe('lair/read');
  });

  it('works once', async () => {
    const once = await code();
    await visit.exchange(once);

    expect(await visit.exchange(once)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('works for five minutes', async () => {
    const late = await code();
    visit.local.clock.forward(5 * 60);

    expect((await visit.exchange(late)).body).toEqual({ error: 'invalid_grant' });
  });

  it.each<[string, () => Promise<Record<string, string | undefined>>]>([
    ['another verifier', async () => ({ code_verifier: pkce().verifier })],
    [
      'the challenge in place of the verifier',
      async () => ({ code_verifier: new URLSearchParams(visit.query()).get('code_challenge')! }),
    ],
    ['no verifier', async () => ({ code_verifier: undefined })],
    ['another redirect_uri', async () => ({ redirect_uri: 'myapp://signed-in' })],
    [
      'another client',
      async () => ({ client_id: serverClientId, client_secret: await secretOf(visit.local, serverClientId) }),
    ],
  ])('is refused and used up with %s', async (_, changes) => {
    const given = await code();

    expect((await visit.exchange(given, await changes())).body).toEqual({ error: 'invalid_grant' });
    expect((await visit.exchange(given)).body).toEqual({ error: 'invalid_grant' });
  });

  it('that was asked for without PKCE is refused with a verifier', async () => {
    const given = await code({
      client_id: serverClientId,
      code_challenge: undefined,
      code_challenge_method: undefined,
    });
    const client = { client_id: serverClientId, client_secret: await secretOf(visit.local, serverClientId) };

    expect((await visit.exchange(given, client)).body).toEqual({ error: 'invalid_grant' });
  });

  it('is exchanged by a client with a secret, told by Basic or in the form', async () => {
    const secret = await secretOf(visit.local, serverClientId);
    const byBasic = await code({ client_id: serverClientId });
    const inForm = await code({ client_id: serverClientId });
    const form = { grant_type: 'authorization_code', redirect_uri: callback, code_verifier: visit.verifier };

    const first = await visit.token({ ...form, code: byBasic }, basic(serverClientId, secret));
    const second = await visit.exchange(inForm, { client_id: serverClientId, client_secret: secret });

    expect([first.status, second.status]).toEqual([200, 200]);
  });

  it('is worth nothing for a user who was disabled meanwhile', async () => {
    const given = await code();
    const who = { UserPoolId: poolId, Username: 'ada' };
    await call(visit.local.service, 'AdminDisableUser', who);

    const { body } = await visit.exchange(given);
    await call(visit.local.service, 'AdminEnableUser', who);

    expect(body).toEqual({ error: 'invalid_grant' });
  });
});

describe('a refresh token', () => {
  const refresh = (refresh_token: string, more: Record<string, string> = {}) =>
    visit.token({ grant_type: 'refresh_token', client_id: webClientId, refresh_token, ...more });

  it('is rotated, and the old one is refused after the grace period', async () => {
    const first = (await visit.exchange(await code())).body;

    const second = await refresh(first.refresh_token);

    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect(claimsOf(second.body.access_token).scope).toBe('openid email lair/read');
    visit.local.clock.forward(10);
    expect(await refresh(first.refresh_token)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('gets no scope that the sign-in had not', async () => {
    const { refresh_token } = (await visit.exchange(await code({ scope: 'openid' }))).body;

    const { body } = await refresh(refresh_token, { scope: 'openid lair/read lair/write' });

    expect(claimsOf(body.access_token).scope).toBe('openid');
  });

  it('is refused when unknown', async () => {
    expect((await refresh('x')).body).toEqual({ error: 'invalid_grant' });
  });

  it('can be revoked', async () => {
    const { refresh_token } = (await visit.exchange(await code())).body;
    const revoke = (fields: Record<string, string>, headers = {}) =>
      fetch(`${visit.base}/oauth2/revoke`, { method: 'POST', headers, body: new URLSearchParams(fields) });

    const response = await revoke({ client_id: webClientId, token: refresh_token });

    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await refresh(refresh_token)).body).toEqual({ error: 'invalid_grant' });
    expect((await revoke({ client_id: webClientId, token: 'unknown' })).status).toBe(200);
    expect((await revoke({ client_id: webClientId })).status).toBe(400);
    expect((await revoke({ token: 'x' }, basic(serverClientId, 'guess'))).status).toBe(401);
    const jwt = await revoke({ client_id: webClientId, token: 'eyJh.eyJi.c' });
    expect(await jwt.json()).toEqual({ error: 'unsupported_token_type' });
  });
});

describe('client credentials', () => {
  const machine = async (fields: Record<string, string> = {}) =>
    visit.token(
      { grant_type: 'client_credentials', ...fields },
      basic(machineClientId, await secretOf(visit.local, machineClientId)),
    );

  it('give an access token of the client with all its scopes, and nothing else', async () => {
    const { status, body } = await machine();

    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'token_type']);
    const claims = claimsOf(body.access_token);
    expect(claims).toMatchObject({ sub: machineClientId, client_id: machineClientId, scope: 'lair/read lair/write' });
    expect(claims).not.toHaveProperty('username');
  });

  it('give fewer scopes when asked, and none that the client has not', async () => {
    expect(claimsOf((await machine({ scope: 'lair/read' })).body.access_token).scope).toBe('lair/read');
    expect((await machine({ scope: 'lair/read openid' })).body).toEqual({ error: 'invalid_scope' });
  });

  it('are refused with a wrong secret, without one, and for other clients', async () => {
    const form = { grant_type: 'client_credentials' };
    const invalid = { status: 400, body: { error: 'invalid_client' } };

    expect(await visit.token(form, basic(machineClientId, 'guess'))).toEqual(invalid);
    expect(await visit.token({ ...form, client_id: machineClientId })).toEqual(invalid);
    expect(await visit.token(form, basic('nobody', 'x'))).toEqual(invalid);
    expect(await visit.token(form, { authorization: 'Basic !' })).toEqual(invalid);
    expect((await visit.token({ ...form, client_id: webClientId })).body).toEqual({ error: 'unauthorized_client' });
  });

  it('do not sign anybody in at the API', async () => {
    const { body } = await machine();

    await expect(call(visit.local.service, 'GetUser', { AccessToken: body.access_token })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});

describe('the token endpoint', () => {
  it.each<[string, Record<string, string>]>([
    ['unsupported_grant_type', { grant_type: 'password', client_id: webClientId }],
    ['invalid_request', { client_id: webClientId }],
    ['invalid_request', { grant_type: 'authorization_code', client_id: webClientId }],
    ['invalid_request', { grant_type: 'refresh_token' }],
    ['invalid_client', { grant_type: 'refresh_token', client_id: webClientId, client_secret: 'x' }],
  ])('answers %s to %j', async (error, form) => {
    const { status, body } = await visit.token(form);

    expect(status).toBe(400);
    expect(body.error).toBe(error);
  });

  it('takes forms by POST only', async () => {
    const asJson = await fetch(`${visit.base}/oauth2/token`, { method: 'POST', body: '{"grant_type":"x"}' });
    expect(await asJson.json()).toMatchObject({ error: 'invalid_request' });
    expect((await fetch(`${visit.base}/oauth2/token`)).status).toBe(405);
  });

  it('can be called by scripts of any origin, and is never cached', async () => {
    const preflight = await fetch(`${visit.base}/oauth2/token`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const response = await fetch(`${visit.base}/oauth2/token`, { method: 'POST' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('/oauth2/userInfo', () => {
  const userInfo = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${visit.base}/oauth2/userInfo`, { headers });
    return { response, body: await response.json() };
  };

  it('tells who a token with the scope openid belongs to, in strings', async () => {
    const { access_token } = (await visit.exchange(await code())).body;

    const { response, body } = await userInfo(`Bearer ${access_token}`);

    expect(response.status).toBe(200);
    expect(body).toEqual({
      sub: claimsOf(access_token).sub,
      email: 'ada@example.com',
      email_verified: 'true',
      username: 'ada',
    });
  });

  it('refuses a token without openid, one that is wrong, and none', async () => {
    const { access_token } = (await visit.exchange(await code({ scope: 'lair/read' }))).body;

    expect((await userInfo(`Bearer ${access_token}`)).response.status).toBe(401);
    const wrong = await userInfo('Bearer x.y.z');
    expect(wrong.response.status).toBe(401);
    expect(wrong.response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect((await userInfo()).response.status).toBe(400);
  });
});
