import { describe, expect, it } from 'vitest';
import { call, lair, poolId, resource, template, webClientId } from '../testing/fixture.ts';
import type { TemplateChanges } from '../testing/fixture.ts';

describe('what a template may not say', () => {
  it.each<[string, TemplateChanges]>([
    ['MfaConfiguration: ON', { pool: { MfaConfiguration: 'ON' } }],
    ['EnabledMfas: SOFTWARE_TOKEN_MFA', { pool: { EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } }],
    ['PostConfirmation', { pool: { LambdaConfig: { PostConfirmation: 'arn' } } }],
    [
      'LambdaVersion: V3_0',
      { pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'a', LambdaVersion: 'V3_0' } } } },
    ],
    ['AdvancedSecurityMode: ENFORCED', { pool: { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } } }],
    ['DeviceConfiguration', { pool: { DeviceConfiguration: {} } }],
    ['WEB_AUTHN', { pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } } }],
    ['PasswordHistorySize: 5', { pool: { Policies: { PasswordPolicy: { PasswordHistorySize: 5 } } } }],
    ['ALLOW_USER_AUTH', { web: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] } }],
    ['AllowedOAuthFlows: implicit', { web: { AllowedOAuthFlows: ['implicit'] } }],
    ['SupportedIdentityProviders: Google', { web: { SupportedIdentityProviders: ['Google'] } }],
    ['AnalyticsConfiguration', { web: { AnalyticsConfiguration: {} } }],
    ['AWS::Cognito::IdentityPool', { more: [resource('Identities', 'IdentityPool', 'x', {})] }],
    [
      'CustomDomainConfig',
      { more: [resource('D', 'UserPoolDomain', 'd', { UserPoolId: poolId, CustomDomainConfig: {} })] },
    ],
  ])('refuses %s by name and place', async (name, changes) => {
    await expect(lair(changes)).rejects.toMatchObject({
      name: 'UnsupportedPropertyError',
      message: expect.stringMatching(new RegExp(`^template.yaml:1 .*${name}.* is not simulated by the local Cognito`)),
    });
  });

  it.each<[string, TemplateChanges]>([
    ['must use https', { web: { CallbackURLs: ['http://example.com/callback'] } }],
    ['is no URL without a fragment', { web: { CallbackURLs: ['https://example.com/#x'] } }],
    ['client_credentials needs a client with GenerateSecret', { machine: { GenerateSecret: false } }],
    [
      'can not be selected along with code',
      { machine: { AllowedOAuthFlows: ['client_credentials', 'code'], CallbackURLs: ['https://a.b'] } },
    ],
    ['no resource server of the pool has the scope "lair/burn"', { machine: { AllowedOAuthScopes: ['lair/burn'] } }],
    ['must leave out ALLOW_REFRESH_TOKEN_AUTH', { web: { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] } }],
    [
      'RetryGracePeriodSeconds must be from 0 to 60',
      { web: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } } },
    ],
    ['AccessTokenValidity must be from 300 to 86400 seconds', { web: { AccessTokenValidity: 25 } }],
    [
      'LambdaVersion V2_0 needs UserPoolTier ESSENTIALS or PLUS',
      {
        pool: {
          UserPoolTier: 'LITE',
          LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'a', LambdaVersion: 'V2_0' } },
        },
      },
    ],
    [
      'must not contain "cognito"',
      { more: [resource('D', 'UserPoolDomain', 'd', { UserPoolId: poolId, Domain: 'my-cognito' })] },
    ],
    [
      'there is no user pool',
      { more: [resource('G', 'UserPoolGroup', 'g', { UserPoolId: 'us-east-1_Nowhere', GroupName: 'g' })] },
    ],
    [
      'there is no group Nobodies',
      {
        more: [
          resource('M', 'UserPoolUserToGroupAttachment', 'm', {
            UserPoolId: poolId,
            Username: 'ada',
            GroupName: 'Nobodies',
          }),
        ],
      },
    ],
    ['MinimumLength must be from 6 to 99', { pool: { Policies: { PasswordPolicy: { MinimumLength: 5 } } } }],
    ['must be true or false, not "yes"', { web: { EnableTokenRevocation: 'yes' } }],
  ])('refuses what Cognito refuses: %s', async (message, changes) => {
    await expect(lair(changes)).rejects.toMatchObject({
      name: 'FieldError',
      message: expect.stringContaining(message),
    });
  });
});

