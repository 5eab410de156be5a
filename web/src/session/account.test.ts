import { expect, it } from 'vitest';
import { accountOf, scopesOf } from './account.ts';

const base64Url = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const token = (claims: object) => ['{}', JSON.stringify(claims), ''].map(base64Url).join('.');
const claims = { iss: 'issuer', sub: 'subject-1', aud: 'client', iat: 0, exp: 1 };

it('reads the scopes of an access token, whatever else is in it', () => {
  expect([...scopesOf(token({ scope: 'openid dragons/read', username: 'Ünïcödé ÿ 龍' }))]).toEqual([
    'openid',
    'dragons/read',
  ]);
});

it.each(['', 'opaque', 'a.b.c', token({}), token({ scope: 7 }), `x.${base64Url('null')}.y`])(
  'finds no scopes in %j',
  (text) => {
    expect(scopesOf(text).size).toBe(0);
  },
);

it.each([
  ['grace', { ...claims, 'cognito:username': 'grace', email: 'grace@example.com' }],
  ['grace@example.com', { ...claims, email: 'grace@example.com' }],
  ['subject-1', claims],
])('calls a person by the best name there is: %s', (name, idToken) => {
  expect(accountOf(idToken, '').name).toBe(name);
});
