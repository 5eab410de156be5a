import { describe, expect, it } from 'vitest';
import { ofType, production, template } from '../testing/template.ts';

describe('production', () => {
  it('never confirms sign-ups by itself, and has no client for user name and password', () => {
    expect(production.resources.has('ConfirmSignUp')).toBe(false);
    expect(production.resources.get('UserPool')?.properties.LambdaConfig).not.toHaveProperty('PreSignUp');
    const clients = ofType('AWS::Cognito::UserPoolClient', production).map(({ properties }) => properties);
    expect(JSON.stringify(clients)).not.toContain('USER_PASSWORD_AUTH');
  });

  it('protects its accounts from deletion', () => {
    expect(production.resources.get('UserPool')?.properties.DeletionProtection).toBe('ACTIVE');
  });
});

it('the bucket of the catalogue keeps what was overwritten; what is in the site’s is made from the repository', () => {
  const versions = (logicalId: string): unknown =>
    template.resources.get(logicalId)?.properties.VersioningConfiguration;

  expect(versions('CatalogBucket')).toEqual({ Status: 'Enabled' });
  expect(versions('SiteBucket')).toBeUndefined();
});

describe('every', () => {
  it.each(ofType('AWS::S3::Bucket'))(
    'bucket ($logicalId) is private, encrypted, and takes only TLS',
    ({ logicalId, properties }) => {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(properties.BucketEncryption).toBeDefined();
      expect(JSON.stringify(template.resources.get(`${logicalId}Policy`)?.properties)).toContain(
        '"aws:SecureTransport":',
      );
    },
  );

  it.each(ofType('AWS::Cognito::UserPoolClient'))(
    'client ($logicalId) hides which users exist, revokes tokens, and has no implicit grant',
    ({ properties }) => {
      expect(properties).toMatchObject({ PreventUserExistenceErrors: 'ENABLED', EnableTokenRevocation: true });
      expect(properties.AllowedOAuthFlows ?? []).not.toContain('implicit');
    },
  );

  it.each(ofType('AWS::Logs::LogGroup'))('log group ($logicalId) forgets', ({ properties }) => {
    expect(Number(properties.RetentionInDays)).toBeGreaterThan(0);
  });

  it.each(ofType('AWS::SSM::Parameter'))(
    'parameter ($logicalId) lies below /dragons/{stage}/ and says what it is',
    ({ properties }) => {
      expect(properties.Name).toMatch(/^\/dragons\/dev\/[a-z-]+$/);
      expect(properties.Description).toMatch(/\.$/);
    },
  );
});
