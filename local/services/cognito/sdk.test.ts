import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  DescribeUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  InvalidPasswordException,
  ListUsersCommand,
  NotAuthorizedException,
  RevokeTokenCommand,
  SignUpCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { lair, password, poolId, serverClientId, webClientId } from './testing/fixture.ts';
import type { Lair } from './testing/fixture.ts';

let local: Lair;
let endpoint: Endpoint;
let address: string;
let sdk: CognitoIdentityProviderClient;

beforeAll(async () => {
  local = await lair();
  const credentials = [{ accessKeyId: 'test', secretAccessKey: 'secret' }];
  endpoint = createEndpoint({ services: [local.service], credentials });
  address = await endpoint.listen(0);
  sdk = new CognitoIdentityProviderClient({
    endpoint: address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'secret' },
  });
});

afterAll(async () => {
  sdk.destroy();
  await endpoint.close();
});

describe('the AWS SDK', () => {
  it('creates a user, puts it into a group, signs it in, renews and signs out', async () => {
    const user = { UserPoolId: poolId, Username: 'grace' };
    const { User } = await sdk.send(
      new AdminCreateUserCommand({ ...user, UserAttributes: [{ Name: 'email', Value: 'grace@example.com' }] }),
    );
    expect(User?.UserCreateDate).toEqual(new Date(local.clock.now()));
    await sdk.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
    await sdk.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'Keepers' }));

    const signedIn = await sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: webClientId,
        AuthParameters: { USERNAME: 'grace', PASSWORD: password },
      }),
    );
    const renewed = await sdk.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: webClientId,
        RefreshToken: signedIn.AuthenticationResult!.RefreshToken!,
      }),
    );
    const { AccessToken, RefreshToken } = renewed.AuthenticationResult!;
    expect((await sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe('grace');
    await sdk.send(new GlobalSignOutCommand({ AccessToken }));
    await expect(sdk.send(new GetUserCommand({ AccessToken }))).rejects.toThrow(NotAuthorizedException);
    await sdk.send(new RevokeTokenCommand({ ClientId: webClientId, Token: RefreshToken }));
  });

  it('sees typed errors', async () => {
    const signUp = (Username: string, Password: string) =>
      sdk.send(new SignUpCommand({ ClientId: webClientId, Username, Password }));

    await expect(signUp('heidi', 'weak')).rejects.toThrow(InvalidPasswordException);
    await signUp('heidi', password);
    await expect(signUp('heidi', password)).rejects.toThrow(UsernameExistsException);
  });

  it('sees what is not simulated as an error with its name, at once', async () => {
    const attempt = sdk.send(
      new InitiateAuthCommand({ AuthFlow: 'USER_SRP_AUTH', ClientId: webClientId, AuthParameters: {} }),
    );

    await expect(attempt).rejects.toThrow(CognitoIdentityProviderServiceException);
    await expect(attempt).rejects.toMatchObject({
      name: 'NotImplemented',
      $metadata: { httpStatusCode: 501, attempts: 1 },
    });
  });

  it('reads the secret of a client, and lists users', async () => {
    const { UserPoolClient } = await sdk.send(
      new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: serverClientId }),
    );
    expect(UserPoolClient?.ClientSecret).toBeDefined();
    const { Users } = await sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
    expect(Users?.length).toBeGreaterThan(0);
  });
});

describe('signatures', () => {
  it('are needed for administrators’ operations and for nothing that people call themselves', async () => {
    const unsigned = (operation: string, input: object) =>
      fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify(input),
      });

    const admin = await unsigned('AdminGetUser', { UserPoolId: poolId, Username: 'grace' });
    expect(admin.status).toBeGreaterThanOrEqual(400);
    expect(await admin.text()).not.toContain('grace@');
    expect((await unsigned('ListUsers', { UserPoolId: poolId })).ok).toBe(false);
    const signIn = await unsigned('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: webClientId });
    expect(await signIn.json()).toMatchObject({ __type: 'InvalidParameterException' });
  });

  it('made with a wrong secret are refused', async () => {
    const stranger = new CognitoIdentityProviderClient({
      endpoint: address,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'guess' },
    });
    const AuthParameters = { USERNAME: 'grace', PASSWORD: password };
    const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH';

    await expect(
      stranger.send(
        new AdminInitiateAuthCommand({ UserPoolId: poolId, ClientId: webClientId, AuthFlow, AuthParameters }),
      ),
    ).rejects.toThrow();
    stranger.destroy();
  });
});

describe('the documents of a pool', () => {
  it('hold the keys that verify its tokens', async () => {
    const response = await fetch(`${address}/${poolId}/.well-known/jwks.json`);
    const keys = (await response.json()) as JSONWebKeySet;
    await local.ensureUser({ poolId, username: 'ivy', password });
    const { AuthenticationResult } = await sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: webClientId,
        AuthParameters: { USERNAME: 'ivy', PASSWORD: password },
      }),
    );

    const { payload } = await jwtVerify(AuthenticationResult!.AccessToken!, createLocalJWKSet(keys), {
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
      currentDate: new Date(local.clock.now()),
    });

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(payload.username).toBe('ivy');
  });

  it('tell clients where everything is: the issuer of AWS, the addresses of this computer', async () => {
    const response = await fetch(`${address}/${poolId}/.well-known/openid-configuration`);

    expect(await response.json()).toMatchObject({
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
      authorization_endpoint: 'http://127.0.0.1:4580/oauth2/authorize',
      token_endpoint: 'http://127.0.0.1:4580/oauth2/token',
      jwks_uri: `http://127.0.0.1:4566/${poolId}/.well-known/jwks.json`,
      response_types_supported: ['code'],
    });
  });

  it('are there for pools that exist only', async () => {
    expect((await fetch(`${address}/us-east-1_Nowhere00/.well-known/jwks.json`)).status).toBe(400);
  });
});
