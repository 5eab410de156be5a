import { expect, it } from 'vitest';
import { callerFromClaims } from './caller.ts';

const claims = { sub: 'subject-1', client_id: 'client-1', scope: 'dragons/read dragons/write' };

it('somebody who signed in has a user name', () => {
  expect(callerFromClaims({ ...claims, username: 'reporter', 'cognito:groups': 'Reporters,Admin' })).toEqual({
    subject: 'subject-1',
    username: 'reporter',
    clientId: 'client-1',
    groups: ['Reporters', 'Admin'],
    scopes: ['dragons/read', 'dragons/write'],
  });
});

it('a machine has none, and no groups', () => {
  const caller = callerFromClaims({ ...claims, sub: 'client-1' });

  expect(caller).toEqual({
    subject: 'client-1',
    clientId: 'client-1',
    groups: [],
    scopes: ['dragons/read', 'dragons/write'],
  });
  expect(caller).not.toHaveProperty('username');
});

it('groups are a list in a token, and text in what API Gateway makes of it', () => {
  expect(callerFromClaims({ ...claims, 'cognito:groups': ['Admin', 7] })?.groups).toEqual(['Admin']);
});

it.each([undefined, null, 'text', {}, { sub: 'subject-1' }, { client_id: 'client-1' }, { ...claims, sub: 7 }])(
  '%j describes nobody',
  (value) => {
    expect(callerFromClaims(value)).toBeUndefined();
  },
);
