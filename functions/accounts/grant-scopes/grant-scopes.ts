import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';

/** Every scope of this API. */
const allScopes = ['dragons/read', 'dragons/write', 'dragons/admin'] as const;

type Scope = (typeof allScopes)[number];

/** What each group may do. */
const scopesOfGroup = new Map<string, readonly Scope[]>([
  ['Readers', ['dragons/read']],
  ['Reporters', ['dragons/read', 'dragons/write']],
  ['Admin', allScopes],
]);

/**
 * Puts the scopes of the caller's groups into the access token, and takes out those that the caller asked for without being in a group
 * that has them: a client may request any scope that it is allowed to, whoever signs in.
 * Somebody in no group reads, like everybody.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function grantScopes(event: PreTokenGenerationV2TriggerEvent): PreTokenGenerationV2TriggerEvent {
  const groups = event.request.groupConfiguration.groupsToOverride ?? [];
  const granted = new Set(['Readers', ...groups].flatMap((group) => scopesOfGroup.get(group) ?? []));
  return {
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          scopesToAdd: allScopes.filter((scope) => granted.has(scope)),
          scopesToSuppress: allScopes.filter((scope) => !granted.has(scope)),
        },
      },
    },
  };
}
