import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  call,
  claimsOf,
  lair,
  lastLogged,
  password,
  poolId,
  secretOf,
  serverClientId,
  signedIn,
  webClientId,
} from '../testing/fixture.ts';
import type { Lair } from '../testing/fixture.ts';

const initiate = (local: Lair, USERNAME: string, PASSWORD: string, more: object = {}) =>
  call(local.service, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: webClientId,
    AuthParameters: { USERNAME, PASSWORD },
    ...more,
  });

describe('USER_PASSWORD_AUTH', () => {
  it('gives the three tokens', async () => {
    const result = await signedIn(await lair());

    expect(result).toEqual({
      AccessToken: expect.stringMatching(/^eyJ/),
      IdToken: expect.stringMatching(/^eyJ/),
      RefreshToken: expect.stringMatching(/^[\w-]{64}$/),
      ExpiresIn: 3600,
      TokenType: 'Bearer',
    });
  });

  it('says the same of a wrong password and of a user who does not exist', async () => {
    const local = await lair();
    await signedIn(local);
    const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

    await expect(initiate(local, 'ada', 'Wrong-horse-7')).rejects.toMatchObject(refusal);
    await expect(initiate(local, 'nobody', password)).rejects.toMatchObject(refusal);
  });

  it('says that a user does not exist when the client does not hide it', async () => {
    const local = await lair({ web: { PreventUserExistenceErrors: 'LEGACY' } });

    await expect(initiate(local, 'nobody', password)).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
  });

  it('tells an unconfirmed user so, but only with the right password', async () => {
    const local = await lair();
    await call(local.service, 'SignUp', { ClientId: webClientId, Username: 'ada', Password: password });

    await expect(initiate(local, 'ada', password)).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    await expect(initiate(local, 'ada', 'Wrong-horse-7')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('refuses a disabled user until it is enabled again', async () => {
    const local = await lair();
    await signedIn(local);
    const who = { UserPoolId: poolId, Username: 'ada' };

    await call(local.service, 'AdminDisableUser', who);
    await expect(initiate(local, 'ada', password)).rejects.toMatchObject({ message: 'User is disabled.' });
    await call(local.service, 'AdminEnableUser', who);

    await expect(initiate(local, 'ada', password)).resolves.toBeDefined();
  });

  it('works only where the client allows it', async () => {
    const local = await lair({ web: { ExplicitAuthFlows: [] } });

    await expect(initiate(local, 'ada', password)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    });
  });

  it('needs the secret hash of a client with a secret', async () => {
    const local = await lair();
    await signedIn(local);
    const SECRET_HASH = createHmac('sha256', await secretOf(local, serverClientId))
      .update(`ada${serverClientId}`)
      .digest('base64');
    const attempt = (more: object) =>
      initiate(local, 'ada', password, {
        ClientId: serverClientId,
        AuthParameters: { USERNAME: 'ada', PASSWORD: password, ...more },
      });

    await expect(attempt({})).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(attempt({ SECRET_HASH: `${SECRET_HASH.slice(1)}x` })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(attempt({ SECRET_HASH })).resolves.toBeDefined();
  });

  it('names what is missing', async () => {
    const local = await lair();

    await expect(
      call(local.service, 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: webClientId }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'Missing required parameter USERNAME' });
    await expect(call(local.service, 'InitiateAuth', { ClientId: webClientId })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("at 'authFlow' failed to satisfy constraint: Member must not be null"),
    });
    await expect(
      call(local.service, 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'x' }),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool client x does not exist.',
    });
  });
});

describe('flows that are not simulated', () => {
  it.each(['USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH'])('refuses %s by name', async (AuthFlow) => {
    const local = await lair();

    await expect(call(local.service, 'InitiateAuth', { AuthFlow, ClientId: webClientId })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining(AuthFlow),
    });
  });

  it('refuses an operation by name', async () => {
    const local = await lair();

    for (const name of [
      'SetUserMFAPreference',
      'CreateUserPool',
      'CreateGroup',
      'UpdateUserPoolClient',
      'DeleteUserPool',
    ]) {
      await expect(call(local.service, name, {})).rejects.toMatchObject({
        message: expect.stringContaining(`cognito-idp:${name}`),
      });
    }
  });
});

describe('a temporary password', () => {
  const invited = async () => {
    const local = await lair();
    await call(local.service, 'AdminCreateUser', { UserPoolId: poolId, Username: 'ada' });
    return { local, challenge: await initiate(local, 'ada', lastLogged(local)) };
  };
  const respond = (local: Lair, Session: unknown, NEW_PASSWORD: string) =>
    call(local.service, 'RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: webClientId,
      Session,
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD },
    });

  it('must be replaced before there are tokens', async () => {
    const { local, challenge } = await invited();
    expect(challenge).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ada', requiredAttributes: '[]', userAttributes: '{}' },
    });

    const answer = await respond(local, challenge.Session, password);

    expect(claimsOf(answer.AuthenticationResult.AccessToken)).toMatchObject({ username: 'ada', token_use: 'access' });
    await expect(initiate(local, 'ada', password)).resolves.toHaveProperty('AuthenticationResult');
  });

  it('is replaced only by a password that the policy allows, and only once per session', async () => {
    const { local, challenge } = await invited();

    await expect(respond(local, challenge.Session, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await respond(local, challenge.Session, password);
    await expect(respond(local, challenge.Session, 'Another-horse-8')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('stops working after seven days', async () => {
    const local = await lair();
    await call(local.service, 'AdminCreateUser', { UserPoolId: poolId, Username: 'ada' });
    local.clock.forward(7 * 86_400);

    await expect(initiate(local, 'ada', lastLogged(local))).rejects.toMatchObject({
      message: 'Temporary password has expired and must be reset by an administrator.',
    });
  });
});

describe('ADMIN_USER_PASSWORD_AUTH', () => {
  it('signs in for an administrator, and for nobody else', async () => {
    const local = await lair();
    await signedIn(local);
    const input = {
      UserPoolId: poolId,
      ClientId: webClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: password },
    };

    await expect(call(local.service, 'AdminInitiateAuth', input)).resolves.toHaveProperty('AuthenticationResult');
    await expect(call(local.service, 'InitiateAuth', input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
