import { cognitoResourceTypes, declarationProblem } from './services/cognito/index.ts';
import type { Refusal, TemplateResource } from './template/index.ts';

/** What is done about the resources of a type, and the properties that are understood or can have no effect here. */
interface ResourceKind {
  /** Whoever creates it; `nobody` where it is accepted because it can have no effect on this machine. */
  readonly by: 'lambda' | 'build' | 'gateway' | 's3' | 'ssm' | 'cognito' | 'nobody';
  /** Undefined where the properties are read, and checked, by the service itself, or where none can matter. */
  readonly properties?: readonly string[];
  /** The service's own opinion: what in the resource it cannot take. */
  readonly problem?: (resource: TemplateResource) => string | undefined;
}

const cognito: ResourceKind = { by: 'cognito', problem: declarationProblem };
const nobody: ResourceKind = { by: 'nobody' };

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
      // Without effect here: nothing checks permissions, and there is one processor.
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
  'AWS::Serverless::LayerVersion': { by: 'build' },
  'AWS::Serverless::Api': {
    by: 'gateway',
    properties: [
      'DefinitionBody',
      'MethodSettings',
      'StageName',
      'Variables',
      // Without effect here: there are no deployments, and access logs go to the terminal.
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
    by: 'gateway',
    properties: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
  },
  'AWS::S3::Bucket': {
    by: 's3',
    properties: [
      'BucketName',
      'VersioningConfiguration',
      // Without effect here: nobody but this machine reaches the bucket, and nothing lives long enough to expire.
      'BucketEncryption',
      'LifecycleConfiguration',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'Tags',
    ],
  },
  'AWS::SSM::Parameter': {
    by: 'ssm',
    properties: ['AllowedPattern', 'Description', 'Name', 'Tags', 'Tier', 'Type', 'Value'],
  },
  ...Object.fromEntries(cognitoResourceTypes.map((type) => [type, cognito])),
  'AWS::ApiGateway::Account': nobody,
  'AWS::CloudWatch::Alarm': nobody,
  'AWS::IAM::ManagedPolicy': nobody,
  'AWS::IAM::Policy': nobody,
  'AWS::IAM::Role': nobody,
  'AWS::Logs::LogGroup': nobody,
  'AWS::S3::BucketPolicy': nobody,
};

/**
 * What in a resource cannot run here: its type when that is not in the table, and properties that would have an effect.
 * @param isWhole whether every property could be resolved; values are looked at only then
 */
export function refusals(resource: TemplateResource, isWhole: boolean): Refusal[] {
  const { logicalId, type, properties } = resource;
  const name = `${logicalId} (${type})`;
  const kind = Object.hasOwn(resourceKinds, type) ? resourceKinds[type] : undefined;
  if (kind === undefined) return [{ text: `${name}: this type of resource is not simulated locally` }];
  const { properties: known, problem } = kind;
  const others = known === undefined ? [] : Object.keys(properties).filter((property) => !known.includes(property));
  const text = isWhole ? problem?.(resource) : undefined;
  return [
    ...others.map((property) => ({ text: `${name}: the property ${property} is not simulated locally`, property })),
    ...(text === undefined ? [] : [{ text: `${name}: ${text}` }]),
  ];
}
