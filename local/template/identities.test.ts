import { describe, expect, test } from 'vitest';
import { complaints, read } from './testing/template-folder.ts';

const resources = (text: string, stackName = 'test') =>
  read(`Transform: AWS::Serverless-2016-10-31\nResources:\n${text}`, { stackName }).resources;

const only = (text: string, stackName?: string) => resources(`  It: ${text}`, stackName).get('It');

describe('physical names have the form that AWS gives them', () => {
  test.each([
    ['AWS::Cognito::UserPool', /^us-east-1_[A-Za-z0-9]{9}$/],
    ['AWS::Cognito::UserPoolClient', /^[a-z0-9]{26}$/],
    ['AWS::Serverless::Api', /^[a-z0-9]{10}$/],
    ['AWS::S3::Bucket', /^test-it-[a-z0-9]{12}$/],
    ['AWS::Serverless::Function', /^test-It-[A-Za-z0-9]{12}$/],
    ['AWS::IAM::Role', /^test-It-[A-Za-z0-9]{12}$/],
    ['AWS::Serverless::LayerVersion', /^arn:aws:lambda:us-east-1:123456789012:layer:It:1$/],
    ['AWS::SNS::Topic', /^arn:aws:sns:us-east-1:123456789012:test-It-[A-Za-z0-9]{12}$/],
    ['AWS::SQS::Queue', /^https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/test-It-[A-Za-z0-9]{12}$/],
    ['AWS::DynamoDB::Table', /^test-It-[A-Za-z0-9]{12}$/],
    ['AWS::SSM::Parameter', /^CFN-It-[A-Za-z0-9]{12}$/],
    ['AWS::Lambda::EventSourceMapping', /^[0-9a-f-]{36}$/],
    ['AWS::CloudFront::Distribution', /^E[A-Z0-9]{13}$/],
    ['AWS::CloudFront::OriginAccessControl', /^E[A-Z0-9]{13}$/],
    ['AWS::CloudFront::ResponseHeadersPolicy', /^[0-9a-f-]{36}$/],
    ['AWS::CloudFront::CachePolicy', /^[0-9a-f-]{36}$/],
    ['AWS::CloudFront::Function', /^arn:aws:cloudfront::123456789012:function\/test-It-[A-Za-z0-9]{12}$/],
  ])('%s', (type, pattern) => {
    expect(only(`{Type: ${type}}`)?.ref).toMatch(pattern);
  });

  test.each([
    ['{Type: AWS::S3::Bucket, Properties: {BucketName: mine}}', 'mine'],
    ['{Type: AWS::Serverless::Function, Properties: {FunctionName: mine}}', 'mine'],
    ['{Type: AWS::SSM::Parameter, Properties: {Name: /a/b}}', '/a/b'],
    ['{Type: AWS::Cognito::UserPoolDomain, Properties: {Domain: mine}}', 'mine'],
    ['{Type: AWS::Cognito::UserPoolGroup, Properties: {GroupName: Mine}}', 'Mine'],
    ['{Type: AWS::Cognito::UserPoolResourceServer, Properties: {Identifier: mine}}', 'mine'],
    ['{Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /mine}}', '/mine'],
  ])('%s keeps the name it is given', (resource, name) => {
    expect(only(resource)?.ref).toBe(name);
  });

  test('the same stack always has the same names, another stack has others', () => {
    const name = (stackName: string) => only('{Type: AWS::Cognito::UserPool}', stackName)?.ref;

    expect(name('one')).toBe(name('one'));
    expect(name('one')).not.toBe(name('two'));
  });

  test('a made-up bucket name is valid however long stack and logical id are', () => {
    const name = resources(`  ${'Bucket'.repeat(12)}: {Type: AWS::S3::Bucket}`, 'Stack'.repeat(20))
      .values()
      .next().value?.ref;

    expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  });

  test('attributes are those of the resource', () => {
    const pool = only('{Type: AWS::Cognito::UserPool}');
    const parameter = only(
      '{Type: AWS::SSM::Parameter, Properties: {Name: n, Type: String, Value: !Sub "${AWS::Region}"}}',
    );

    expect(pool?.attributes).toEqual({
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool?.ref ?? ''}`,
      ProviderName: `cognito-idp.us-east-1.amazonaws.com/${pool?.ref ?? ''}`,
      ProviderURL: `https://cognito-idp.us-east-1.amazonaws.com/${pool?.ref ?? ''}`,
      UserPoolId: pool?.ref,
    });
    expect(parameter?.attributes).toEqual({ Type: 'String', Value: 'us-east-1' });

    const distribution = only('{Type: AWS::CloudFront::Distribution}');
    const edge = only('{Type: AWS::CloudFront::Function, Properties: {Name: mine}}');
    const arn = 'arn:aws:cloudfront::123456789012:function/mine';
    expect(distribution?.attributes).toEqual({
      Id: distribution?.ref,
      DomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
    });
    expect(edge?.attributes).toEqual({ FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn });
  });

  test('a client has a secret when it asks for one', () => {
    const secret = (flag: string) =>
      only(`{Type: AWS::Cognito::UserPoolClient, Properties: {GenerateSecret: ${flag}}}`)?.attributes.ClientSecret;

    expect(secret('true')).toMatch(/^[a-z0-9]{51}$/);
    expect(secret('false')).toBeUndefined();
  });
});

