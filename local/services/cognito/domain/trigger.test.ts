import { expect, it } from 'vitest';
import { claimsOf, machineClientId, secretOf } from '../testing/fixture.ts';
import type { SeenEvent } from '../testing/fixture.ts';
import { visitor } from '../testing/visitor.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:grant';
const pool = { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: 'V2_0' } } };
const groupsToScopes = (event: SeenEvent) => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        scopesToAdd: event.request.groupConfiguration.groupsToOverride.includes('Keepers') ? ['lair/write'] : [],
      },
    },
  },
});

it('runs when a code is exchanged, and adds its scopes to those that were asked for', async () => {
  const visit = await visitor({ pool }, { [arn]: groupsToScopes });
  try {
    const code = (await visit.signIn()).searchParams.get('code')!;

    const { body } = await visit.exchange(code);

    expect(claimsOf(body.access_token).scope).toBe('openid email lair/read lair/write');
    expect(visit.local.triggers.events).toMatchObject([
      { triggerSource: 'TokenGeneration_HostedAuth', request: { scopes: ['openid', 'email', 'lair/read'] } },
    ]);
  } finally {
    await visit.close();
  }
});

it('does not run for client credentials, which are for V3_0', async () => {
  const visit = await visitor({ pool }, { [arn]: groupsToScopes });
  try {
    const secret = await secretOf(visit.local, machineClientId);

    const { status } = await visit.token({
      grant_type: 'client_credentials',
      client_id: machineClientId,
      client_secret: secret,
    });

    expect(status).toBe(200);
    expect(visit.local.triggers.events).toEqual([]);
  } finally {
    await visit.close();
  }
});

it('that throws keeps the client without tokens, with its reason', async () => {
  const visit = await visitor({ pool }, { [arn]: () => Promise.reject(new Error('not today')) });
  try {
    const code = (await visit.signIn()).searchParams.get('code')!;

    const { status, body } = await visit.exchange(code);

    expect(status).toBe(400);
    expect(body).not.toHaveProperty('access_token');
    expect(body.error_description).toContain('not today');
    expect(visit.errors).toEqual([]);
  } finally {
    await visit.close();
  }
});
