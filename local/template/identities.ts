import { alphabets } from './account.ts';
import type { Naming } from './naming.ts';

/** How the rest of a template may refer to a resource. */
export interface Identity {
  /** What `Ref` yields; empty when that is not known before the resource exists. */
  readonly ref: string;
  /** What `Fn::GetAtt` yields. Getters are used where a property must be resolved only when it is asked for. */
  readonly attributes: Readonly<Record<string, string>>;
}

const { lowerCase, mixedCase, upperCase } = alphabets;

const plain = (ref: string): Identity => ({ ref, attributes: {} });

/** A resource that nobody refers to by more than an id. */
const opaque = (naming: Naming): Identity => plain(`${naming.account.stackName}-${naming.id(12, mixedCase)}`);

/** The identity of a role. */
export function iamRoleIdentity(naming: Naming): Identity {
  const name = naming.name('RoleName', 64);
  const path = naming.text('Path') ?? '/';
  return {
    ref: name,
    attributes: { Arn: naming.globalArn('iam', `role${path}${name}`), RoleId: `AROA${naming.id(17, upperCase)}` },
  };
}

function bucket(naming: Naming): Identity {
  const name = naming.lowerCaseName('BucketName', 63);
  const { region, partition, urlSuffix } = naming.account;
  return {
    ref: name,
    attributes: {
      Arn: `arn:${partition}:s3:::${name}`,
      DomainName: `${name}.s3.${urlSuffix}`,
      RegionalDomainName: `${name}.s3.${region}.${urlSuffix}`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.${urlSuffix}`,
    },
  };
}

function userPool(naming: Naming): Identity {
  const { region, urlSuffix } = naming.account;
  const id = `${region}_${naming.id(9, mixedCase)}`;
  const provider = `cognito-idp.${region}.${urlSuffix}/${id}`;
  return {
    ref: id,
    attributes: {
      Arn: naming.arn('cognito-idp', `userpool/${id}`),
      ProviderName: provider,
      ProviderURL: `https://${provider}`,
      UserPoolId: id,
    },
  };
}

function userPoolClient(naming: Naming): Identity {
  const id = naming.id(26, lowerCase);
  const attributes = { ClientId: id, Name: naming.name('ClientName', 128) };
  const hasSecret = naming.text('GenerateSecret') === 'true';
  return {
    ref: id,
    attributes: hasSecret ? { ...attributes, ClientSecret: naming.id(51, lowerCase, 'secret') } : attributes,
  };
}

