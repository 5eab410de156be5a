import type { PreSignUpTriggerEvent } from 'aws-lambda';

/**
 * Confirms an account without a check, and its address with it. For demonstrations only: anybody could take anybody's address, so production never
 * deploys it (template.yaml, condition IsNotProduction).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export function confirmSignUp(event: PreSignUpTriggerEvent): PreSignUpTriggerEvent {
  const { userAttributes } = event.request;
  return {
    ...event,
    response: {
      autoConfirmUser: true,
      // Cognito refuses to verify an attribute that the account does not have.
      autoVerifyEmail: userAttributes.email !== undefined,
      autoVerifyPhone: userAttributes.phone_number !== undefined,
    },
  };
}
