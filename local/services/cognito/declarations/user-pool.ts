import type { TemplateResource } from '../../../template/model.ts';
import { Fields } from '../fields.ts';
import type { AttributeSchema, PasswordPolicy, SignInAttribute, UserPool } from './model.ts';
import { standardAttributes } from './standard-attributes.ts';

/** Properties that are honoured. */
const effective = [
  'UserPoolName',
  'UserPoolTier',
  'UsernameAttributes',
  'AliasAttributes',
  'UsernameConfiguration',
  'AutoVerifiedAttributes',
  'Policies',
  'MfaConfiguration',
  'EnabledMfas',
  'LambdaConfig',
  'AdminCreateUserConfig',
  'UserPoolAddOns',
  'Schema',
];

/** Properties that are accepted, because what they change cannot be seen here: mail, tags, protection, recovery. */
export const poolPropertiesWithoutEffect = [
  'AccountRecoverySetting',
  'DeletionProtection',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'SmsVerificationMessage',
  'UserPoolTags',
  'VerificationMessageTemplate',
];

/**
 * Reads an `AWS::Cognito::UserPool`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
 * @throws UnsupportedPropertyError for a property or value that is not simulated
 * @throws FieldError for one that is wrong
 */
export function readUserPool(resource: TemplateResource, region: string, accountId: string): UserPool {
  const fields = new Fields(resource.properties, `${resource.place} ${resource.logicalId}`);
  fields.refuseOthers([...effective, ...poolPropertiesWithoutEffect]);
  fields.oneOf('MfaConfiguration', ['OFF'], 'OFF');
  const [mfa] = fields.strings('EnabledMfas');
  if (mfa !== undefined) throw fields.unsupported('EnabledMfas', mfa);
  fields.object('UserPoolAddOns').oneOf('AdvancedSecurityMode', ['OFF', 'AUDIT'], 'OFF');
  const tier = fields.oneOf('UserPoolTier', ['LITE', 'ESSENTIALS', 'PLUS'], 'ESSENTIALS');
  return {
    id: resource.ref,
    name: fields.optionalString('UserPoolName') ?? resource.logicalId,
    arn: resource.attributes.Arn ?? `arn:aws:cognito-idp:${region}:${accountId}:userpool/${resource.ref}`,
    tier,
    usernameAttributes: signInAttributes(fields, 'UsernameAttributes'),
    aliasAttributes: signInAttributes(fields, 'AliasAttributes'),
    caseSensitive: fields.object('UsernameConfiguration').boolean('CaseSensitive', true),
    autoVerifiedAttributes: signInAttributes(fields, 'AutoVerifiedAttributes'),
    passwordPolicy: readPasswordPolicy(fields.object('Policies')),
    allowAdminCreateUserOnly: readAdminCreateUserConfig(fields.object('AdminCreateUserConfig')),
    schema: readSchema(fields),
    triggers: readTriggers(fields.object('LambdaConfig'), tier),
  };
}

function signInAttributes(fields: Fields, name: string): SignInAttribute[] {
  return fields.strings(name).map((text) => {
    if (text === 'email' || text === 'phone_number' || text === 'preferred_username') return text;
    throw fields.unsupported(name, text);
  });
}

function readPasswordPolicy(policies: Fields): PasswordPolicy {
  policies.refuseOthers(['PasswordPolicy', 'SignInPolicy']);
  const signIn = policies.object('SignInPolicy');
  signIn.refuseOthers(['AllowedFirstAuthFactors']);
  const factor = signIn.strings('AllowedFirstAuthFactors').find((name) => name !== 'PASSWORD');
  if (factor !== undefined) throw signIn.unsupported('AllowedFirstAuthFactors', factor);

  const policy = policies.object('PasswordPolicy');
  policy.refuseOthers([
    'MinimumLength',
    'RequireLowercase',
    'RequireUppercase',
    'RequireNumbers',
    'RequireSymbols',
    'TemporaryPasswordValidityDays',
    'PasswordHistorySize',
  ]);
  const history = policy.optionalNumber('PasswordHistorySize') ?? 0;
  if (history !== 0) throw policy.unsupported('PasswordHistorySize', String(history));
  const minimumLength = policy.optionalNumber('MinimumLength') ?? 8;
  if (minimumLength < 6 || minimumLength > 99) throw policy.invalid('MinimumLength', 'must be from 6 to 99');
  // Without a policy Cognito asks for all four kinds of characters; with one, for those it names.
  const otherwise = !policies.has('PasswordPolicy');
  return {
    minimumLength,
    requireLowercase: policy.boolean('RequireLowercase', otherwise),
    requireUppercase: policy.boolean('RequireUppercase', otherwise),
    requireNumbers: policy.boolean('RequireNumbers', otherwise),
    requireSymbols: policy.boolean('RequireSymbols', otherwise),
    temporaryPasswordValidityDays: policy.optionalNumber('TemporaryPasswordValidityDays') ?? 7,
  };
}

function readAdminCreateUserConfig(config: Fields): boolean {
  config.refuseOthers(['AllowAdminCreateUserOnly', 'InviteMessageTemplate', 'UnusedAccountValidityDays']);
  return config.boolean('AllowAdminCreateUserOnly', false);
}

function readTriggers(config: Fields, tier: UserPool['tier']): UserPool['triggers'] {
  config.refuseOthers(['PreSignUp', 'PreTokenGeneration', 'PreTokenGenerationConfig']);
  const preSignUp = config.optionalString('PreSignUp');
  const versioned = config.optionalObject('PreTokenGenerationConfig');
  const functionArn = versioned?.string('LambdaArn') ?? config.optionalString('PreTokenGeneration');
  if (functionArn === undefined) return { preSignUp, preTokenGeneration: undefined };
  const version = versioned?.oneOf('LambdaVersion', ['V1_0', 'V2_0'], 'V1_0') ?? 'V1_0';
  // "In user pools with the Essentials or Plus feature plan, you can generate the version two … trigger event"
  // https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
  if (version === 'V2_0' && tier === 'LITE') {
    throw config.invalid('PreTokenGenerationConfig', 'LambdaVersion V2_0 needs UserPoolTier ESSENTIALS or PLUS');
  }
  return { preSignUp, preTokenGeneration: { functionArn, version } };
}

function readSchema(fields: Fields): Map<string, AttributeSchema> {
  const schema = new Map<string, AttributeSchema>();
  for (const name of standardAttributes) schema.set(name, { name, required: false, mutable: true, type: 'String' });
  for (const entry of fields.objects('Schema')) {
    entry.refuseOthers([
      'Name',
      'AttributeDataType',
      'Required',
      'Mutable',
      'StringAttributeConstraints',
      'NumberAttributeConstraints',
    ]);
    const given = entry.string('Name');
    // CloudFormation takes custom attributes with or without the prefix under which they are used.
    const name = schema.has(given) || given.startsWith('custom:') ? given : `custom:${given}`;
    schema.set(name, {
      name,
      required: entry.boolean('Required', false),
      mutable: entry.boolean('Mutable', true),
      type: entry.oneOf('AttributeDataType', ['String', 'Number', 'Boolean', 'DateTime'], 'String'),
    });
  }
  return schema;
}
