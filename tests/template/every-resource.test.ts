import { describe, expect, it } from 'vitest';
import { full } from '../testing/full-template.ts';
import { ofType, template } from '../testing/template.ts';

it('the bucket of the catalogue keeps what was overwritten; what is in the site’s is made from the repository', () => {
  const versions = (logicalId: string): unknown =>
    template.resources.get(logicalId)?.properties.VersioningConfiguration;

  expect(versions('CatalogBucket')).toEqual({ Status: 'Enabled' });
  expect(versions('SiteBucket')).toBeUndefined();
});

describe('every', () => {
  it.each(ofType('AWS::S3::Bucket', full))(
    'bucket ($logicalId) is private and encrypted, belongs to its owner alone, and denies everything to whoever comes without TLS',
    ({ logicalId, ref, attributes, properties }) => {
      const policy: Record<string, any> = full.resources.get(`${logicalId}Policy`)?.properties ?? {};
      const statements = policy.PolicyDocument.Statement as Record<string, unknown>[];

      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(properties.BucketEncryption).toBeDefined();
      expect(properties.OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
      expect(policy.Bucket).toBe(ref);
      expect(statements.filter(({ Effect }) => Effect === 'Deny')).toEqual([
        expect.objectContaining({
          Principal: '*',
          Action: 's3:*',
          Resource: [attributes.Arn, `${attributes.Arn ?? ''}/*`],
          Condition: { Bool: { 'aws:SecureTransport': false } },
        }),
      ]);
    },
  );

  it.each(ofType('AWS::SQS::Queue', full))('queue ($logicalId) is encrypted', ({ properties }) => {
    expect(properties.SqsManagedSseEnabled === true || properties.KmsMasterKeyId !== undefined).toBe(true);
  });

  // CloudWatch and AWS Budgets may not use the key alias/aws/sns, and what alarms and budgets say is no secret:
  // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
  const unencrypted = ['AlarmsTopic'];

  it.each(ofType('AWS::SNS::Topic', full))('topic ($logicalId) is encrypted, unless there is a reason', (topic) => {
    expect(topic.properties.KmsMasterKeyId === undefined).toBe(unencrypted.includes(topic.logicalId));
  });

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
