import { requiredString } from '../../json-input.ts';
import type { JsonOperation } from '../../json-protocol.ts';
import { selfServiceScope } from '../declarations/model.ts';
import { readableAttributes } from '../directory/attributes.ts';
import { checkPassword, passwordMatches } from '../directory/passwords.ts';
import { NotAuthorizedException } from '../errors.ts';
import { setPassword } from '../flows/authenticate.ts';
import { signOutEverywhere, tokenOwner } from '../flows/token-owner.ts';
import type { UserPools } from '../user-pools.ts';
import { passwordLimits, tokenLimits } from './inputs.ts';

/** What users do for themselves with their access token. */
export function selfServiceOperations(pools: UserPools): Record<string, JsonOperation> {
  return {
    async GetUser(input) {
      const token = requiredString(input, 'AccessToken', tokenLimits);
      const { user, client } = await tokenOwner(pools, token, selfServiceScope);
      return { Username: user.username, UserAttributes: readableAttributes(user, client) };
    },
    async ChangePassword(input) {
      const token = requiredString(input, 'AccessToken', tokenLimits);
      const previous = requiredString(input, 'PreviousPassword', passwordLimits);
      const proposed = requiredString(input, 'ProposedPassword', passwordLimits);
      const { user, token: verified } = await tokenOwner(pools, token, selfServiceScope);
      checkPassword(proposed, verified.pool.passwordPolicy);
      if (!(await passwordMatches(previous, user.passwordHash))) {
        throw new NotAuthorizedException('Incorrect username or password.');
      }
      await setPassword(pools, verified.pool, user, proposed);
      return {};
    },
    async GlobalSignOut(input) {
      const token = requiredString(input, 'AccessToken', tokenLimits);
      signOutEverywhere(pools, await tokenOwner(pools, token, selfServiceScope));
      return {};
    },
  };
}
