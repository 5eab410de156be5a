import { readFile } from 'node:fs/promises';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { grantScopes } from './grant-scopes.ts';

const sample = JSON.parse(
  await readFile(new URL('../../../events/grant-scopes.json', import.meta.url), 'utf8'),
) as PreTokenGenerationV2TriggerEvent;

const scopesFor = (groups: string[]) => {
  const event = { ...sample, request: { ...sample.request, groupConfiguration: { groupsToOverride: groups } } };
  return grantScopes(event).response.claimsAndScopeOverrideDetails.accessTokenGeneration;
};

it.each([
  [[], ['dragons/read'], ['dragons/write', 'dragons/admin']],
  [['Readers'], ['dragons/read'], ['dragons/write', 'dragons/admin']],
  [['Reporters'], ['dragons/read', 'dragons/write'], ['dragons/admin']],
  [['Readers', 'Admin'], ['dragons/read', 'dragons/write', 'dragons/admin'], []],
  [['constructor', 'admin'], ['dragons/read'], ['dragons/write', 'dragons/admin']],
])(
  'groups %j get %j, and %j are taken out even if the client asked for them',
  (groups, scopesToAdd, scopesToSuppress) => {
    expect(scopesFor(groups)).toEqual({ scopesToAdd, scopesToSuppress });
  },
);
