import { log, logMessages } from '@dragons/core';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { grantScopes } from './grant-scopes.ts';

export async function handler(event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> {
  const answer = grantScopes(event);
  log(logMessages.scopesGranted, {
    triggerSource: event.triggerSource,
    scopes: answer.response.claimsAndScopeOverrideDetails.accessTokenGeneration?.scopesToAdd ?? [],
  });
  return answer;
}
