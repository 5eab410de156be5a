import { customResourceProblem, isCustomResourceType } from '../custom-resources/index.ts';
import * as eventSourceMappings from '../event-sources/index.ts';
import { cognitoResourceTypes, declarationProblem } from '../services/cognito/index.ts';
import * as cloudWatch from '../services/cloudwatch/declarations.ts';
import * as cloudFront from '../services/cloudfront/declarations.ts';
import * as dynamoDb from '../services/dynamodb/index.ts';
import * as sns from '../services/sns/index.ts';
import * as sqs from '../services/sqs/index.ts';
import * as states from '../services/states/index.ts';
import { eventInvokeProblem } from '../lambda/event-invoke-config.ts';
import * as scheduler from '../scheduler/index.ts';
import type { Refusal, TemplateResource } from '../template/index.ts';

/** What is done about the resources of a type. */
export interface ResourceKind {
  /** Whoever creates it; `nobody` where it is accepted because it can have no effect on this machine. */
  readonly by:
    | 'lambda'
    | 'build'
    | 'gateway'
    | 's3'
    | 'cloudfront'
    | 'cloudwatch'
    | 'ssm'
    | 'cognito'
    | 'dynamodb'
    | 'sqs'
    | 'sns'
    | 'states'
    | 'scheduler'
    | 'cloudformation'
    | 'nobody';
  /** What is simulated. Undefined where the service itself checks the properties, or where none can matter. */
  readonly properties?: readonly string[];
  /** What is accepted because it can have no effect on this machine. */
  readonly withoutEffect?: readonly string[];
  /** The service's own opinion: what in the resource it cannot take. */
  readonly problem?: (resource: TemplateResource) => string | readonly string[] | undefined;
}

const cognito: ResourceKind = { by: 'cognito', problem: declarationProblem };
const nobody: ResourceKind = { by: 'nobody' };

const customResourceType = 'AWS::CloudFormation::CustomResource';

