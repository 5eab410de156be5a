import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withOneOfEach } from '../../local/stack/one-of-each.ts';
import { readTemplate } from '../../local/template/index.ts';
import { readOperations } from '../../scripts/generate/contract-operations.ts';
import { contract, operations, pascal, root, violations } from '../testing/contract.ts';
import { aliasOf, production, template } from '../testing/template.ts';

const parameters = { MachineApi: 'yes' };
const withMachines = readTemplate(join(root, 'template.yaml'), { parameters });
const resourceOf = (logicalId: string) =>
  withMachines.resources.get(logicalId) ?? expect.fail(`template.yaml has no ${logicalId}.`);
const propertiesOf = (logicalId: string): Record<string, any> => resourceOf(logicalId).properties;
const definition: Record<string, any> = propertiesOf('ApiForMachines').DefinitionBody;
const people: Record<string, any> = propertiesOf('Api').DefinitionBody;
const { operations: machineOperations } = readOperations(definition);
/** The logical ids of what only a stack with machines has. */
const added = [...withMachines.resources.keys()].filter((id) => !template.resources.has(id));

describe('the contract for machines', () => {
  it('has the operations of the contract, and no preflights', () => {
    const routes = (of: typeof operations): string[] => of.map(({ id, method, path }) => `${id}: ${method} ${path}`);

    expect(routes(machineOperations)).toEqual(routes(operations));
    for (const item of Object.values<object>(definition.paths)) expect(item).not.toHaveProperty('options');
  });

  it.each(machineOperations.map((operation, index) => [operation.id, operation, operations[index]] as const))(
    '%s needs the key beside the token and the scope, if it needs a token at all',
    (_, { source, scopes }, original) => {
      const security = source.security as Record<string, string[]>[];

      expect(scopes).toEqual(original?.scopes);
      expect(security).toEqual(
        scopes.length === 0 ? [] : [...(original?.source.security as object[]), { MachineKey: [] }],
      );
    },
  );

  it('looks for the key where API Gateway does, and keeps the authorizer of the contract', () => {
    const { MachineKey, ...others } = definition.components.securitySchemes;

    expect(definition['x-amazon-apigateway-api-key-source']).toBe('HEADER');
    expect(MachineKey).toEqual({ type: 'apiKey', name: 'x-api-key', in: 'header' });
    expect(others).toEqual(people.components.securitySchemes);
    expect(JSON.stringify(others)).toContain(resourceOf('UserPool').attributes.Arn);
  });

  it.each(machineOperations)('$id is what the same function answers, called with the role', ({ method, path }) => {
    const integrationIn = (of: Record<string, any>) =>
      of.paths[path][method.toLowerCase()]['x-amazon-apigateway-integration'] as Record<string, unknown>;
    const { credentials, ...integration } = integrationIn(definition);

    expect(integration).toEqual(integrationIn(people));
    expect(credentials).toBe(resourceOf('MachineApiRole').attributes.Arn);
  });

  it.each(['INVALID_API_KEY', 'QUOTA_EXCEEDED'])('tells of keys as the API tells of everything (%s)', (type) => {
    const { responseTemplates, responseParameters } = definition['x-amazon-apigateway-gateway-responses'][type];
    const document = JSON.parse(responseTemplates['application/json']);

    expect(violations({ $ref: '#/components/schemas/Problem' }, document)).toEqual([]);
    expect(responseParameters['gatewayresponse.header.Content-Type']).toBe("'application/problem+json'");
    const again = Number(/\d+/.exec(responseParameters['gatewayresponse.header.Retry-After'] ?? '0'));
    expect(again > 0, 'Retry-After').toBe(type === 'QUOTA_EXCEEDED');
  });

  it('has all other answers of API Gateway, too', () => {
    expect(definition['x-amazon-apigateway-gateway-responses']).toMatchObject(
      contract['x-amazon-apigateway-gateway-responses'],
    );
  });
});