test('the URL of a queue has the address of the endpoint, where there is one', () => {
  const template = read('Resources:\n  It: {Type: AWS::SQS::Queue, Properties: {QueueName: q}}', {
    endpoint: 'http://127.0.0.1:4566',
  });

  expect(template.resources.get('It')?.ref).toBe('http://127.0.0.1:4566/123456789012/q');
});

describe('a custom resource', () => {
  test.each(['Custom::FirstData', 'AWS::CloudFormation::CustomResource'])('(%s) is taken', (type) => {
    expect(only(`{Type: ${type}, Properties: {ServiceToken: arn}}`)?.properties).toEqual({ ServiceToken: 'arn' });
  });

  test('is named by its function when it runs, so nothing can refer to it before', () => {
    const text =
      'Resources:\n  It: {Type: Custom::X}\n  Other: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref It}}';

    expect(complaints(text)).toEqual([expect.stringContaining('Ref of It is what its function will answer')]);
  });
});

describe('what SAM generates can be referred to', () => {
  const withReference = (reference: string) => `
  F: {Type: AWS::Serverless::Function, Properties: {FunctionName: f, AutoPublishAlias: live}}
  G: {Type: AWS::Serverless::Function, Properties: {FunctionName: g, Role: "arn:aws:iam::1:role/x"}}
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: v1}}
  It: {Type: AWS::SSM::Parameter, Properties: {Name: n, Value: ${reference}}}
`;
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';

  test.each([
    ['!Ref FAliaslive', `${arn}:live`],
    ['!Ref F.Alias', `${arn}:live`],
    ['!Ref F.Version', `${arn}:1`],
    ['!Sub "${F.Alias}/x"', `${arn}:live/x`],
    ['!Ref Api.Stage', 'v1'],
    ['!Ref Apiv1Stage', 'v1'],
    ['!GetAtt FRole.Arn', expect.stringMatching(/^arn:aws:iam::123456789012:role\/test-FRole-[A-Za-z0-9]{12}$/)],
    ['!Ref FRole', expect.stringMatching(/^test-FRole-[A-Za-z0-9]{12}$/)],
  ])('%s', (reference, expected) => {
    const it = resources(withReference(reference)).get('It');

    expect(it?.properties.Value).toEqual(expected);
    expect(it?.dependsOn).toHaveLength(1);
  });

  test('once for the whole stack: the application of CodeDeploy, if a function has a DeploymentPreference', () => {
    const it = resources(
      withReference('!Ref ServerlessDeploymentApplication').replace(
        'FunctionName: g,',
        'FunctionName: g, AutoPublishAlias: live, DeploymentPreference: {Type: AllAtOnce},',
      ),
    ).get('It');

    expect(it?.properties.Value).toMatch(/^test-ServerlessDeploymentApplication-[A-Za-z0-9]{12}$/);
    expect(it?.dependsOn).toEqual([]);
  });

  test.each([
    ['!Ref ServerlessDeploymentApplication', 'There is no parameter or resource ServerlessDeploymentApplication.'],
    ['!Ref FVersion', "SAM appends a hash to the version's logical id: write F.Version."],
    ['!GetAtt GRole.Arn', 'There is no resource GRole.'],
    ['!Ref GAliaslive', 'There is no parameter or resource GAliaslive.'],
  ])('%s is refused', (reference, expected) => {
    const template = `Transform: AWS::Serverless-2016-10-31\nResources:${withReference(reference)}`;

    expect(complaints(template)).toEqual([expect.stringContaining(expected)]);
  });
});
