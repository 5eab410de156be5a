import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, lair, password, poolId, webClientId } from './testing/fixture.ts';
import type { Handler } from './testing/fixture.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:confirm';
const pool = { LambdaConfig: { PreSignUp: arn } };
const withTrigger = (handler: Handler) => lair({ pool }, { handlers: { [arn]: handler } });
const signUp = {
  ClientId: webClientId,
  Username: 'ada',
  Password: password,
  UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
};

afterEach(() => {
  vi.useRealTimers();
});

describe('the pre sign-up trigger', () => {
  it('gets the documented event', async () => {
    const local = await withTrigger((event) => event);

    await call(local.service, 'SignUp', {
      ...signUp,
      ValidationData: [{ Name: 'invitation', Value: '42' }],
      ClientMetadata: { from: 'test' },
    });

    expect(local.triggers.events).toEqual([
      {
        version: '1',
        region: 'us-east-1',
        userPoolId: poolId,
        userName: 'ada',
        callerContext: { awsSdkVersion: expect.any(String), clientId: webClientId },
        triggerSource: 'PreSignUp_SignUp',
        request: {
          userAttributes: { email: 'ada@example.com' },
          validationData: { invitation: '42' },
          clientMetadata: { from: 'test' },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
  });

  it('can confirm the user and verify the address', async () => {
    const local = await withTrigger((event) => ({
      ...event,
      response: { autoConfirmUser: true, autoVerifyEmail: true },
    }));

    expect(await call(local.service, 'SignUp', signUp)).toMatchObject({ UserConfirmed: true });

    const user = await call(local.service, 'AdminGetUser', { UserPoolId: poolId, Username: 'ada' });
    expect(user.UserStatus).toBe('CONFIRMED');
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(local.logged).toEqual([]);
  });

  it('refuses a sign-up by throwing, with its message', async () => {
    const local = await withTrigger(() => {
      throw new Error('dragons only');
    });

    await expect(call(local.service, 'SignUp', signUp)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error dragons only.',
    });
    await expect(call(local.service, 'AdminGetUser', { UserPoolId: poolId, Username: 'ada' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
  });

  it.each<[string, Handler]>([
    ['nothing', () => undefined],
    ['something else', () => ({ ok: true })],
    ['a verification of an address that the user does not have', () => ({ response: { autoVerifyPhone: true } })],
  ])('must not return %s', async (_, handler) => {
    const local = await withTrigger(handler);

    await expect(call(local.service, 'SignUp', signUp)).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
    });
  });

  it('must answer within five seconds, and is asked three times', async () => {
    const local = await withTrigger(() => new Promise(() => undefined));
    vi.useFakeTimers();

    const outcome = expect(call(local.service, 'SignUp', signUp)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
    });
    await vi.advanceTimersByTimeAsync(5000);
    expect(local.triggers.events).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10_000);

    await outcome;
    expect(local.triggers.events).toHaveLength(3);
  });

  it('may be late once, as when it starts', async () => {
    let calls = 0;
    const local = await withTrigger((event) => {
      calls += 1;
      return calls === 1 ? new Promise(() => undefined) : event;
    });
    vi.useFakeTimers();

    const outcome = expect(call(local.service, 'SignUp', signUp)).resolves.toMatchObject({
      UserSub: expect.any(String),
    });
    await vi.advanceTimersByTimeAsync(5000);

    await outcome;
  });

  it('must be allowed to the pool by a permission of the template', async () => {
    const asked: string[][] = [];
    const mayInvoke = (...names: string[]) => asked.push(names) === 0;
    const local = await lair({ pool }, { handlers: { [arn]: (event) => event }, mayInvoke });

    await expect(call(local.service, 'SignUp', signUp)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error AccessDeniedException.',
    });
    expect(asked).toEqual([[arn, `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`]]);
    expect(local.triggers.events).toEqual([]);
  });

  it('must exist', async () => {
    const local = await lair({ pool });

    await expect(call(local.service, 'SignUp', signUp)).rejects.toMatchObject({ name: 'UnexpectedLambdaException' });
  });

  it('is asked for users that an administrator creates, but cannot confirm them', async () => {
    const local = await withTrigger((event) => ({ ...event, response: { autoConfirmUser: true } }));

    const { User } = await call(local.service, 'AdminCreateUser', { UserPoolId: poolId, Username: 'ada' });

    expect(User.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    expect(local.triggers.events[0]).toMatchObject({
      triggerSource: 'PreSignUp_AdminCreateUser',
      callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
    });
  });
});
