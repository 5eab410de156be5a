import {
  AdminGetUserCommand,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Accounts } from './accounts.ts';
import { withoutItsWords } from './aws-failure.ts';

/** The accounts of a user pool. */
export function accountsInCognito(client: CognitoIdentityProviderClient, userPoolId: string): Accounts {
  return {
    async find(username) {
      try {
        const { UserAttributes = [] } = await client.send(
          new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username }),
        );
        const attributes = new Map(UserAttributes.map(({ Name, Value }) => [Name, Value]));
        const isVerified = attributes.get('phone_number_verified') === 'true';
        return {
          subject: attributes.get('sub') ?? '',
          verifiedPhoneNumber: isVerified ? attributes.get('phone_number') : undefined,
        };
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        // It may name the user.
        throw withoutItsWords(error, 'Cognito');
      }
    },
  };
}
