import type { TemplateResource } from '../../../template/model.ts';
import { Fields } from '../fields.ts';
import type { DeclaredUser, Domain, Group, Membership, ResourceServer } from './model.ts';

const fieldsOf = (resource: TemplateResource) =>
  new Fields(resource.properties, `${resource.place} ${resource.logicalId}`);

/** Reads an `AWS::Cognito::UserPoolGroup`. */
export function readGroup(resource: TemplateResource): Group {
  const fields = fieldsOf(resource);
  fields.refuseOthers(['UserPoolId', 'GroupName', 'Description', 'Precedence', 'RoleArn']);
  return {
    poolId: fields.string('UserPoolId'),
    name: fields.optionalString('GroupName') ?? resource.ref,
    description: fields.optionalString('Description'),
    precedence: fields.optionalNumber('Precedence'),
    roleArn: fields.optionalString('RoleArn'),
  };
}

/** Reads an `AWS::Cognito::UserPoolResourceServer`. */
export function readResourceServer(resource: TemplateResource): ResourceServer {
  const fields = fieldsOf(resource);
  fields.refuseOthers(['UserPoolId', 'Identifier', 'Name', 'Scopes']);
  const identifier = fields.string('Identifier');
  return {
    poolId: fields.string('UserPoolId'),
    identifier,
    name: fields.string('Name'),
    scopes: fields.objects('Scopes').map((scope) => {
      scope.refuseOthers(['ScopeName', 'ScopeDescription']);
      return `${identifier}/${scope.string('ScopeName')}`;
    }),
  };
}

/**
 * Reads an `AWS::Cognito::UserPoolDomain`. `ManagedLoginVersion` has no effect: the local pages are neither of the two.
 * @throws FieldError for a prefix that Cognito does not allow
 */
export function readDomain(resource: TemplateResource): Domain {
  const fields = fieldsOf(resource);
  fields.refuseOthers(['UserPoolId', 'Domain', 'ManagedLoginVersion']);
  const prefix = fields.string('Domain');
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix)) {
    throw fields.invalid('Domain', `"${prefix}" must be lower-case letters, digits and hyphens, at most 63 characters`);
  }
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
  const reserved = ['aws', 'amazon', 'cognito'].find((word) => prefix.includes(word));
  if (reserved !== undefined) throw fields.invalid('Domain', `"${prefix}" must not contain "${reserved}"`);
  return { poolId: fields.string('UserPoolId'), prefix };
}

/** Reads an `AWS::Cognito::UserPoolUser`; no invitation is sent, so `MessageAction` has no effect. */
export function readUser(resource: TemplateResource): DeclaredUser {
  const fields = fieldsOf(resource);
  fields.refuseOthers([
    'UserPoolId',
    'Username',
    'UserAttributes',
    'MessageAction',
    'DesiredDeliveryMediums',
    'ForceAliasCreation',
  ]);
  return {
    poolId: fields.string('UserPoolId'),
    username: fields.optionalString('Username') ?? resource.ref,
    attributes: Object.fromEntries(
      fields
        .objects('UserAttributes')
        .map((attribute) => [attribute.string('Name'), attribute.optionalString('Value') ?? '']),
    ),
  };
}

/** Reads an `AWS::Cognito::UserPoolUserToGroupAttachment`. */
export function readMembership(resource: TemplateResource): Membership {
  const fields = fieldsOf(resource);
  fields.refuseOthers(['UserPoolId', 'Username', 'GroupName']);
  return {
    poolId: fields.string('UserPoolId'),
    username: fields.string('Username'),
    group: fields.string('GroupName'),
  };
}

/** Checks an `AWS::Cognito::ManagedLoginBranding`: only Cognito's own values, which change nothing here. */
export function checkBranding(resource: TemplateResource): void {
  const fields = fieldsOf(resource);
  fields.refuseOthers(['UserPoolId', 'ClientId', 'UseCognitoProvidedValues', 'ReturnMergedResources']);
  if (!fields.boolean('UseCognitoProvidedValues', false)) throw fields.unsupported('UseCognitoProvidedValues', 'false');
}