describe('the role of the API for machines', () => {
  const { AssumeRolePolicyDocument, Policies, ...others } = propertiesOf('MachineApiRole');

  it('may call the aliases of exactly the operations, and nothing else', () => {
    const statements = Policies.flatMap((policy: any) => policy.PolicyDocument.Statement) as Record<string, unknown>[];

    expect(statements.map(({ Effect, Action }) => [Effect, Action])).toEqual([['Allow', 'lambda:InvokeFunction']]);
    expect([statements[0]?.Resource].flat().sort()).toEqual(
      operations.map(({ id }) => aliasOf(resourceOf(pascal(id)))).sort(),
    );
    expect(others).not.toHaveProperty('ManagedPolicyArns');
  });

  it('is taken by API Gateway alone', () => {
    expect(AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
  });
});

describe('the usage plan', () => {
  const { ApiStages, Throttle, Quota } = propertiesOf('MachineUsagePlan');
  const throttles = Object.entries<Record<string, number>>(ApiStages[0].Throttle);

  it('is of the stage of the API for machines, and of no other', () => {
    expect(ApiStages).toEqual([
      {
        ApiId: resourceOf('ApiForMachines').ref,
        Stage: propertiesOf('ApiForMachines').StageName,
        Throttle: expect.any(Object),
      },
    ]);
  });

  it('limits requests in a second and in a day', () => {
    expect(Throttle).toEqual({ RateLimit: expect.any(Number), BurstLimit: expect.any(Number) });
    expect(Quota).toMatchObject({ Limit: expect.any(Number), Period: 'DAY' });
    // Who asks as fast as allowed uses up the quota of a day, but not within an hour.
    expect(Quota.Limit).toBeGreaterThan(Throttle.RateLimit * 3600);
    expect(Quota.Limit).toBeLessThan(Throttle.RateLimit * 86_400);
  });

  it.each(throttles)('limits a method that there is, to less than everything (%s)', (method, limits) => {
    expect(machineOperations.map(({ path, method: name }) => `${path}/${name}`)).toContain(method);
    expect(limits.RateLimit).toBeLessThan(Throttle.RateLimit);
    expect(limits.BurstLimit).toBeLessThanOrEqual(Throttle.BurstLimit);
  });

  it('has a key', () => {
    expect(propertiesOf('MachineUsagePlanKey')).toEqual({
      KeyId: resourceOf('MachineKey').ref,
      KeyType: 'API_KEY',
      UsagePlanId: resourceOf('MachineUsagePlan').ref,
    });
    expect(propertiesOf('MachineKey').Enabled).toBe(true);
    // Whoever names the value writes a secret into the template.
    expect(propertiesOf('MachineKey')).not.toHaveProperty('Value');
  });
});

describe('whether there is an API for machines', () => {
  it('is the operator’s choice, and by default there is none, not even in production', () => {
    const ofMachines = ['ApiForMachines', 'MachineApiRole', 'MachineUsagePlan', 'MachineKey', 'MachineUsagePlanKey'];

    expect(added).toEqual(expect.arrayContaining(ofMachines));
    for (const id of added) expect(production.resources.has(id), id).toBe(false);
    for (const name of ['MachineApiUrl', 'MachineApiKeyId']) {
      expect(template.outputs).not.toHaveProperty(name);
      expect(withMachines.outputs).toHaveProperty(name);
    }
  });

  it('changes nothing about the API for people', () => {
    expect(propertiesOf('Api')).toEqual(template.resources.get('Api')?.properties);
    expect(JSON.stringify(people)).not.toContain('x-api-key');
  });

  it('is refused on a laptop, where one API runs, by the names of what cannot run', () => {
    const read = () => readTemplate(join(root, 'template.yaml'), { parameters, refusals: withOneOfEach() });

    for (const said of [
      'ApiForMachines (AWS::Serverless::Api): only one API can run here',
      'MachineUsagePlan (AWS::ApiGateway::UsagePlan): this type of resource is not simulated locally',
      'MachineKey (AWS::ApiGateway::ApiKey): this type of resource is not simulated locally',
    ])
      expect(read).toThrow(said);
  });
});
