import { describe, expect, it } from 'vitest';
import { call, lair, password, poolId, serverClientId, signedIn, webClientId } from '../testing/fixture.ts';
import type { Lair, Loose } from '../testing/fixture.ts';

const admin = (local: Lair, operation: string, more: object = {}): Promise<Loose> =>
  call(local.service, operation, { UserPoolId: poolId, ...more });

const crowd = async (names: readonly string[]) => {
  const local = await lair();
  for (const Username of names) {
    await admin(local, 'AdminCreateUser', {
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
    });
  }
  return local;
};
const names = ({ Users }: Loose) => (Users as { Username: string }[]).map(({ Username }) => Username);

describe('administrators', () => {
  it('create, read and delete users', async () => {
    const local = await crowd(['ada']);

    const user = await admin(local, 'AdminGetUser', { Username: 'ada' });
    expect(user).toMatchObject({ Username: 'ada', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(user.UserCreateDate).toBe(local.clock.now() / 1000);
    expect(user.UserAttributes[0].Name).toBe('sub');

    await admin(local, 'AdminDeleteUser', { Username: 'ada' });
    await expect(admin(local, 'AdminGetUser', { Username: 'ada' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
  });

  it('set a permanent password', async () => {
    const local = await crowd(['ada']);

    await admin(local, 'AdminSetUserPassword', { Username: 'ada', Password: password, Permanent: true });

    expect((await admin(local, 'AdminGetUser', { Username: 'ada' })).UserStatus).toBe('CONFIRMED');
    await expect(
      admin(local, 'AdminSetUserPassword', { Username: 'ada', Password: 'weak', Permanent: true }),
    ).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  });

  it.each([true, false])('lose no other change while a password is hashed (permanent: %s)', async (Permanent) => {
    const local = await crowd(['ada']);

    const hashing = admin(local, 'AdminSetUserPassword', { Username: 'ada', Password: password, Permanent });
    await admin(local, 'AdminAddUserToGroup', { Username: 'ada', GroupName: 'Keepers' });
    await admin(local, 'AdminUpdateUserAttributes', {
      Username: 'ada',
      UserAttributes: [{ Name: 'email', Value: 'new@example.com' }],
    });
    await admin(local, 'AdminDisableUser', { Username: 'ada' });
    await hashing;

    const user = await admin(local, 'AdminGetUser', { Username: 'ada' });
    expect(user).toMatchObject({ Enabled: false });
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: 'new@example.com' });
    const { Groups } = await admin(local, 'AdminListGroupsForUser', { Username: 'ada' });
    expect(Groups).toHaveLength(1);
  });

  it('bring nobody back who is deleted while a password is hashed', async () => {
    const local = await crowd(['ada']);

    const hashing = admin(local, 'AdminSetUserPassword', { Username: 'ada', Password: password, Permanent: true });
    await admin(local, 'AdminDeleteUser', { Username: 'ada' });

    await expect(hashing).rejects.toMatchObject({ name: 'UserNotFoundException' });
    await expect(admin(local, 'AdminGetUser', { Username: 'ada' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
  });

  it('give nobody the sub of somebody else as a name', async () => {
    const local = await crowd(['ada']);
    const { UserAttributes } = await admin(local, 'AdminGetUser', { Username: 'ada' });

    await expect(admin(local, 'AdminCreateUser', { Username: UserAttributes[0].Value })).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
  });

  it('invite again only who has not come yet', async () => {
    const local = await crowd(['ada']);

    await admin(local, 'AdminCreateUser', { Username: 'ada', MessageAction: 'RESEND' });
    await admin(local, 'AdminSetUserPassword', { Username: 'ada', Password: password, Permanent: true });

    await expect(admin(local, 'AdminCreateUser', { Username: 'ada', MessageAction: 'RESEND' })).rejects.toMatchObject({
      name: 'UnsupportedUserStateException',
    });
  });

  it('change attributes; a new address is unverified', async () => {
    const local = await crowd(['ada']);
    const change = (Name: string, Value: string) =>
      admin(local, 'AdminUpdateUserAttributes', { Username: 'ada', UserAttributes: [{ Name, Value }] });

    await change('email_verified', 'true');
    await change('email', 'countess@example.com');

    const { UserAttributes } = await admin(local, 'AdminGetUser', { Username: 'ada' });
    expect(UserAttributes).toContainEqual({ Name: 'email', Value: 'countess@example.com' });
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  });

  it('put users into groups and take them out', async () => {
    const local = await crowd(['ada', 'bob']);
    const member = { Username: 'ada', GroupName: 'Keepers' };

    await admin(local, 'AdminAddUserToGroup', member);
    await admin(local, 'AdminAddUserToGroup', member);
    expect(names(await admin(local, 'ListUsersInGroup', { GroupName: 'Keepers' }))).toEqual(['ada']);
    await admin(local, 'AdminRemoveUserFromGroup', member);
    expect((await admin(local, 'AdminListGroupsForUser', { Username: 'ada' })).Groups).toEqual([]);
    await expect(admin(local, 'AdminAddUserToGroup', { ...member, GroupName: 'x' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Group not found.',
    });
  });

  it('confirm a sign-up without a code', async () => {
    const local = await lair();
    await call(local.service, 'SignUp', { ClientId: webClientId, Username: 'ada', Password: password });

    await admin(local, 'AdminConfirmSignUp', { Username: 'ada' });

    expect((await admin(local, 'AdminGetUser', { Username: 'ada' })).UserStatus).toBe('CONFIRMED');
  });
});

describe('lists', () => {
  it('come page by page', async () => {
    const local = await crowd(['ada', 'bob', 'cleo']);

    const first = await admin(local, 'ListUsers', { Limit: 2 });
    const second = await admin(local, 'ListUsers', { Limit: 2, PaginationToken: first.PaginationToken });

    expect([names(first), names(second)]).toEqual([['ada', 'bob'], ['cleo']]);
    expect(second).not.toHaveProperty('PaginationToken');
    await expect(admin(local, 'ListUsers', { PaginationToken: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it.each([
    ['username = "ada"', ['ada']],
    ['email ^= "b"', ['bob']],
    ['cognito:user_status = "CONFIRMED"', []],
    ['status = "Enabled"', ['ada', 'bob']],
  ])('of users are filtered by %s', async (Filter, expected) => {
    const local = await crowd(['ada', 'bob']);

    expect(names(await admin(local, 'ListUsers', { Filter }))).toEqual(expected);
  });

  it.each(['email', 'email > "a"', 'colour = "red"', 'constructor ^= "x"'])(
    'of users refuse the filter %s',
    async (Filter) => {
      await expect(admin(await lair(), 'ListUsers', { Filter })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    },
  );

  it('of pools, clients and groups tell what the template declares', async () => {
    const local = await lair();

    expect(await call(local.service, 'ListUserPools', { MaxResults: 10 })).toEqual({
      UserPools: [{ Id: poolId, Name: 'Pool' }],
    });
    const { UserPoolClients } = await admin(local, 'ListUserPoolClients', { MaxResults: 60 });
    expect(UserPoolClients).toHaveLength(3);
    expect((await admin(local, 'ListGroups')).Groups).toMatchObject([
      { GroupName: 'Owners', Precedence: 1 },
      { GroupName: 'Keepers', Precedence: 2 },
    ]);
  });
});

describe('descriptions', () => {
  it('tell the secret of a client that has one, the same at every start', async () => {
    const local = await lair();

    const secret = async (ClientId: string) =>
      (await admin(local, 'DescribeUserPoolClient', { ClientId })).UserPoolClient.ClientSecret as string | undefined;

    expect(await secret(serverClientId)).toMatch(/^[\w-]{51}$/);
    expect(await secret(serverClientId)).toBe(await secret(serverClientId));
    expect(await secret(webClientId)).toBeUndefined();
  });

  it('tell what a pool is set to', async () => {
    const { UserPool } = await admin(await lair(), 'DescribeUserPool');

    expect(UserPool).toMatchObject({ Id: poolId, Domain: 'lair', UserPoolTier: 'ESSENTIALS', MfaConfiguration: 'OFF' });
  });
});

describe('users', () => {
  it('see themselves and change their password', async () => {
    const local = await lair();
    const { AccessToken } = await signedIn(local);

    expect(await call(local.service, 'GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      call(local.service, 'ChangePassword', { AccessToken, PreviousPassword, ProposedPassword });

    await expect(change('Wrong-horse-7', 'Another-horse-8')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
    await expect(change(password, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await expect(change(password, 'Another-horse-8')).resolves.toEqual({});
  });
});
