import { optionalString, optionalStringMap, requiredString } from '../../json-input.ts';
import type { JsonInput, JsonOperation } from '../../json-protocol.ts';
import { confirmForgotPassword, forgotPassword } from '../flows/reset-password.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from '../flows/sign-up.ts';
import type { UserPools } from '../user-pools.ts';
import { attributeMap, checkSecretHash, passwordLimits, refuseMembers, usernameLimits } from './inputs.ts';

/** Sign-up, its confirmation, and forgotten passwords: what people call without a token. */
export function signUpOperations(pools: UserPools): Record<string, JsonOperation> {
  const who = (input: JsonInput) => {
    const { pool, client } = pools.client(requiredString(input, 'ClientId'));
    const name = requiredString(input, 'Username', usernameLimits);
    checkSecretHash(client, name, optionalString(input, 'SecretHash'));
    return { pool, client, name };
  };
  return {
    async SignUp(input) {
      const { user, delivery } = await signUp(pools, {
        ...who(input),
        password: requiredString(input, 'Password', passwordLimits),
        attributes: attributeMap(input, 'UserAttributes') ?? {},
        validationData: attributeMap(input, 'ValidationData'),
        clientMetadata: optionalStringMap(input, 'ClientMetadata'),
      });
      return {
        UserConfirmed: user.status === 'CONFIRMED',
        UserSub: user.sub,
        ...(delivery !== undefined && { CodeDeliveryDetails: delivery }),
      };
    },
    ConfirmSignUp(input) {
      refuseMembers('ConfirmSignUp', input, ['ForceAliasCreation', 'Session']);
      confirmSignUp(pools, { ...who(input), code: requiredString(input, 'ConfirmationCode', { minLength: 1 }) });
      return {};
    },
    ResendConfirmationCode(input) {
      return { CodeDeliveryDetails: resendConfirmationCode(pools, who(input)) };
    },
    ForgotPassword(input) {
      return { CodeDeliveryDetails: forgotPassword(pools, who(input)) };
    },
    async ConfirmForgotPassword(input) {
      await confirmForgotPassword(pools, {
        ...who(input),
        code: requiredString(input, 'ConfirmationCode', { minLength: 1 }),
        password: requiredString(input, 'Password', passwordLimits),
      });
      return {};
    },
  };
}
