import { describe, expect, it } from 'vitest';
import { DeployedTemplate, type Deployed } from '../testing/deployed-template.ts';
import { isWide, statementsOf, textOf, vagueIn, widePlacesOf } from '../testing/deployed/policies.ts';

// What deployed.test.ts looks for in the policies of the template is found where it is.

const sub = (text: string, ...variables: object[]): object => ({
  'Fn::Sub': variables.length === 0 ? text : [text, ...variables],
});

/** A template with a table, a bucket, a function, and whatever else. */
function templateWith(Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>) {
  return new DeployedTemplate(
    'test',
    {
      Parameters: { Stage: { Type: 'String', Default: 'dev' }, Domain: { Type: 'String', Default: 'example.com' } },
      Conditions: {},
      Outputs: {},
      Resources: {
        Table: { Type: 'AWS::DynamoDB::Table' },
        Bucket: { Type: 'AWS::S3::Bucket' },
        Function: { Type: 'AWS::Lambda::Function' },
        ...Resources,
      },
    },
    {},
  );
}

const template = templateWith({});

/** The role of a template, or whatever else there is with a policy, that says this. */
function withStatement(statement: object, type = 'AWS::IAM::Role'): [Deployed, DeployedTemplate] {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
  const properties =
    type === 'AWS::IAM::Role'
      ? { Policies: [{ PolicyName: 'one', PolicyDocument: document }] }
      : { PolicyDocument: document };
  const around = templateWith({ Holder: { Type: type, Properties: properties } });
  return [around.resources.find(({ logicalId }) => logicalId === 'Holder')!, around];
}

describe('wide', () => {
  it.each<[string, unknown]>([
    ['everything', '*'],
    ['every table', 'arn:aws:dynamodb:*:*:table/*'],
    ['every bucket', 'arn:aws:s3:::*'],
    ['every table of the account', sub('arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*')],
    ['something of every region', 'arn:aws:sns:*:123456789012:dragons'],
    ['something of every account', sub('arn:${AWS::Partition}:sns:${AWS::Region}:*:dragons')],
    ['something of every partition', 'arn:*:s3:::dragons'],
    ['every service', sub('arn:aws:*:::${Bucket}/x')],
    ['names with one letter that may be any', 'arn:aws:s3:::dragons-?'],
    ['what ends like something of the stack', sub('arn:aws:s3:::*-${Bucket}')],
    ['what ends like the stage', sub('arn:aws:ssm:*:*:parameter/*/${Stage}')],
    ['names that begin like the table', sub('${Table.Arn}*')],
    ['names that begin like the bucket', sub('arn:aws:s3:::${Bucket}-*')],
    ['names that begin like the stage', sub('arn:aws:ssm:us-east-1:1:parameter/dragons/${Stage}*')],
    ['names that begin like the stack', sub('arn:aws:iam::1:role/${AWS::StackName}-*')],
    ['what is below a parameter', sub('arn:aws:s3:::${Domain}/*')],
    ['what is below the region alone', sub('arn:aws:s3:::${AWS::Region}/*')],
    ['what is below no resource', sub('${Nothing.Arn}/*')],
    ['the stage as a literal', sub('arn:aws:ssm:us-east-1:1:parameter/${!Stage}/*')],
    ['the stage outside of Fn::Sub', 'arn:aws:ssm:us-east-1:1:parameter/${Stage}/*'],
    ['the stage as a variable that is something else', sub('arn:aws:s3:::${Stage}/*', { Stage: '*' })],
    ['a wildcard in a variable', sub('arn:aws:s3:::${Name}/x', { Name: '*' })],
    ['a wildcard in a joined text', { 'Fn::Join': [':', ['arn:aws:s3::', '*']] }],
    ['what another stack says', { 'Fn::ImportValue': 'other-table' }],
  ])('is %s', (_, resource) => {
    expect(isWide(textOf(resource), template)).toBe(true);
    const places = widePlacesOf(...withStatement({ Action: 'dynamodb:DeleteTable', Resource: resource }));
    expect(places).toEqual([{ logicalId: 'Holder', action: 'dynamodb:DeleteTable', place: textOf(resource) }]);
  });

  it.each<[string, unknown]>([
    ['a reference', { Ref: 'Bucket' }],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'Arn'] }],
    ['what is below an attribute', sub('${Table.Arn}/index/*')],
    ['what is below a reference', sub('arn:${AWS::Partition}:s3:::${Bucket}/catalog/*')],
    ['versions of a function', sub('${Function.Arn}:*')],
    ['what is below an attribute, joined', { 'Fn::Join': ['/', [{ 'Fn::GetAtt': ['Table', 'Arn'] }, '*']] }],
    ['what is below a variable', sub('${Name}/*', { Name: { 'Fn::GetAtt': ['Bucket', 'Arn'] } })],
    [
      'what is below the stage',
      sub('arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/dragons/${Stage}/*'),
    ],
    ['names that the stage is a part of', sub('arn:aws:lambda:us-east-1:1:function:dragons-${Stage}-list:*')],
    ['what is below the stack', sub('arn:aws:s3:::shared/${AWS::StackName}/*')],
    ['something of the stack, wherever it is', sub('arn:aws:dynamodb:*:*:table/${Table}')],
    ['what is below something of the stack, wherever it is', sub('arn:*:dynamodb:*:*:table/${Table}/index/*')],
    ['one thing that is not of the stack', 'arn:aws:s3:::dragons'],
  ])('is not %s', (_, resource) => {
    expect(isWide(textOf(resource), template)).toBe(false);
    expect(widePlacesOf(...withStatement({ Action: 'dynamodb:DeleteTable', Resource: [resource] }))).toEqual([]);
  });

  it('is whatever is not something, and each of several actions and resources', () => {
    expect(widePlacesOf(...withStatement({ Action: 'sns:Publish', NotResource: sub('${Table.Arn}') }))).toEqual([
      { logicalId: 'Holder', action: 'sns:Publish', place: 'all but ${Table.Arn}' },
    ]);
    const several = withStatement({ Action: ['s3:GetObject', 's3:PutObject'], Resource: ['*', 'arn:aws:s3:::*'] });
    expect(widePlacesOf(...several)).toHaveLength(4);
  });

  it.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::SQS::QueuePolicy'])(
    'is found in %s',
    (type) => {
      expect(widePlacesOf(...withStatement({ Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::*' }, type))).toEqual([
        { logicalId: 'Holder', action: 's3:DeleteObject', place: 'arn:aws:s3:::*' },
      ]);
    },
  );
});

