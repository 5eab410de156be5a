import { jsonService } from '../json-protocol.ts';
import type { JsonOperation } from '../json-protocol.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from '../service.ts';
import { adminUserOperations } from './operations/admin-users.ts';
import { authenticationOperations } from './operations/authentication.ts';
import { directoryOperations } from './operations/directory.ts';
import { groupOperations } from './operations/groups.ts';
import { selfServiceOperations } from './operations/self-service.ts';
import { signUpOperations } from './operations/sign-up.ts';
import type { UserPools } from './user-pools.ts';

/**
 * The operations that AWS answers without a signature, those that are not simulated among them: they are refused by
 * name, not for lack of a signature that the SDK does not make.
 */
const anonymous = [
  'AssociateSoftwareToken',
  'ChangePassword',
  'CompleteWebAuthnRegistration',
  'ConfirmDevice',
  'ConfirmForgotPassword',
  'ConfirmSignUp',
  'DeleteUser',
  'DeleteUserAttributes',
  'DeleteWebAuthnCredential',
  'ForgetDevice',
  'ForgotPassword',
  'GetDevice',
  'GetTokensFromRefreshToken',
  'GetUser',
  'GetUserAttributeVerificationCode',
  'GetUserAuthFactors',
  'GlobalSignOut',
  'InitiateAuth',
  'ListDevices',
  'ListWebAuthnCredentials',
  'ResendConfirmationCode',
  'RespondToAuthChallenge',
  'RevokeToken',
  'SetUserMFAPreference',
  'SetUserSettings',
  'SignUp',
  'StartWebAuthnRegistration',
  'UpdateDeviceStatus',
  'UpdateUserAttributes',
  'VerifySoftwareToken',
  'VerifyUserAttribute',
];

/** Where the discovery document sends clients; asked for at every request, since ports can be chosen late. */
export interface CognitoAddresses {
  /** The AWS endpoint, without a slash at the end. */
  endpoint(): string;
  /** The hosted pages, without a slash at the end. */
  domain(): string;
}

/** All operations by name. */
export function cognitoOperations(pools: UserPools): Record<string, JsonOperation> {
  return {
    ...signUpOperations(pools),
    ...authenticationOperations(pools),
    ...selfServiceOperations(pools),
    ...adminUserOperations(pools),
    ...groupOperations(pools),
    ...directoryOperations(pools),
  };
}

/** `cognito-idp` behind the AWS endpoint: the API, and the documents that every pool publishes. */
export function cognitoService(pools: UserPools, addresses: CognitoAddresses): AwsService {
  const api = jsonService({
    signingName: 'cognito-idp',
    targetPrefix: 'AWSCognitoIdentityProviderService',
    version: '1.1',
    validationCode: 'InvalidParameterException',
    anonymous,
    operations: cognitoOperations(pools),
  });
  return {
    ...api,
    claims: (request) => documentOf(request) !== undefined,
    async handle(request) {
      const document = documentOf(request);
      return document === undefined ? api.handle(request) : publish(pools, addresses, document);
    },
  };
}

interface PoolDocument {
  readonly poolId: string;
  readonly name: string;
}

function documentOf({ method, path }: Pick<ServiceRequest, 'method' | 'path'>): PoolDocument | undefined {
  const match = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path);
  const [, poolId, name] = match ?? [];
  return (method === 'GET' || method === 'HEAD') && poolId !== undefined && name !== undefined
    ? { poolId, name }
    : undefined;
}

async function publish(
  pools: UserPools,
  addresses: CognitoAddresses,
  { poolId, name }: PoolDocument,
): Promise<ServiceResponse> {
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=86400',
    // Browser clients read both documents.
    'access-control-allow-origin': '*',
  };
  if (!pools.declarations.pools.has(poolId)) {
    const message = `User pool ${poolId} does not exist.`;
    return {
      status: 400,
      headers: { ...headers, 'cache-control': 'no-store' },
      body: JSON.stringify({ code: 'BadRequest', message }),
    };
  }
  const body = name === 'jwks.json' ? { keys: await pools.keys.jwks(poolId) } : discovery(pools, addresses, poolId);
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html; the issuer is AWS's, the addresses are here. */
function discovery(pools: UserPools, addresses: CognitoAddresses, poolId: string): object {
  const domain = addresses.domain();
  return {
    authorization_endpoint: `${domain}/oauth2/authorize`,
    end_session_endpoint: `${domain}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: pools.issuer(poolId),
    jwks_uri: `${addresses.endpoint()}/${poolId}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    revocation_endpoint: `${domain}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${domain}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${domain}/oauth2/userInfo`,
  };
}
