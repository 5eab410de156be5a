import { optionalBoolean, optionalEnum, optionalString, optionalStringMap, requiredString } from '../../json-input.ts';
import { missing } from '../../json-input.ts';
import type { JsonInput, JsonOperation } from '../../json-protocol.ts';
import { checkAttributes, readableAttributes } from '../directory/attributes.ts';
import { checkPassword } from '../directory/passwords.ts';
import type { User } from '../directory/user.ts';
import { InvalidParameterException, NotAuthorizedException } from '../errors.ts';
import { adminCreateUser, inviteAgain, temporary } from '../flows/admin-create-user.ts';
import { setPassword } from '../flows/authenticate.ts';
import { signOutEverywhere } from '../flows/token-owner.ts';
import type { UserPools } from '../user-pools.ts';
import { attributeMap, passwordLimits, refuseMembers, seconds, usernameLimits } from './inputs.ts';

/** What administrators do to users. */
export function adminUserOperations(pools: UserPools): Record<string, JsonOperation> {
  const target = (input: JsonInput) => {
    const pool = pools.pool(requiredString(input, 'UserPoolId'));
    return { pool, user: pools.users.get(pool, requiredString(input, 'Username', usernameLimits)) };
  };
  const change = (input: JsonInput, changes: (user: User) => Partial<User>) => {
    const { pool, user } = target(input);
    pools.users.update(pool, user, changes(user));
    return {};
  };
  return {
    async AdminCreateUser(input) {
      refuseMembers('AdminCreateUser', input, ['ForceAliasCreation']);
      const pool = pools.pool(requiredString(input, 'UserPoolId'));
      const name = requiredString(input, 'Username', usernameLimits);
      const password = optionalString(input, 'TemporaryPassword', passwordLimits);
      // SUPPRESS asks for no mail, and there is none anyway.
      const action = optionalEnum(input, 'MessageAction', ['RESEND', 'SUPPRESS']);
      const user =
        action === 'RESEND'
          ? await inviteAgain(pools, pool, pools.users.get(pool, name), password)
          : await adminCreateUser(
              pools,
              pool,
              {
                name,
                password,
                attributes: attributeMap(input, 'UserAttributes') ?? {},
                validationData: attributeMap(input, 'ValidationData'),
                clientMetadata: optionalStringMap(input, 'ClientMetadata'),
              },
              { trigger: true },
            );
      return { User: { ...summary(user), Attributes: readableAttributes(user, undefined) } };
    },
    AdminGetUser(input) {
      const { user } = target(input);
      return { ...summary(user), UserAttributes: readableAttributes(user, undefined) };
    },
    AdminDeleteUser(input) {
      const { pool, user } = target(input);
      pools.grants.revokeAllOf(user);
      pools.users.delete(pool, user);
      return {};
    },
    AdminConfirmSignUp(input) {
      const { user } = target(input);
      if (user.status !== 'UNCONFIRMED') {
        throw new NotAuthorizedException(`User cannot be confirmed. Current status is ${user.status}`);
      }
      return change(input, () => ({ status: 'CONFIRMED', code: undefined }));
    },
    async AdminSetUserPassword(input) {
      const { pool, user } = target(input);
      const password = requiredString(input, 'Password', passwordLimits);
      checkPassword(password, pool.passwordPolicy);
      if (optionalBoolean(input, 'Permanent')) {
        await setPassword(pools, pool, user, password);
      } else {
        const changes = await temporary(pools, pool, password);
        pools.users.update(pool, user, { ...changes, status: 'FORCE_CHANGE_PASSWORD' });
      }
      return {};
    },
    AdminUpdateUserAttributes(input) {
      const { pool } = target(input);
      const changes = attributeMap(input, 'UserAttributes') ?? missing('UserAttributes');
      if (changes.sub !== undefined) throw new InvalidParameterException('Cannot modify an already provided sub');
      checkAttributes(pool, changes, { complete: false });
      const fixed = Object.keys(changes).find((name) => pool.schema.get(name)?.mutable === false);
      if (fixed !== undefined) {
        throw new InvalidParameterException(`user.${fixed}: Attribute cannot be updated.\n`);
      }
      return change(input, (user) => ({ attributes: { ...user.attributes, ...unverified(changes), ...changes } }));
    },
    AdminDisableUser: (input) => change(input, () => ({ enabled: false })),
    AdminEnableUser: (input) => change(input, () => ({ enabled: true })),
    AdminUserGlobalSignOut(input) {
      signOutEverywhere(pools, target(input));
      return {};
    },
  };
}

/** A new address is unverified until somebody says otherwise. */
function unverified(changes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    ['email', 'phone_number']
      .filter((name) => changes[name] !== undefined)
      .map((name) => [`${name}_verified`, 'false']),
  );
}

/** What every operation tells of a user, without attributes. */
export function summary(user: User): object {
  return {
    Username: user.username,
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
