import { createHmac, createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, importJWK, jwtVerify, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { call, claimsOf, lair, poolId, resource, signedIn, template, webClientId } from '../testing/fixture.ts';

const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`;
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe('tokens of the password flow', () => {
  it('have the shape of Cognito’s access tokens', async () => {
    const local = await lair();
    const now = local.clock.now() / 1000;

    const { AccessToken } = await signedIn(local, 'ada', ['Keepers', 'Owners']);

    expect(claimsOf(AccessToken)).toEqual({
      sub: uuid,
      'cognito:groups': ['Owners', 'Keepers'],
      iss: issuer,
      client_id: webClientId,
      origin_jti: uuid,
      event_id: uuid,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: now,
      exp: now + 3600,
      iat: now,
      jti: uuid,
      username: 'ada',
    });
  });

  it('have the shape of Cognito’s ID tokens', async () => {
    const local = await lair();
    const now = local.clock.now() / 1000;

    const { AccessToken, IdToken } = await signedIn(local, 'ada', ['Owners']);

    expect(claimsOf(IdToken)).toEqual({
      sub: claimsOf(AccessToken).sub,
      'cognito:groups': ['Owners'],
      'cognito:roles': ['arn:aws:iam::000000000000:role/owner'],
      'cognito:preferred_role': 'arn:aws:iam::000000000000:role/owner',
      email: 'ada@example.com',
      email_verified: true,
      iss: issuer,
      'cognito:username': 'ada',
      origin_jti: claimsOf(AccessToken).origin_jti,
      event_id: uuid,
      aud: webClientId,
      token_use: 'id',
      auth_time: now,
      exp: now + 3600,
      iat: now,
      jti: uuid,
    });
  });

  it('leave the groups out for a user in none, as Cognito does', async () => {
    const { AccessToken } = await signedIn(await lair());

    expect(claimsOf(AccessToken)).not.toHaveProperty('cognito:groups');
  });

  it('live as long as the client says', async () => {
    const local = await lair({
      web: { AccessTokenValidity: 5, IdTokenValidity: 2, TokenValidityUnits: { AccessToken: 'minutes' } },
    });

    const tokens = await signedIn(local);

    expect(tokens.ExpiresIn).toBe(300);
    const [access, id] = [claimsOf(tokens.AccessToken), claimsOf(tokens.IdToken)];
    expect([access.exp - access.iat, id.exp - id.iat]).toEqual([300, 7200]);
  });

  it('show only the attributes that the client may read', async () => {
    const local = await lair({ web: { ReadAttributes: ['email_verified'] } });

    const { IdToken } = await signedIn(local);

    expect(claimsOf(IdToken)).not.toHaveProperty('email');
  });
});

describe('signatures', () => {
  it('are RS256 with a key of its own for each kind of token, verified by the published keys', async () => {
    const local = await lair();
    const tokens = await signedIn(local);

    const keys = await local.verificationKeys(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`);

    const [id, access] = [decodeProtectedHeader(tokens.IdToken), decodeProtectedHeader(tokens.AccessToken)];
    expect(keys.map(({ kid }) => kid)).toEqual([id.kid, access.kid]);
    expect(id.kid).not.toBe(access.kid);
    expect([id.alg, access.alg]).toEqual(['RS256', 'RS256']);
    for (const [index, token] of [tokens.IdToken, tokens.AccessToken].entries()) {
      const options = { issuer: local.issuer(poolId), currentDate: new Date(local.clock.now()) };
      await expect(jwtVerify(token, await importJWK(keys[index]!), options)).resolves.toBeDefined();
    }
  });

  it('publish no private part', async () => {
    const local = await lair();

    for (const key of await local.verificationKeys(poolId)) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    }
  });

  it('differ from pool to pool', async () => {
    const other = 'us-east-1_Other1234';
    const local = await lair();
    await local.declare([...template(), resource('Other', 'UserPool', other, {})]);

    const kids = [...(await local.verificationKeys(poolId)), ...(await local.verificationKeys(other))].map(
      ({ kid }) => kid,
    );

    expect(new Set(kids).size).toBe(4);
  });
});

describe('an access token that is not right', () => {
  const forged = async () => {
    const local = await lair();
    const tokens = await signedIn(local);
    const [header, body, signature] = tokens.AccessToken.split('.') as [string, string, string];
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return { local, tokens, header, body, signature, encode };
  };
  const refusal = { name: 'NotAuthorizedException', message: 'Invalid Access Token' };

  it('is refused without a signature (alg none)', async () => {
    const { local, tokens, body, encode } = await forged();
    const none = new UnsecuredJWT(claimsOf(tokens.AccessToken)).encode();

    for (const token of [none, `${encode({ alg: 'none', kid: 'x' })}.${body}.`]) {
      await expect(call(local.service, 'GetUser', { AccessToken: token })).rejects.toMatchObject(refusal);
    }
  });

  it('is refused when signed with the public key as a shared secret', async () => {
    const { local, header, body, encode } = await forged();
    const [, access] = await local.verificationKeys(poolId);
    const pem = createPublicKey({ key: access!, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    const signed = `${encode({ alg: 'HS256', kid })}.${body}`;
    const hmac = createHmac('sha256', pem).update(signed).digest('base64url');

    await expect(call(local.service, 'GetUser', { AccessToken: `${signed}.${hmac}` })).rejects.toMatchObject(refusal);
  });

  it('is refused when changed, when it is an ID token, when it is no token', async () => {
    const { local, tokens, header, signature, encode } = await forged();
    const other = encode({ ...claimsOf(tokens.AccessToken), username: 'root' });

    for (const token of [`${header}.${other}.${signature}`, tokens.IdToken, tokens.RefreshToken, 'a.b.c']) {
      await expect(call(local.service, 'GetUser', { AccessToken: token })).rejects.toMatchObject(refusal);
    }
  });

  it('is refused after its time', async () => {
    const { local, tokens } = await forged();
    local.clock.forward(3600);

    await expect(call(local.service, 'GetUser', { AccessToken: tokens.AccessToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });
});
