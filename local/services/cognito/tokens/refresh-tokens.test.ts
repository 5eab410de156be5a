import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  call,
  claimsOf,
  lair,
  password,
  poolId,
  secretOf,
  serverClientId,
  signedIn,
  webClientId,
} from '../testing/fixture.ts';
import type { Lair, Tokens } from '../testing/fixture.ts';

const renew = async (local: Lair, RefreshToken: string, more: object = {}) =>
  (await call(local.service, 'GetTokensFromRefreshToken', { ClientId: webClientId, RefreshToken, ...more }))
    .AuthenticationResult as Tokens;

const getUser = (local: Lair, AccessToken: string) => call(local.service, 'GetUser', { AccessToken });

describe('refresh tokens with rotation', () => {
  it('are replaced, and keep the sign-in and its time', async () => {
    const local = await lair();
    const first = await signedIn(local);
    local.clock.forward(60);

    const second = await renew(local, first.RefreshToken);

    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    const [before, after] = [claimsOf(first.AccessToken), claimsOf(second.AccessToken)];
    expect(after.origin_jti).toBe(before.origin_jti);
    expect(after.auth_time).toBe(before.auth_time);
    expect(after.iat).toBe(Number(before.iat) + 60);
    expect(after.jti).not.toBe(before.jti);
  });

  it('may be used again within the grace period, for clients that lost the answer', async () => {
    const local = await lair();
    const first = await signedIn(local);
    await renew(local, first.RefreshToken);
    local.clock.forward(9);

    await expect(renew(local, first.RefreshToken)).resolves.toHaveProperty('RefreshToken');
  });

  it('are refused after the grace period', async () => {
    const local = await lair();
    const first = await signedIn(local);
    const second = await renew(local, first.RefreshToken);
    local.clock.forward(10);

    await expect(renew(local, first.RefreshToken)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
    await expect(renew(local, second.RefreshToken)).resolves.toBeDefined();
  });

  it('are used by one of two callers at once when there is no grace period', async () => {
    const local = await lair({ web: { RefreshTokenRotation: { Feature: 'ENABLED' } } });
    const { RefreshToken } = await signedIn(local);

    const outcomes = await Promise.allSettled([renew(local, RefreshToken), renew(local, RefreshToken)]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('live no longer than the first of them', async () => {
    const local = await lair({ web: { RefreshTokenValidity: 2, TokenValidityUnits: { RefreshToken: 'hours' } } });
    const first = await signedIn(local);
    local.clock.forward(3600);
    const second = await renew(local, first.RefreshToken);
    local.clock.forward(3600);

    await expect(renew(local, second.RefreshToken)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Refresh Token has expired',
    });
  });

  it('are not taken by REFRESH_TOKEN_AUTH', async () => {
    const local = await lair();
    const { RefreshToken } = await signedIn(local);

    await expect(
      call(local.service, 'InitiateAuth', {
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        ClientId: webClientId,
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
      }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'Auth flow not enabled for this client' });
  });

  it('belong to one client', async () => {
    const local = await lair();
    const { RefreshToken } = await signedIn(local);
    const ClientSecret = await secretOf(local, serverClientId);

    await expect(renew(local, RefreshToken, { ClientId: serverClientId, ClientSecret })).rejects.toMatchObject({
      message: 'Invalid Refresh Token',
    });
    await expect(renew(local, RefreshToken, { ClientId: serverClientId })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});

describe('refresh tokens without rotation', () => {
  it('stay, and renew with REFRESH_TOKEN_AUTH', async () => {
    const local = await lair();
    await local.ensureUser({ poolId, username: 'ada', password });
    const SECRET_HASH = createHmac('sha256', await secretOf(local, serverClientId))
      .update(`ada${serverClientId}`)
      .digest('base64');
    const initiate = async (AuthFlow: string, AuthParameters: object) =>
      (await call(local.service, 'InitiateAuth', { AuthFlow, ClientId: serverClientId, AuthParameters }))
        .AuthenticationResult as Tokens;
    const first = await initiate('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD: password, SECRET_HASH });

    const again = await initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: first.RefreshToken, SECRET_HASH });

    expect(again.AccessToken).toBeDefined();
    expect(again.RefreshToken).toBeUndefined();
    await expect(initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: first.RefreshToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});

describe('RevokeToken', () => {
  it('ends the sign-in: no renewal, and its access tokens are refused by Cognito', async () => {
    const local = await lair();
    const tokens = await signedIn(local);
    await expect(getUser(local, tokens.AccessToken)).resolves.toBeDefined();

    await call(local.service, 'RevokeToken', { ClientId: webClientId, Token: tokens.RefreshToken });

    await expect(renew(local, tokens.RefreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    });
    await expect(getUser(local, tokens.AccessToken)).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    });
  });

  it('takes refresh tokens only, of its own client only, and says nothing about unknown ones', async () => {
    const local = await lair();
    const tokens = await signedIn(local);
    const ClientSecret = await secretOf(local, serverClientId);

    await expect(
      call(local.service, 'RevokeToken', { ClientId: webClientId, Token: tokens.AccessToken }),
    ).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
    await expect(call(local.service, 'RevokeToken', { ClientId: webClientId, Token: 'x' })).resolves.toEqual({});
    await call(local.service, 'RevokeToken', { ClientId: serverClientId, ClientSecret, Token: tokens.RefreshToken });
    await expect(renew(local, tokens.RefreshToken)).resolves.toBeDefined();
  });

  it('is refused when the client does without token revocation', async () => {
    const local = await lair({ web: { EnableTokenRevocation: false } });
    const tokens = await signedIn(local);

    await expect(
      call(local.service, 'RevokeToken', { ClientId: webClientId, Token: tokens.RefreshToken }),
    ).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
    expect(claimsOf(tokens.AccessToken)).not.toHaveProperty('origin_jti');
  });
});

describe('GlobalSignOut', () => {
  it.each([true, false])('ends every sign-in of the user (token revocation %s)', async (EnableTokenRevocation) => {
    const local = await lair({ web: { EnableTokenRevocation } });
    const first = await signedIn(local);
    const second = await signedIn(local);
    local.clock.forward(1);

    await call(local.service, 'GlobalSignOut', { AccessToken: first.AccessToken });

    for (const tokens of [first, second]) {
      await expect(renew(local, tokens.RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
      await expect(getUser(local, tokens.AccessToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    }
    const third = await signedIn(local);
    await expect(getUser(local, third.AccessToken)).resolves.toBeDefined();
  });
});
