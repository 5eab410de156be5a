import { readFile } from 'node:fs/promises';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { confirmSignUp } from './confirm-sign-up.ts';

const sample = JSON.parse(
  await readFile(new URL('../../../events/confirm-sign-up.json', import.meta.url), 'utf8'),
) as PreSignUpTriggerEvent;

it('confirms the account and the address that it has', () => {
  expect(confirmSignUp(sample).response).toEqual({
    autoConfirmUser: true,
    autoVerifyEmail: true,
    autoVerifyPhone: false,
  });
});

it('does not verify an address that the account does not have, which Cognito would refuse', () => {
  const event = { ...sample, request: { ...sample.request, userAttributes: {} } };

  expect(confirmSignUp(event).response.autoVerifyEmail).toBe(false);
});

it('keeps the rest of the event, which Cognito wants back', () => {
  expect(confirmSignUp(sample)).toMatchObject({ userName: sample.userName, request: sample.request });
});
