import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { call, lair, lastLogged, password, poolId, secretOf, serverClientId, webClientId } from '../testing/fixture.ts';
import type { Lair } from '../testing/fixture.ts';

const signUp = (local: Lair, more: object = {}) =>
  call(local.service, 'SignUp', {
    ClientId: webClientId,
    Username: 'ada',
    Password: password,
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    ...more,
  });

const confirm = (local: Lair, code: string, Username = 'ada') =>
  call(local.service, 'ConfirmSignUp', { ClientId: webClientId, Username, ConfirmationCode: code });

const status = async (local: Lair, Username = 'ada') =>
  (await call(local.service, 'AdminGetUser', { UserPoolId: poolId, Username })).UserStatus as string;

describe('SignUp', () => {
  it('creates an unconfirmed user and writes the code to the log in place of a mail', async () => {
    const local = await lair();

    const answer = await signUp(local);

    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    expect(local.logged.at(-1)).toMatch(/^Cognito: Confirmation code for ada@example.com: \d{6}$/);
    expect(await status(local)).toBe('UNCONFIRMED');
  });

  it.each([
    ['Sh0rt-1', 'Password not long enough'],
    ['no-capitals-7', 'Password must have uppercase characters'],
    ['NO-SMALL-ONES-7', 'Password must have lowercase characters'],
    ['No-numbers-here', 'Password must have numeric characters'],
    ['NoSymbols7here', 'Password must have symbol characters'],
  ])('refuses the password %s: %s', async (given, reason) => {
    await expect(signUp(await lair(), { Password: given })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${reason}`,
    });
  });

  it('asks only for what the policy of the template asks for', async () => {
    const local = await lair({
      pool: { Policies: { PasswordPolicy: { MinimumLength: '12', RequireNumbers: true, RequireUppercase: false } } },
    });

    await expect(signUp(local, { Password: 'only numbers 7' })).resolves.toBeDefined();
  });

  it('refuses a name that is taken', async () => {
    const local = await lair();
    await signUp(local);

    await expect(signUp(local)).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'User already exists',
    });
  });

  it('refuses a missing required attribute, an unknown one, and what is no e-mail address', async () => {
    const local = await lair({ pool: { Schema: [{ Name: 'email', Required: true, Mutable: true }] } });

    await expect(signUp(local, { UserAttributes: [] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('email: The attribute is required'),
    });
    await expect(signUp(local, { UserAttributes: [{ Name: 'wings', Value: '2' }] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    for (const Value of ['nowhere', 'a b@example.com', 'a\u001b[31m@example.com']) {
      await expect(signUp(local, { UserAttributes: [{ Name: 'email', Value }] })).rejects.toMatchObject({
        message: 'Invalid email address format.',
      });
    }
  });

  it('does not let anybody declare an address verified', async () => {
    const UserAttributes = [
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];

    await expect(signUp(await lair(), { UserAttributes })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('is refused in a pool where only administrators create users', async () => {
    const local = await lair({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });

    await expect(signUp(local)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    });
  });

  it('needs the secret hash of a client with a secret', async () => {
    const local = await lair();
    const hash = (key: string) => createHmac('sha256', key).update(`ada${serverClientId}`).digest('base64');
    const secret = await secretOf(local, serverClientId);

    await expect(signUp(local, { ClientId: serverClientId })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(signUp(local, { ClientId: serverClientId, SecretHash: hash('guess') })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(signUp(local, { ClientId: serverClientId, SecretHash: hash(secret) })).resolves.toBeDefined();
  });

  it('takes an e-mail address as the name where the pool says so, under a generated user name', async () => {
    const local = await lair({
      pool: { UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } },
    });

    const { UserSub } = await signUp(local, { Username: 'Ada@Example.com', UserAttributes: [] });

    const user = await call(local.service, 'AdminGetUser', { UserPoolId: poolId, Username: 'ada@example.com' });
    expect(user.Username).toBe(UserSub);
    await expect(signUp(local, { Username: 'ADA@example.com', UserAttributes: [] })).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    });
    await expect(signUp(local, { Username: 'ada', UserAttributes: [] })).rejects.toMatchObject({
      message: 'Username should be an email.',
    });
  });
});

describe('ConfirmSignUp', () => {
  it('confirms with the right code and verifies the address', async () => {
    const local = await lair();
    await signUp(local);

    await confirm(local, lastLogged(local));

    const user = await call(local.service, 'AdminGetUser', { UserPoolId: poolId, Username: 'ada' });
    expect(user.UserStatus).toBe('CONFIRMED');
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  it('refuses a wrong code, an old code, and a user who is confirmed', async () => {
    const local = await lair();
    await signUp(local);
    const code = lastLogged(local);

    await expect(confirm(local, code === '000000' ? '000001' : '000000')).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    });
    local.clock.forward(24 * 3600);
    await expect(confirm(local, code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    await call(local.service, 'ResendConfirmationCode', { ClientId: webClientId, Username: 'ada' });
    await confirm(local, lastLogged(local));
    await expect(confirm(local, code)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
  });

  it('does not tell whether a user exists', async () => {
    const local = await lair();

    await expect(confirm(local, '123456', 'nobody')).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    await expect(
      call(local.service, 'ResendConfirmationCode', { ClientId: webClientId, Username: 'nobody' }),
    ).resolves.toHaveProperty('CodeDeliveryDetails.DeliveryMedium', 'EMAIL');
  });
});

describe('a forgotten password', () => {
  it('can be replaced with the code from the log', async () => {
    const local = await lair();
    await local.ensureUser({ poolId, username: 'ada', password, attributes: { email: 'ada@example.com' } });
    const who = { ClientId: webClientId, Username: 'ada' };

    await call(local.service, 'ForgotPassword', who);
    const Password = 'Another-horse-8';
    await call(local.service, 'ConfirmForgotPassword', { ...who, ConfirmationCode: lastLogged(local), Password });

    const answer = await call(local.service, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: webClientId,
      AuthParameters: { USERNAME: 'ada', PASSWORD: Password },
    });
    expect(answer.AuthenticationResult.AccessToken).toBeDefined();
  });
});
