import { UserNotFoundException, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { accountsInCognito } from './accounts-in-cognito.ts';

const accounts = (answer: () => object) =>
  accountsInCognito({ send: async () => answer() } as unknown as CognitoIdentityProviderClient, 'pool');
const attributes = (more: Record<string, string>) => ({
  UserAttributes: Object.entries({ sub: 'subject-1', ...more }).map(([Name, Value]) => ({ Name, Value })),
});

it('an account has a phone number if it was verified that it is theirs', async () => {
  const phone = { phone_number: '+15555550123' };

  expect(await accounts(() => attributes({ ...phone, phone_number_verified: 'true' })).find('reporter')).toEqual({
    subject: 'subject-1',
    verifiedPhoneNumber: '+15555550123',
  });
  for (const other of [{ ...phone, phone_number_verified: 'false' }, phone, { phone_number_verified: 'true' }]) {
    expect((await accounts(() => attributes(other)).find('reporter'))?.verifiedPhoneNumber).toBeUndefined();
  }
});

it('there is no account of a name that nobody has', async () => {
  const none = () => {
    throw new UserNotFoundException({ message: 'no', $metadata: {} });
  };

  expect(await accounts(none).find('nobody')).toBeUndefined();
});

it('a pool that does not answer is no missing account', async () => {
  const failing = () => {
    throw new Error('down');
  };

  await expect(accounts(failing).find('reporter')).rejects.toThrow('down');
});
