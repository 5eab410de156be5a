import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './testing/contract.ts';
import { DeployedTemplate, deployments, type Deployed } from './testing/deployed-template.ts';
import { readCloudFormation } from './testing/deployed/sam-source.ts';

// .github/deploy-role.yaml: who may deploy from GitHub, and what CloudFormation may then do.

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const stack = readCloudFormation(join(root, '.github/deploy-role.yaml'));
const parameters = { Repository: 'a@1/b@2', GitHubEnvironment: 'dev', StackName: 'dragons', Stage: 'dev' };
const alone = new DeployedTemplate('alone', stack, parameters);
const beside = new DeployedTemplate('beside production', stack, { ...parameters, Neighbour: 'dragons-prod' });
const [, prod] = deployments;

const roleOf = (logicalId: string, of = alone): Deployed =>
  of.resources.find((resource) => resource.logicalId === logicalId) ?? expect.fail(logicalId);
const statementsOf = (logicalId: string, of = alone): Statement[] =>
  (roleOf(logicalId, of).properties.Policies as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
const statement = (logicalId: string, sid: string): Statement =>
  statementsOf(logicalId).find(({ Sid }) => Sid === sid) ?? expect.fail(sid);

describe('the role of the workflow', () => {
  it('is taken on by one environment of one repository, and by nothing that is only like it', () => {
    const [trust, ...more] = roleOf('DeployRole').properties.AssumeRolePolicyDocument.Statement as Statement[];

    expect(more).toEqual([]);
    expect(trust?.Action).toBe('sts:AssumeRoleWithWebIdentity');
    expect(Object.keys(trust?.Condition ?? {})).toEqual(['StringEquals']);
    expect(trust?.Condition?.StringEquals).toEqual({
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': { 'Fn::Sub': 'repo:${Repository}:environment:${GitHubEnvironment}' },
    });
  });

  it('changes nothing but by CloudFormation, to which it hands one role', () => {
    const actions = statementsOf('DeployRole').flatMap(actionsOf);

    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(actions.filter((action) => action.startsWith('iam:'))).toEqual(['iam:PassRole']);
    expect(statement('DeployRole', 'LetCloudFormationDoIt')).toMatchObject({
      Resource: { 'Fn::GetAtt': ['CloudFormationRole', 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    });
  });
});

describe('the role of CloudFormation', () => {
  const allowed = new Set(statementsOf('CloudFormationRole').flatMap(actionsOf));

  /** Where the prefix of a service's actions is not the name in the types of its resources. */
  const prefixes: Readonly<Record<string, string>> = {
    Cognito: 'cognito-idp',
    StepFunctions: 'states',
    // What is left of it in our own reading of the template: layers.
    Serverless: 'lambda',
    // A custom resource is a call of a function.
    FirstData: 'lambda',
  };

  it.each([...new Set((prod?.resources ?? []).map(({ type }) => type.split('::')[1] ?? ''))])(
    'may make what the template holds of %s',
    (service) => {
      const prefix = prefixes[service] ?? service.toLowerCase();

      expect(
        [...allowed].some((action) => action.startsWith(`${prefix}:`)),
        prefix,
      ).toBe(true);
    },
  );

  /** How IAM spells what the template gives a name, for services whose resources are held to names. */
  const spelled: Readonly<Record<string, (properties: Deployed['properties']) => [unknown, string]>> = {
    'AWS::CloudWatch::Alarm': ({ AlarmName: name }) => [name, 'alarm:'],
    'AWS::CloudWatch::Dashboard': ({ DashboardName: name }) => [name, 'dashboard/'],
    'AWS::Lambda::Function': ({ FunctionName: name }) => [name, 'function:'],
    'AWS::Logs::LogGroup': ({ LogGroupName: name }) => [name, 'log-group:'],
    'AWS::SNS::Topic': ({ TopicName: name }) => [name, ''],
    'AWS::SQS::Queue': ({ QueueName: name }) => [name, ''],
    'AWS::SSM::Parameter': ({ Name: name }) => [name, 'parameter'],
    'AWS::Scheduler::Schedule': ({ Name: name }) => [name, 'schedule/default/'],
    'AWS::StepFunctions::StateMachine': ({ StateMachineName: name, Name }) => [name ?? Name, 'stateMachine:'],
  };
  const places = (statement('CloudFormationRole', 'WhatIsNamedAfterTheStage').Resource as { 'Fn::Sub': string }[])
    .map((place) => place['Fn::Sub'].split('${AWS::AccountId}:')[1] ?? expect.fail(place['Fn::Sub']))
    .map(
      (place) =>
        new RegExp(
          `^${place
            .split('*')
            .map((part) => part.replaceAll(/[$(){}]/g, String.raw`\$&`))
            .join('.*')}$`,
        ),
    );

  it.each(
    (prod?.resources ?? []).flatMap(({ logicalId, type, properties }) => {
      const [name, before = ''] = spelled[type]?.(properties) ?? [];
      return name === undefined ? [] : [{ logicalId, place: before + (name as { 'Fn::Sub': string })['Fn::Sub'] }];
    }),
  )('may make $logicalId under its name', ({ place }) => {
    expect(places.some((allowed) => allowed.test(place))).toBe(true);
  });

  it('is taken on by CloudFormation, under no condition that CloudFormation may not meet', () => {
    const [trust, ...more] = roleOf('CloudFormationRole').properties.AssumeRolePolicyDocument.Statement as Statement[];

    expect(more).toEqual([]);
    expect(trust).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'cloudformation.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
  });

  it('may do what IAM knows no resource for on all of them', () => {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    const { Resource: resource, Action: actions } = statement('CloudFormationRole', 'WhatHasNoNameOfItsOwn');
    expect(resource).toBe('*');
    expect(actions).toEqual(
      expect.arrayContaining(['sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes', 'sns:Unsubscribe']),
    );
  });

  it('may attach the managed policies that the template attaches, and those of SAM', () => {
    const attached = (prod?.ofType('AWS::IAM::Role') ?? []).flatMap(({ properties }) =>
      ((properties.ManagedPolicyArns ?? []) as unknown[]).map(
        (arn) => /policy\/([\w/-]+)/.exec(JSON.stringify(arn))?.[1],
      ),
    );
    const { Condition: condition } = statement('CloudFormationRole', 'NoOtherManagedPolicies');

    const names = JSON.stringify(condition?.ArnEquals?.['iam:PolicyARN']);
    for (const name of new Set(attached)) expect(names).toContain(`:policy/${name}"`);
    expect(names).not.toContain('*');
  });

  it('hands roles to the services that take on roles of the template, and to no others', () => {
    const principals = (prod?.ofType('AWS::IAM::Role') ?? []).flatMap(({ properties }) =>
      (properties.AssumeRolePolicyDocument.Statement as { Principal: { Service: string | string[] } }[]).flatMap(
        ({ Principal }) => Principal.Service,
      ),
    );
    const { Condition: condition } = statement('CloudFormationRole', 'HandRolesToTheirServices');

    // SAM's role for CodeDeploy is not in the source.
    expect(condition?.StringEquals?.['iam:PassedToService']).toEqual(
      [...new Set([...principals, 'codedeploy.amazonaws.com'])].sort(),
    );
  });

  it('makes and changes roles of its stack alone, and no users, keys or policies', () => {
    for (const one of statementsOf('CloudFormationRole')) {
      const iam = actionsOf(one).filter((action) => action.startsWith('iam:'));
      if (iam.length === 0) continue;
      for (const action of iam) expect(action).toMatch(/^iam:(\w*Role\w*)$/);
      expect(JSON.stringify(one.Resource)).toMatch(/:role\/(\$\{StackName\}-|aws-service-role\/wafv2)/);
    }
  });
});

it('production can be kept from the roles of a stack whose name it begins with', () => {
  for (const role of ['DeployRole', 'CloudFormationRole']) {
    expect(statementsOf(role).filter(({ Effect }) => Effect === 'Deny')).toEqual([]);
    const [deny] = statementsOf(role, beside);
    expect(deny).toMatchObject({ Effect: 'Deny', Action: '*' });
    expect(JSON.stringify(deny?.Resource)).toContain('${Neighbour}-*');
  }
});