describe('vague', () => {
  const vague = (statement: object, type?: string): string[] => vagueIn(withStatement(statement, type)[0]);
  const Resource = { 'Fn::GetAtt': ['Bucket', 'Arn'] };

  it.each(['*', 's3:*', 's3:Get*', 's3:?etObject', 'S3:GetObject'])('is the action %s', (Action) => {
    expect(vague({ Action, Resource })).toEqual([Action]);
    expect(vague({ Action: ['s3:GetObject', Action], Resource })).toEqual([Action]);
    expect(vague({ Action, Resource, Principal: { Service: 'sns.amazonaws.com' } }, 'AWS::S3::BucketPolicy')).toEqual([
      Action,
    ]);
  });

  it.each([
    [{ NotAction: 's3:GetObject', Resource }, ['NotAction', 'no Action']],
    [{ Action: 's3:GetObject' }, ['no Resource']],
    [{ Action: 's3:GetObject', Resource, NotPrincipal: { AWS: '1' } }, ['NotPrincipal']],
    [{ Action: 's3:GetObject', Resource, Principal: '*' }, ['anybody as Principal']],
    [{ Action: 's3:GetObject', Resource, Principal: { AWS: ['1', '*'] } }, ['anybody as Principal']],
  ])('is %j', (statement, found) => {
    expect(vague(statement)).toEqual(found);
  });

  it('is not a bucket that refuses everything to everybody', () => {
    expect(vague({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource }, 'AWS::S3::BucketPolicy')).toEqual([]);
  });

  it('is who may take a role on, too', () => {
    const AssumeRolePolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
    };
    const [role] = templateWith({
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } },
    }).ofType('AWS::IAM::Role');

    expect(vagueIn(role!)).toEqual(['anybody as Principal']);
  });
});

it.each(['{"Statement": []}', { DynamoDBCrudPolicy: { TableName: 'x' } }])(
  'a policy that is written otherwise is an error: %j',
  (PolicyDocument) => {
    const [role] = templateWith({
      Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument }] } },
    }).ofType('AWS::IAM::Role');

    expect(() => statementsOf(role!)).toThrow('Role has a policy without statements');
  },
);
