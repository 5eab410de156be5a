import { describe, expect, it } from 'vitest';
import { call, claimsOf, lair, poolId, signedIn, webClientId } from '../testing/fixture.ts';
import type { Handler } from '../testing/fixture.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:grant';
const v1 = (handler: Handler) =>
  lair({ pool: { LambdaConfig: { PreTokenGeneration: arn } } }, { handlers: { [arn]: handler } });
const v2 = (handler: Handler) =>
  lair(
    { pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: 'V2_0' } } } },
    { handlers: { [arn]: handler } },
  );
const overriding =
  (details: object): Handler =>
  (event) => ({
    ...event,
    response: { claimsAndScopeOverrideDetails: details },
  });

describe('the pre token generation trigger V2_0', () => {
  it('gets the documented event', async () => {
    const local = await v2((event) => event);

    const { AccessToken } = await signedIn(local, 'ada', ['Owners', 'Keepers']);

    expect(local.triggers.events).toEqual([
      {
        version: '2',
        triggerSource: 'TokenGeneration_Authentication',
        region: 'us-east-1',
        userPoolId: poolId,
        userName: 'ada',
        callerContext: { awsSdkVersion: expect.any(String), clientId: webClientId },
        request: {
          userAttributes: {
            sub: claimsOf(AccessToken).sub,
            'cognito:user_status': 'CONFIRMED',
            email: 'ada@example.com',
            email_verified: 'true',
          },
          groupConfiguration: {
            groupsToOverride: ['Owners', 'Keepers'],
            iamRolesToOverride: ['arn:aws:iam::000000000000:role/owner'],
            preferredRole: 'arn:aws:iam::000000000000:role/owner',
          },
          scopes: ['aws.cognito.signin.user.admin'],
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ]);
  });

  it('adds and takes away scopes of the access token', async () => {
    const local = await v2(
      overriding({
        accessTokenGeneration: {
          scopesToAdd: ['lair/read', 'lair/write', 'lair/read'],
          scopesToSuppress: ['aws.cognito.signin.user.admin'],
        },
      }),
    );

    const { AccessToken } = await signedIn(local);

    expect(claimsOf(AccessToken).scope).toBe('lair/read lair/write');
  });

  it('adds, changes and takes away claims of each token on its own', async () => {
    const local = await v2(
      overriding({
        idTokenGeneration: {
          claimsToAddOrOverride: { colour: 'red', email: 'x@y.zz' },
          claimsToSuppress: ['email_verified'],
        },
        accessTokenGeneration: { claimsToAddOrOverride: { lair: { rooms: 3 }, both: 1 }, claimsToSuppress: ['both'] },
      }),
    );

    const { AccessToken, IdToken } = await signedIn(local);

    expect(claimsOf(IdToken)).toMatchObject({ colour: 'red', email: 'x@y.zz' });
    expect(claimsOf(IdToken)).not.toHaveProperty('email_verified');
    expect(claimsOf(AccessToken)).toMatchObject({ lair: { rooms: 3 } });
    expect(claimsOf(AccessToken)).not.toHaveProperty('both');
    expect(claimsOf(AccessToken)).not.toHaveProperty('colour');
  });

  it.each(['sub', 'iss', 'exp', 'token_use', 'username', 'client_id', 'scope', 'origin_jti', 'jti'])(
    'cannot touch the claim %s',
    async (claim) => {
      const changes = { claimsToAddOrOverride: { [claim]: 'forged' }, claimsToSuppress: [claim] };
      const local = await v2(overriding({ accessTokenGeneration: changes, idTokenGeneration: changes }));

      const { AccessToken } = await signedIn(local);

      expect(claimsOf(AccessToken)[claim]).toBeDefined();
      expect(claimsOf(AccessToken)[claim]).not.toBe('forged');
    },
  );

  it('replaces the groups in both tokens, and an empty answer takes them away', async () => {
    const groups = async (details: object) => {
      const local = await v2(overriding(details));
      const { AccessToken, IdToken } = await signedIn(local, 'ada', ['Owners']);
      return [claimsOf(AccessToken)['cognito:groups'], claimsOf(IdToken)['cognito:groups']] as unknown[];
    };

    expect(await groups({})).toEqual([['Owners'], ['Owners']]);
    expect(await groups({ groupOverrideDetails: { groupsToOverride: ['Guests'] } })).toEqual([['Guests'], ['Guests']]);
    expect(await groups({ groupOverrideDetails: {} })).toEqual([undefined, undefined]);
  });

  it('says why it is called', async () => {
    const local = await v2((event) => event);
    const { RefreshToken } = await signedIn(local);

    await call(local.service, 'GetTokensFromRefreshToken', {
      ClientId: webClientId,
      RefreshToken,
      ClientMetadata: { device: 'phone' },
    });

    expect(local.triggers.events.at(-1)).toMatchObject({
      triggerSource: 'TokenGeneration_RefreshTokens',
      request: { clientMetadata: { device: 'phone' } },
    });
  });

  it('refuses tokens by throwing, and does not use up the refresh token', async () => {
    let angry = false;
    const local = await v2((event) => {
      if (angry) throw new Error('not today');
      return event;
    });
    const { RefreshToken } = await signedIn(local);
    const renew = () => call(local.service, 'GetTokensFromRefreshToken', { ClientId: webClientId, RefreshToken });

    angry = true;
    await expect(renew()).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreTokenGeneration failed with error not today.',
    });
    angry = false;
    local.clock.forward(60);

    await expect(renew()).resolves.toBeDefined();
  });

  it.each([
    { claimsAndScopeOverrideDetails: 'all' },
    { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: 'lair/read' } } },
    { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['lair/read lair/write'] } } },
  ])('must not return %j', async (response) => {
    const local = await v2((event) => ({ ...event, response }));

    await expect(signedIn(local)).rejects.toMatchObject({ name: 'InvalidLambdaResponseException' });
  });
});

describe('the pre token generation trigger V1_0', () => {
  it('gets no scopes and changes the ID token only', async () => {
    const local = await v1((event) => ({
      ...event,
      response: { claimsOverrideDetails: { claimsToAddOrOverride: { colour: 'red' } } },
    }));

    const { AccessToken, IdToken } = await signedIn(local);

    expect(local.triggers.events[0]!.version).toBe('1');
    expect(local.triggers.events[0]!.request).not.toHaveProperty('scopes');
    expect(local.triggers.events[0]!.response).toEqual({ claimsOverrideDetails: null });
    expect(claimsOf(IdToken).colour).toBe('red');
    expect(claimsOf(AccessToken)).not.toHaveProperty('colour');
  });
});
