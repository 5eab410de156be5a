import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, type CollectionTag, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';
import { isObject } from '../../../local/json.ts';
import type { CloudFormation, CloudFormationResource } from './cloudformation.ts';

type Properties = Record<string, any>;

/**
 * Reads a SAM template and does what SAM's translator does, as far as the properties of the template go: functions with their roles, aliases
 * and deployment groups, APIs with their stages, state machines with their roles. Where Python is there, SAM's own translator does it instead, and
 * a test compares the two.
 */
export function readSource(file: string): CloudFormation {
  const source = readCloudFormation(file) as CloudFormation & { Globals: { Function: Properties } };
  const expanded = withIncludes(source, dirname(file)) as typeof source;
  const resources = Object.entries(expanded.Resources).flatMap(([logicalId, resource]) => {
    const translate = translations[resource.Type];
    const made = translate?.(logicalId, resource, expanded.Globals.Function) ?? { [logicalId]: resource };
    // What a resource becomes is there when it is.
    const condition = resource.Condition === undefined ? {} : { Condition: resource.Condition };
    return Object.entries(made).map(([id, one]): [string, CloudFormationResource] => [id, { ...condition, ...one }]);
  });
  const all = { ...Object.fromEntries(resources), ...codeDeployApplication };
  return { ...expanded, Resources: withAliases(all) as CloudFormation['Resources'] };
}

/** Reads a template as it is written, functions in their long form. */
export function readCloudFormation(file: string): CloudFormation {
  return parse(readFileSync(file, 'utf8'), { customTags: [...functionTags], version: '1.1' }) as CloudFormation;
}

/** `!Sub x` is `{"Fn::Sub": x}`, and so on. */
const functionTags = [
  'Ref',
  'Condition',
  'GetAtt',
  'Sub',
  'If',
  'Equals',
  'Not',
  'And',
  'Or',
  'Join',
  'Select',
  'Split',
].flatMap((name): (ScalarTag | CollectionTag)[] => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: key === 'Fn::GetAtt' ? text.split('.') : text }) },
    {
      tag: `!${name}`,
      collection: 'seq',
      resolve: (node: YAMLMap | YAMLSeq) => ({ [key]: node.toJSON() as unknown }),
    },
  ];
});

function withIncludes(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withIncludes(item, folder));
  if (!isObject(value)) return value;
  const transform: unknown = value['Fn::Transform'];
  if (isObject(transform) && transform.Name === 'AWS::Include') {
    const { Location: location } = transform.Parameters as { Location: string };
    return parse(readFileSync(join(folder, location), 'utf8'));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIncludes(item, folder)]));
}

/** `X.Alias` is the alias that SAM makes for X. */
function withAliases(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAliases);
  if (!isObject(value)) return value;
  if (typeof value.Ref === 'string') return { Ref: value.Ref.replace(/\.Alias$/, 'Aliaslive') };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withAliases(item)]));
}

/** Maps are merged, lists appended, and everything else of the resource wins over the globals. */
function merged(globals: unknown, own: unknown): unknown {
  if (own === undefined) return globals;
  if (Array.isArray(globals) && Array.isArray(own)) return [...(globals as unknown[]), ...(own as unknown[])];
  if (!isPlain(globals) || !isPlain(own)) return own;
  return Object.fromEntries(
    [...new Set([...Object.keys(globals), ...Object.keys(own)])].map((key) => [key, merged(globals[key], own[key])]),
  );
}

const isPlain = (value: unknown): value is Properties =>
  isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));

const policies = (name: string, documents: readonly Properties[] | undefined): Properties[] =>
  (documents ?? []).map((document, index) => ({ PolicyName: `${name}Policy${index}`, PolicyDocument: document }));

