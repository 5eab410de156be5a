import type { TemplateResource } from '../../../template/model.ts';
import { Fields } from '../fields.ts';
import type { ExplicitAuthFlow, OAuthFlow, UserPoolClient } from './model.ts';

const effective = [
  'UserPoolId',
  'ClientName',
  'GenerateSecret',
  'ExplicitAuthFlows',
  'AllowedOAuthFlowsUserPoolClient',
  'AllowedOAuthFlows',
  'AllowedOAuthScopes',
  'CallbackURLs',
  'LogoutURLs',
  'SupportedIdentityProviders',
  'PreventUserExistenceErrors',
  'EnableTokenRevocation',
  'AccessTokenValidity',
  'IdTokenValidity',
  'RefreshTokenValidity',
  'TokenValidityUnits',
  'RefreshTokenRotation',
  'AuthSessionValidity',
  'ReadAttributes',
  'WriteAttributes',
];

/** Properties that are accepted and change nothing here. */
export const clientPropertiesWithoutEffect = ['DefaultRedirectURI', 'EnablePropagateAdditionalUserContextData'];

const authFlows: readonly ExplicitAuthFlow[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  // Accepted, so that a template for AWS can be run here; calls that use them are refused by name.
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
];

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/**
 * Reads an `AWS::Cognito::UserPoolClient`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html
 * @param secret what a client with `GenerateSecret` has as its secret
 * @throws UnsupportedPropertyError, FieldError as readUserPool does
 */
export function readUserPoolClient(resource: TemplateResource, secret: () => string): UserPoolClient {
  const fields = new Fields(resource.properties, `${resource.place} ${resource.logicalId}`);
  fields.refuseOthers([...effective, ...clientPropertiesWithoutEffect]);
  const provider = fields.strings('SupportedIdentityProviders').find((name) => name !== 'COGNITO');
  if (provider !== undefined) throw fields.unsupported('SupportedIdentityProviders', provider);

  const client: UserPoolClient = {
    id: resource.ref,
    poolId: fields.string('UserPoolId'),
    name: fields.optionalString('ClientName') ?? resource.logicalId,
    secret: fields.boolean('GenerateSecret', false) ? secret() : undefined,
    explicitAuthFlows: readAuthFlows(fields),
    oauthFlows: readOAuthFlows(fields),
    oauthScopes: fields.strings('AllowedOAuthScopes'),
    callbackUrls: readUrls(fields, 'CallbackURLs'),
    logoutUrls: readUrls(fields, 'LogoutURLs'),
    preventUserExistenceErrors:
      fields.oneOf('PreventUserExistenceErrors', ['ENABLED', 'LEGACY'], 'LEGACY') === 'ENABLED',
    enableTokenRevocation: fields.boolean('EnableTokenRevocation', true),
    accessTokenSeconds: readValidity(fields, 'AccessToken', 'hours', 1, [300, 86_400]),
    idTokenSeconds: readValidity(fields, 'IdToken', 'hours', 1, [300, 86_400]),
    refreshTokenSeconds: readValidity(fields, 'RefreshToken', 'days', 30, [3600, 315_360_000]),
    authSessionSeconds: (fields.optionalNumber('AuthSessionValidity') ?? 3) * 60,
    rotation: readRotation(fields),
    readAttributes: fields.optionalStrings('ReadAttributes'),
    writeAttributes: fields.optionalStrings('WriteAttributes'),
  };
  checkFlows(client, fields);
  return client;
}

function readAuthFlows(fields: Fields): ExplicitAuthFlow[] {
  // "If you don't specify a value, your client supports ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH, and ALLOW_CUSTOM_AUTH."
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
  const given = fields.optionalStrings('ExplicitAuthFlows');
  if (given === undefined) return ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];
  return given.map((text) => {
    const flow = authFlows.find((name) => name === text);
    if (flow === undefined) throw fields.unsupported('ExplicitAuthFlows', text);
    return flow;
  });
}

function readOAuthFlows(fields: Fields): OAuthFlow[] {
  const flows = fields.strings('AllowedOAuthFlows').map((text): OAuthFlow => {
    if (text === 'code' || text === 'client_credentials') return text;
    throw fields.unsupported('AllowedOAuthFlows', text);
  });
  return fields.boolean('AllowedOAuthFlowsUserPoolClient', false) ? flows : [];
}

/** HTTPS, an application's own scheme, or HTTP on this machine, never with a fragment. */
function readUrls(fields: Fields, name: string): string[] {
  return fields.strings(name).map((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || text.includes('#')) throw fields.invalid(name, `"${text}" is no URL without a fragment`);
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    if (url.protocol === 'http:' && !local) throw fields.invalid(name, `"${text}" must use https (or localhost)`);
    return text;
  });
}

function readValidity(
  fields: Fields,
  token: string,
  unit: keyof typeof unitSeconds,
  otherwise: number,
  [least, most]: readonly [number, number],
): number {
  const name = `${token}Validity`;
  const units = fields.object('TokenValidityUnits');
  units.refuseOthers(['AccessToken', 'IdToken', 'RefreshToken']);
  const given = fields.optionalNumber(name);
  if (given === undefined || given === 0) return otherwise * unitSeconds[unit];
  const seconds = given * unitSeconds[units.oneOf(token, ['seconds', 'minutes', 'hours', 'days'], unit)];
  if (seconds < least || seconds > most) throw fields.invalid(name, `must be from ${least} to ${most} seconds`);
  return seconds;
}

function readRotation(fields: Fields): UserPoolClient['rotation'] {
  const rotation = fields.object('RefreshTokenRotation');
  rotation.refuseOthers(['Feature', 'RetryGracePeriodSeconds']);
  if (rotation.oneOf('Feature', ['ENABLED', 'DISABLED'], 'DISABLED') === 'DISABLED') return undefined;
  const graceSeconds = rotation.optionalNumber('RetryGracePeriodSeconds') ?? 0;
  if (graceSeconds < 0 || graceSeconds > 60) throw rotation.invalid('RetryGracePeriodSeconds', 'must be from 0 to 60');
  return { graceSeconds };
}

/** The combinations that Cognito refuses when a client is created. */
function checkFlows(client: UserPoolClient, fields: Fields): void {
  if (client.rotation !== undefined && client.explicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw fields.invalid(
      'ExplicitAuthFlows',
      'must leave out ALLOW_REFRESH_TOKEN_AUTH when refresh tokens are rotated',
    );
  }
  if (client.oauthFlows.length > 0 && client.oauthScopes.length === 0) {
    throw fields.invalid('AllowedOAuthScopes', 'is required when the client is allowed to use OAuth flows');
  }
  if (client.oauthFlows.includes('code') && client.callbackUrls.length === 0) {
    throw fields.invalid('CallbackURLs', 'is required for the code flow');
  }
  if (!client.oauthFlows.includes('client_credentials')) return;
  if (client.secret === undefined) {
    throw fields.invalid('AllowedOAuthFlows', 'client_credentials needs a client with GenerateSecret: true');
  }
  if (client.oauthFlows.includes('code')) {
    throw fields.invalid('AllowedOAuthFlows', 'client_credentials can not be selected along with code');
  }
}
