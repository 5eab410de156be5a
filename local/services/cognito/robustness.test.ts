import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, password, poolId, secretOf, serverClientId, webClientId } from './testing/fixture.ts';
import { visitor } from './testing/visitor.ts';
import type { Visitor } from './testing/visitor.ts';

let visit: Visitor;

beforeAll(async () => {
  visit = await visitor();
});

afterAll(() => visit.close());

const operations = [
  ...['SignUp', 'ConfirmSignUp', 'ResendConfirmationCode', 'ForgotPassword', 'ConfirmForgotPassword', 'InitiateAuth'],
  ...[
    'RespondToAuthChallenge',
    'GetTokensFromRefreshToken',
    'RevokeToken',
    'GetUser',
    'ChangePassword',
    'GlobalSignOut',
  ],
  ...['AdminCreateUser', 'AdminGetUser', 'AdminConfirmSignUp', 'AdminSetUserPassword', 'AdminUpdateUserAttributes'],
  ...[
    'AdminInitiateAuth',
    'AdminAddUserToGroup',
    'AdminListGroupsForUser',
    'ListUsers',
    'ListGroups',
    'ListUsersInGroup',
  ],
  ...['ListUserPools', 'DescribeUserPool', 'ListUserPoolClients', 'DescribeUserPoolClient'],
];

/** Texts that break careless code, beside arbitrary ones. */
const text = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    '%',
    '%zz',
    '\u0000',
    '\ud800',
    'a\r\nb',
    '"><script>',
    'x'.repeat(3000),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

it('bad input to the pages and endpoints never ends in an error of the server', async () => {
  const names = fc.constantFrom(
    ...[
      'client_id',
      'redirect_uri',
      'scope',
      'state',
      'notice',
      'username',
      'login_hint',
      'grant_type',
      'code',
      'token',
    ],
    ...['password', 'session', 'email', 'refresh_token', 'client_secret', 'code_verifier', 'logout_uri', 'prompt'],
  );
  const paths = [
    '/oauth2/authorize',
    '/login',
    '/signup',
    '/confirm',
    '/newPassword',
    '/forgotPassword',
    '/resetPassword',
  ];
  const others = ['/oauth2/token', '/oauth2/revoke', '/oauth2/userInfo', '/logout', '/', '/%', '//evil.example'];
  const request = fc.record({
    path: fc.constantFrom(...paths, ...others),
    post: fc.boolean(),
    changes: fc.dictionary(names, text, { maxKeys: 3 }),
    form: fc.dictionary(names, text, { maxKeys: 4 }),
  });

  await fc.assert(
    fc.asyncProperty(request, async ({ path, post, changes, form }) => {
      const address = `${path}?${visit.query(changes)}`;
      const response = post ? await visit.post(address, form) : await visit.get(address);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toContain('<script');
      const target = response.headers.get('location') ?? '/';
      expect(target).toMatch(/^(?:\/(?!\/)|http:\/\/127\.0\.0\.1:8080\/(?:callback)?(?:\?|$)|myapp:\/\/signed-in)/);
    }),
    { numRuns: 150 },
  );
  expect(visit.errors).toEqual([]);
});

it('bad input to the API is always answered with an error of the caller', async () => {
  const { local } = visit;
  const ClientSecret = await secretOf(local, serverClientId);
  const value = fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 2 }),
    fc.dictionary(text, text),
  );
  const known = fc.constantFrom<object>(
    { UserPoolId: poolId, Username: 'ada', ClientId: webClientId },
    { UserPoolId: poolId, ClientId: serverClientId, ClientSecret },
    { UserPoolId: poolId, ClientId: webClientId, Username: 'ada', Password: password, AuthFlow: 'USER_PASSWORD_AUTH' },
  );
  const member = fc.constantFrom(
    ...[
      'Username',
      'UserAttributes',
      'Filter',
      'Limit',
      'PaginationToken',
      'AuthFlow',
      'AuthParameters',
      'AccessToken',
    ],
    ...[
      'Session',
      'ChallengeName',
      'ChallengeResponses',
      'RefreshToken',
      'Token',
      'ConfirmationCode',
      'Password',
      'GroupName',
    ],
  );
  const operation = fc.constantFrom(...operations);

  await fc.assert(
    fc.asyncProperty(operation, known, fc.dictionary(member, value, { maxKeys: 4 }), async (name, some, more) => {
      const outcome: unknown = await call(local.service, name, { ...some, ...more }).catch((error: unknown) => error);
      if (outcome instanceof Error)
        expect(outcome).toMatchObject({ status: expect.toSatisfy((status) => status < 500 || status === 501) });
    }),
    { numRuns: 300 },
  );
});