/** SAM adds what a function needs to tell a queue, whose type it was told, what was given up. */
function failurePolicies(name: string, events: Properties | undefined): Properties[] {
  const { Type: type, Destination: destination } = (events?.DestinationConfig?.OnFailure ?? {}) as Properties;
  if (type !== 'SQS') return [];
  const statement = { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: destination as unknown };
  return [{ PolicyName: `${name}EventInvokeConfigOnFailureSQSPolicy`, PolicyDocument: { Statement: [statement] } }];
}

/** A role without policies has no list of them. */
const listed = (all: readonly Properties[]): Properties => (all.length === 0 ? {} : { Policies: all });

const trust = (service: string): Properties => ({
  Version: '2012-10-17',
  Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
});

type Translation = (
  logicalId: string,
  resource: CloudFormationResource,
  globals: Properties,
) => Record<string, CloudFormationResource>;

const functionResources: Translation = (logicalId, { Properties: own }, globals) => {
  const {
    Tracing,
    Policies,
    DeploymentPreference: preference,
    EventInvokeConfig: events,
    AutoPublishAlias,
    ...others
  } = merged(globals, own) as Properties;
  const hasDeployments = preference !== undefined && preference.Enabled !== false;
  return {
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...others,
        Role: { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
        TracingConfig: { Mode: Tracing as string },
      },
    },
    [`${logicalId}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        ManagedPolicyArns: [
          'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
          'arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess',
        ],
        ...listed([
          ...failurePolicies(logicalId, events as Properties | undefined),
          ...policies(`${logicalId}Role`, Policies as Properties[] | undefined),
        ]),
      },
    },
    [`${logicalId}Alias${AutoPublishAlias as string}`]: {
      Type: 'AWS::Lambda::Alias',
      Properties: { Name: AutoPublishAlias as string, FunctionName: { Ref: logicalId } },
      ...(hasDeployments && {
        UpdatePolicy: {
          CodeDeployLambdaAliasUpdate: {
            DeploymentGroupName: { Ref: `${logicalId}DeploymentGroup` },
            BeforeAllowTrafficHook: preference.Hooks?.PreTraffic as unknown,
          },
        },
      }),
    },
    ...(hasDeployments && {
      [`${logicalId}DeploymentGroup`]: {
        Type: 'AWS::CodeDeploy::DeploymentGroup',
        Properties: {
          AlarmConfiguration: {
            Enabled: preference.Alarms !== undefined,
            Alarms: ((preference.Alarms ?? []) as unknown[]).map((Name) => ({ Name })),
          },
          DeploymentConfigName: preference.Type as unknown,
        },
      },
    }),
    ...(events !== undefined && {
      [`${logicalId}EventInvokeConfig`]: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { ...(events as Properties), FunctionName: { Ref: logicalId }, Qualifier: 'live' },
      },
    }),
  };
};

/** SAM makes one for all functions. */
const codeDeployApplication: Readonly<Record<string, CloudFormationResource>> = {
  ServerlessDeploymentApplication: {
    Type: 'AWS::CodeDeploy::Application',
    Properties: { ComputePlatform: 'Lambda' },
  },
};

const apiResources: Translation = (logicalId, { Properties: own = {} }) => ({
  [logicalId]: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: own.DefinitionBody as unknown } },
  [`${logicalId}Stage`]: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { ...own, RestApiId: { Ref: logicalId } },
  },
});

const stateMachineResources: Translation = (logicalId, { Properties: { Policies, ...own } = {} }) => ({
  [logicalId]: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      ...own,
      RoleArn: { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
      TracingConfiguration: own.Tracing as unknown,
      LoggingConfiguration: own.Logging as unknown,
    },
  },
  [`${logicalId}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('states.amazonaws.com'),
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'],
      ...listed(policies(`${logicalId}Role`, Policies as Properties[] | undefined)),
    },
  },
});

const translations: Readonly<Record<string, Translation | undefined>> = {
  'AWS::Serverless::Function': functionResources,
  'AWS::Serverless::Api': apiResources,
  'AWS::Serverless::StateMachine': stateMachineResources,
};