/** Every resource type that runs here. A type that is not in this table is refused by name. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::Serverless::Function': {
    by: 'lambda',
    properties: [
      'FunctionName',
      'Handler',
      'Runtime',
      'CodeUri',
      'InlineCode',
      'Environment',
      'Layers',
      'MemorySize',
      'Timeout',
      'ReservedConcurrentExecutions',
      'Tracing',
      'LoggingConfig',
      'AutoPublishAlias',
      'EventInvokeConfig',
    ],
    problem: eventInvokeProblem,
    // Nothing checks permissions, there is one processor, and every change is live at once.
    withoutEffect: [
      'Architectures',
      'AutoPublishAliasAllProperties',
      'AutoPublishCodeSha256',
      'DeploymentPreference',
      'Description',
      'EphemeralStorage',
      'PermissionsBoundary',
      'Policies',
      'Role',
      'RolePath',
      'RuntimeManagementConfig',
      'Tags',
    ],
  },
  'AWS::Serverless::LayerVersion': {
    by: 'build',
    properties: ['ContentUri', 'LayerName'],
    // There is one version of a layer, the one that was built last.
    withoutEffect: [
      'CompatibleArchitectures',
      'CompatibleRuntimes',
      'Description',
      'LicenseInfo',
      'PublishLambdaVersion',
      'RetentionPolicy',
    ],
  },
  'AWS::Serverless::Api': {
    by: 'gateway',
    properties: ['DefinitionBody', 'MethodSettings', 'StageName', 'Variables'],
    // There are no deployments, and every request is told in the terminal.
    withoutEffect: [
      'AccessLogSetting',
      'AlwaysDeploy',
      'Description',
      'EndpointConfiguration',
      'FailOnWarnings',
      'Name',
      'OpenApiVersion',
      'Tags',
      'TracingEnabled',
    ],
  },
  'AWS::Lambda::Permission': {
    by: 'lambda',
    properties: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
  },
  'AWS::S3::Bucket': {
    by: 's3',
    properties: ['BucketName', 'VersioningConfiguration'],
    // Nobody but this machine reaches the bucket, and nothing lives long enough to expire.
    withoutEffect: [
      'BucketEncryption',
      'LifecycleConfiguration',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'Tags',
    ],
  },
  'AWS::S3::BucketPolicy': {
    by: 'cloudfront',
    // Who else may read a bucket does not matter here: everybody who has the key of this machine may.
    properties: ['Bucket', 'PolicyDocument'],
  },
  'AWS::CloudFront::Distribution': {
    by: 'cloudfront',
    ...cloudFront.properties['AWS::CloudFront::Distribution'],
    problem: cloudFront.distributionProblems,
  },
  'AWS::CloudFront::Function': {
    by: 'cloudfront',
    ...cloudFront.properties['AWS::CloudFront::Function'],
    problem: cloudFront.functionProblems,
  },
  'AWS::CloudFront::OriginAccessControl': {
    by: 'cloudfront',
    ...cloudFront.properties['AWS::CloudFront::OriginAccessControl'],
    problem: cloudFront.originAccessControlProblems,
  },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    by: 'cloudfront',
    ...cloudFront.properties['AWS::CloudFront::ResponseHeadersPolicy'],
    problem: cloudFront.responseHeadersPolicyProblems,
  },
  'AWS::CloudFront::CachePolicy': {
    by: 'cloudfront',
    ...cloudFront.properties['AWS::CloudFront::CachePolicy'],
    problem: cloudFront.cachePolicyProblems,
  },
  'AWS::SSM::Parameter': {
    by: 'ssm',
    properties: ['AllowedPattern', 'Description', 'Name', 'Type', 'Value'],
    withoutEffect: ['Tags', 'Tier'],
  },
  ...Object.fromEntries(cognitoResourceTypes.map((type) => [type, cognito])),
  'AWS::DynamoDB::Table': {
    by: 'dynamodb',
    ...dynamoDb.tableProperties,
    problem: ({ properties }) => dynamoDb.declarationProblem(properties),
  },
  'AWS::Lambda::EventSourceMapping': {
    by: 'lambda',
    properties: eventSourceMappings.eventSourceMappingProperties,
    withoutEffect: eventSourceMappings.eventSourceMappingPropertiesWithoutEffect,
    problem: eventSourceMappings.declarationProblem,
  },
  'AWS::SQS::Queue': { by: 'sqs', ...sqs.queueProperties, problem: sqs.declarationProblem },
  'AWS::SNS::Topic': { by: 'sns', ...sns.topicProperties, problem: sns.topicProblem },
  'AWS::SNS::Subscription': { by: 'sns', ...sns.subscriptionProperties, problem: sns.subscriptionProblem },
  'AWS::Serverless::StateMachine': { by: 'states', ...states.serverlessStateMachineProperties },
  'AWS::StepFunctions::StateMachine': { by: 'states', ...states.stateMachineProperties },
  'AWS::Scheduler::Schedule': {
    by: 'scheduler',
    properties: scheduler.scheduleProperties,
    withoutEffect: scheduler.schedulePropertiesWithoutEffect,
    problem: scheduler.scheduleProblem,
  },
  [customResourceType]: {
    by: 'cloudformation',
    // Its other properties are what its function is told.
    problem: customResourceProblem,
  },
  'AWS::ApiGateway::Account': nobody,
  // Nothing costs anything here.
  'AWS::Budgets::Budget': nobody,
  'AWS::CloudWatch::Alarm': { by: 'cloudwatch', ...cloudWatch.alarmProperties, problem: cloudWatch.alarmProblem },
  'AWS::CloudWatch::Dashboard': {
    by: 'cloudwatch',
    // Nobody shows it. What it is made of is looked at, so that a broken one is told before AWS tells it.
    ...cloudWatch.dashboardProperties,
    problem: cloudWatch.dashboardProblem,
  },
  'AWS::IAM::ManagedPolicy': nobody,
  'AWS::IAM::Policy': nobody,
  'AWS::IAM::Role': nobody,
  'AWS::Logs::LogGroup': nobody,
  'AWS::SNS::TopicPolicy': nobody,
  'AWS::SQS::QueuePolicy': nobody,
};

/**
 * What in a resource cannot run here: its type when that is not in the table, and properties that would have an effect.
 * @param isWhole whether every property could be resolved; values are looked at only then
 */
export function refusals(resource: TemplateResource, isWhole: boolean): Refusal[] {
  const { logicalId, type, properties } = resource;
  const name = `${logicalId} (${type})`;
  const listed = isCustomResourceType(type) ? customResourceType : type;
  const kind = Object.hasOwn(resourceKinds, listed) ? resourceKinds[listed] : undefined;
  if (kind === undefined) return [{ text: `${name}: this type of resource is not simulated locally` }];
  const { properties: known, withoutEffect = [], problem } = kind;
  const others =
    known === undefined
      ? []
      : Object.keys(properties).filter((property) => ![...known, ...withoutEffect].includes(property));
  const problems = [(isWhole ? problem?.(resource) : undefined) ?? []].flat();
  return [
    ...others.map((property) => ({ text: `${name}: the property ${property} is not simulated locally`, property })),
    ...problems.map((text) => ({ text: `${name}: ${text}` })),
  ];
}