describe('what a template may say without effect', () => {
  it('is accepted', async () => {
    const local = await lair({
      pool: {
        UserPoolTags: { team: 'lair' },
        DeletionProtection: 'ACTIVE',
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
        EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
        VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      },
      more: [
        resource('Branding', 'ManagedLoginBranding', 'b', {
          UserPoolId: poolId,
          ClientId: webClientId,
          UseCognitoProvidedValues: true,
        }),
      ],
    });

    await expect(call(local.service, 'DescribeUserPool', { UserPoolId: poolId })).resolves.toBeDefined();
  });
});

describe('a sample user', () => {
  it('is the same person at every start of an empty stack, and nobody else', async () => {
    const subOf = async (username: string) => {
      const local = await lair();
      await local.ensureUser({ poolId, username, password: 'Correct-horse-7' });
      const { UserAttributes } = await call(local.service, 'AdminGetUser', { UserPoolId: poolId, Username: username });
      return (UserAttributes as { Name: string; Value: string }[]).find(({ Name }) => Name === 'sub')?.Value;
    };

    const sub = await subOf('ada');

    expect(sub).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(await subOf('ada')).toBe(sub);
    expect(await subOf('ben')).not.toBe(sub);
  });
});

describe('a template that changes', () => {
  it('takes effect, with users as they were', async () => {
    const local = await lair();
    await local.ensureUser({ poolId, username: 'ada', password: 'Correct-horse-7', groups: ['Keepers'] });

    await local.declare(template({ web: { ClientName: 'renamed' } }));

    const who = { UserPoolId: poolId, Username: 'ada' };
    const { Groups } = await call(local.service, 'AdminListGroupsForUser', who);
    expect(Groups).toMatchObject([{ GroupName: 'Keepers' }]);
    const input = { UserPoolId: poolId, ClientId: webClientId };
    expect((await call(local.service, 'DescribeUserPoolClient', input)).UserPoolClient.ClientName).toBe('renamed');
  });

  it('stays as it was when something in the new one is wrong', async () => {
    const local = await lair();

    await expect(local.declare(template({ web: { ClientName: 'renamed', Surprise: true } }))).rejects.toThrow(
      'Surprise',
    );

    const input = { UserPoolId: poolId, ClientId: webClientId };
    expect((await call(local.service, 'DescribeUserPoolClient', input)).UserPoolClient.ClientName).toBe('lair-web');
  });
});

describe('the secret of a client', () => {
  it('is the one that Fn::GetAtt ClientSecret yields, when the template reader names one', async () => {
    const id = 'named000000000000000000001';
    const properties = { UserPoolId: poolId, GenerateSecret: true };
    const local = await lair({
      more: [resource('Named', 'UserPoolClient', id, properties, { ClientSecret: 'from-getatt' })],
    });

    const answer = await call(local.service, 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: id });

    expect(answer.UserPoolClient.ClientSecret).toBe('from-getatt');
  });
});

describe('declared users', () => {
  const user = resource('Ada', 'UserPoolUser', 'ada', {
    UserPoolId: poolId,
    Username: 'ada',
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
  });
  const membership = resource('AdaKeeps', 'UserPoolUserToGroupAttachment', 'x', {
    UserPoolId: poolId,
    Username: 'ada',
    GroupName: 'Keepers',
  });

  it('are created once, with a temporary password in the log, and put into their groups', async () => {
    const local = await lair({ more: [user, membership] });
    await local.declare(template({ more: [user, membership] }));

    expect(local.logged).toEqual([expect.stringMatching(/^Cognito: Temporary password for ada@example.com: \S{12,}$/)]);
    const { Users } = await call(local.service, 'ListUsersInGroup', { UserPoolId: poolId, GroupName: 'Keepers' });
    expect(Users).toMatchObject([{ Username: 'ada', UserStatus: 'FORCE_CHANGE_PASSWORD' }]);
  });

  it('must exist to be members', async () => {
    await expect(lair({ more: [membership] })).rejects.toThrow('There is no user ada in the user pool');
  });
});