function table(naming: Naming): Identity {
  const name = naming.name('TableName', 255);
  const arn = naming.arn('dynamodb', `table/${name}`);
  // The label of a stream is the time it was enabled at; a name must not depend on the time.
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/2026-01-01T00:00:00.000` } };
}

function stateMachine(name: string, naming: Naming): Identity {
  const arn = naming.arn('states', `stateMachine:${name}`);
  return { ref: arn, attributes: { Arn: arn, Name: name } };
}

/** The id of a thing of CloudFront, such as `E27LVI50CSW06W`. */
const cloudFrontId = (naming: Naming): string => `E${naming.id(13, upperCase)}`;

function distribution(naming: Naming): Identity {
  const id = cloudFrontId(naming);
  const suffix = naming.account.partition === 'aws-cn' ? 'cloudfront.cn' : 'cloudfront.net';
  return { ref: id, attributes: { Id: id, DomainName: `d${naming.id(13, lowerCase, 'domain')}.${suffix}` } };
}

/** A policy of CloudFront, which is called by a UUID. */
function cloudFrontPolicy(naming: Naming): Identity {
  const id = naming.uuid();
  return { ref: id, attributes: { Id: id } };
}

/** A function of CloudFront. Its `Ref` is its ARN: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html */
function cloudFrontFunction(naming: Naming): Identity {
  const arn = naming.globalArn('cloudfront', `function/${naming.name('Name', 64)}`);
  return { ref: arn, attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn } };
}

/** A firewall, whose `Ref` is all of its name: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webacl.html */
function webAcl(naming: Naming): Identity {
  const [name, id, scope] = [naming.name('Name', 128), naming.uuid(), naming.text('Scope') ?? 'REGIONAL'];
  const arn = naming.arn('wafv2', `${scope === 'REGIONAL' ? 'regional' : 'global'}/webacl/${name}/${id}`);
  return { ref: `${name}|${id}|${scope}`, attributes: { Arn: arn, Id: id } };
}

/** What its function answers becomes the `Ref` of a custom resource: nobody knows it before. */
const knownLater = (): Identity => ({ ref: '', attributes: {} });

/**
 * The identity of every resource type that is known here, in the form AWS gives it, as a pure function of the template
 * and the stack. `Ref` and `Fn::GetAtt` by type:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const identities: Readonly<Record<string, (naming: Naming) => Identity>> = {
  'AWS::ApiGateway::Account': opaque,
  'AWS::ApiGateway::ApiKey': (naming) => {
    const id = naming.id(10, lowerCase);
    return { ref: id, attributes: { APIKeyId: id } };
  },
  'AWS::ApiGateway::UsagePlan': (naming) => {
    const id = naming.id(6, lowerCase);
    return { ref: id, attributes: { Id: id } };
  },
  'AWS::ApiGateway::UsagePlanKey': opaque,
  'AWS::Budgets::Budget': opaque,
  'AWS::CloudFormation::CustomResource': knownLater,
  'AWS::CloudFront::CachePolicy': cloudFrontPolicy,
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::Function': cloudFrontFunction,
  'AWS::CloudFront::OriginAccessControl': (naming) => {
    const id = cloudFrontId(naming);
    return { ref: id, attributes: { Id: id } };
  },
  'AWS::CloudFront::ResponseHeadersPolicy': cloudFrontPolicy,
  'AWS::CloudWatch::Alarm': (naming) => {
    const name = naming.name('AlarmName', 255);
    return { ref: name, attributes: { Arn: naming.arn('cloudwatch', `alarm:${name}`) } };
  },
  'AWS::CloudWatch::Dashboard': (naming) => plain(naming.name('DashboardName', 255)),
  'AWS::Cognito::ManagedLoginBranding': (naming) => plain(naming.uuid()),
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::Cognito::UserPoolDomain': (naming) => plain(naming.lowerCaseName('Domain', 63)),
  'AWS::Cognito::UserPoolGroup': (naming) => plain(naming.name('GroupName', 128)),
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': opaque,
  'AWS::Cognito::UserPoolResourceServer': (naming) => plain(naming.name('Identifier', 256)),
  'AWS::Cognito::UserPoolUser': (naming) => plain(naming.name('Username', 128)),
  'AWS::Cognito::UserPoolUserToGroupAttachment': opaque,
  'AWS::DynamoDB::Table': table,
  'AWS::IAM::ManagedPolicy': (naming) => {
    const name = naming.name('ManagedPolicyName', 128);
    return plain(naming.globalArn('iam', `policy${naming.text('Path') ?? '/'}${name}`));
  },
  'AWS::IAM::Policy': opaque,
  'AWS::IAM::Role': iamRoleIdentity,
  'AWS::Lambda::EventSourceMapping': (naming) => {
    const id = naming.uuid();
    return { ref: id, attributes: { Id: id } };
  },
  'AWS::Lambda::Permission': opaque,
  'AWS::Logs::LogGroup': (naming) => {
    const name = naming.name('LogGroupName', 512);
    return { ref: name, attributes: { Arn: naming.arn('logs', `log-group:${name}:*`) } };
  },
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': opaque,
  'AWS::SNS::Subscription': (naming) => plain(`${naming.text('TopicArn') ?? ''}:${naming.uuid()}`),
  'AWS::SNS::Topic': (naming) => {
    const name = naming.name('TopicName', 256);
    const arn = naming.arn('sns', name);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  'AWS::SNS::TopicPolicy': opaque,
  'AWS::SQS::Queue': (naming) => {
    const name = naming.name('QueueName', 80);
    const { sqsEndpoint, accountId } = naming.account;
    const url = `${sqsEndpoint}/${accountId}/${name}`;
    return { ref: url, attributes: { Arn: naming.arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SQS::QueuePolicy': opaque,
  'AWS::SSM::Parameter': (naming) => ({
    ref: naming.text('Name') ?? `CFN-${naming.logicalId}-${naming.id(12, mixedCase, 'name')}`,
    attributes: {
      get Type() {
        return naming.text('Type') ?? '';
      },
      get Value() {
        return naming.text('Value') ?? '';
      },
    },
  }),
  'AWS::Scheduler::Schedule': (naming) => {
    const name = naming.name('Name', 64);
    const group = naming.text('GroupName') ?? 'default';
    return { ref: name, attributes: { Arn: naming.arn('scheduler', `schedule/${group}/${name}`) } };
  },
  'AWS::Serverless::Api': (naming) => {
    const id = naming.id(10, lowerCase);
    return { ref: id, attributes: { RestApiId: id, RootResourceId: naming.id(10, lowerCase, 'root') } };
  },
  'AWS::Serverless::Function': (naming) => {
    const name = naming.name('FunctionName', 64);
    return { ref: name, attributes: { Arn: naming.arn('lambda', `function:${name}`) } };
  },
  'AWS::Serverless::LayerVersion': (naming) => {
    const arn = naming.arn('lambda', `layer:${naming.text('LayerName') ?? naming.logicalId}:1`);
    return { ref: arn, attributes: { LayerVersionArn: arn } };
  },
  'AWS::Serverless::SimpleTable': table,
  'AWS::Serverless::StateMachine': (naming) => stateMachine(naming.name('Name', 80), naming),
  'AWS::StepFunctions::StateMachine': (naming) => stateMachine(naming.name('StateMachineName', 80), naming),
  'AWS::WAFv2::LoggingConfiguration': opaque,
  'AWS::WAFv2::WebACL': webAcl,
  'AWS::WAFv2::WebACLAssociation': opaque,
};

/** The identity of a resource type, of which those that begin with `Custom::` are custom resources. Undefined for one that is not known. */
export function identityOf(type: string): ((naming: Naming) => Identity) | undefined {
  if (type.startsWith('Custom::')) return knownLater;
  return Object.hasOwn(identities, type) ? identities[type] : undefined;
}
