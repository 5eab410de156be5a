import { log, logMessages } from '@dragons/core';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { confirmSignUp } from './confirm-sign-up.ts';

export async function handler(event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> {
  log(logMessages.signUpConfirmed, { userPoolId: event.userPoolId, triggerSource: event.triggerSource });
  return confirmSignUp(event);
}
