import { describe, expect, it } from 'vitest';
import { checks } from '../../functions/operations/verify-version/checks.ts';
import { source } from '../testing/deployed-template.ts';
import { references } from '../testing/deployed/cloudformation.ts';
import { deployed, functions, invokersOf, named, ofType, production, template } from '../testing/template.ts';

const preferenceIn = (of: typeof template, logicalId: string) =>
  of.resources.get(logicalId)?.properties.DeploymentPreference as Record<string, unknown> | undefined;

describe.each(deployed)('a new version of $logicalId', ({ logicalId, properties }) => {
  it('gets a tenth of the callers for five minutes in production, and all at once elsewhere', () => {
    expect(preferenceIn(production, logicalId)).toMatchObject({ Type: 'Canary10Percent5Minutes' });
    expect(preferenceIn(template, logicalId)).toMatchObject({ Type: 'AllAtOnce' });
  });

  it('is taken back by the alarm of its own errors', () => {
    const alarm = template.resources.get(`${logicalId}Errors`);

    expect(alarm?.type).toBe('AWS::CloudWatch::Alarm');
    expect(properties.DeploymentPreference.Alarms).toEqual([alarm?.ref]);
  });

  it('is verified first: the hook knows what to ask it', () => {
    expect(named(properties.DeploymentPreference.Hooks.PreTraffic)).toBe('VerifyVersion');
    expect([...checks.keys()]).toContain(properties.FunctionName.replace('dragons-dev-', ''));
  });
});

it('the hook asks no function that is not deployed in steps', () => {
  const names = deployed.map(({ properties }) => properties.FunctionName.replace('dragons-dev-', '') as string);

  expect([...checks.keys()].toSorted()).toEqual(names.toSorted());
});

it('nobody but operators and deployments calls a function that is not deployed in steps, nor anybody in production', () => {
  const others = functions.filter((resource) => !deployed.includes(resource));

  for (const resource of others) {
    const isInProduction = production.resources.has(resource.logicalId);
    const [invoker = 'nobody'] = invokersOf(resource);
    expect(isInProduction ? ['operator', 'CloudFormation', 'CodeDeploy'] : ['Cognito']).toContain(invoker);
  }
});

it('CodeDeploy may invoke the hook: its role allows functions with this prefix, and no others', () => {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambda.html
  for (const { properties } of [...deployed, ...ofType('AWS::Serverless::Function', production)]) {
    const hook = properties.DeploymentPreference.Hooks.PreTraffic;
    expect(hook).toMatch(/^CodeDeployHook_/);
  }
});

describe('every deployment can be told apart', () => {
  it('a change of settings or layers alone is a new version', () => {
    for (const { properties } of functions) expect(properties.AutoPublishAliasAllProperties).toBe(true);
    const layers = ofType('AWS::Serverless::LayerVersion');
    expect(layers).toHaveLength(2);
    for (const { properties } of layers) expect(properties.PublishLambdaVersion).toBe(true);
  });

  it('what makes a new version for SAM makes one for Lambda, which publishes nothing twice', () => {
    // https://github.com/aws/serverless-application-model/issues/3281
    for (const { properties } of functions) {
      for (const property of ['Tags', 'ReservedConcurrentExecutions', 'RuntimeManagementConfig']) {
        expect(properties).not.toHaveProperty(property);
      }
    }
  });

  it('no setting of a function is a parameter of the template, whose changes SAM does not see', () => {
    const parameters = Object.keys(source.Parameters);
    expect(parameters).toContain('ParameterMaxAge');
    const settings = Object.values(source.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(settings).toHaveLength(functions.length);
    for (const { Properties: properties } of settings) {
      // A stack keeps its stage: everything is named after it.
      expect(references(properties).filter((name) => name !== 'Stage' && parameters.includes(name))).toEqual([]);
    }
  });
});
