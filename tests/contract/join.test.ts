import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { camel, contract, kebab, operations, pascal, root } from '../testing/contract.ts';
import { entryOf, functions, invokersOf, template, type Invoker } from '../testing/template.ts';

const entryPoint = (logicalId: string): string => {
  const resource = functions.find((candidate) => candidate.logicalId === logicalId);
  return resource === undefined ? 'template.yaml has no such function' : entryOf(resource);
};
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const folders = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('/handler.ts'))
  .map((file) => file.replace('/handler.ts', ''));

describe.each(operations)('operation $id', ({ id, method, path, source }) => {
  it('has a function of its name, built from the folder of its name', () => {
    expect(template.resources.get(pascal(id))?.type).toBe('AWS::Serverless::Function');
    expect(entryPoint(pascal(id))).toMatch(new RegExp(`^functions/[a-z]+/${kebab(id)}/handler\\.ts$`));
    expect(existsSync(join(root, entryPoint(pascal(id))))).toBe(true);
  });

  it('is what its handler says it is', () => {
    expect(read(entryPoint(pascal(id)))).toContain(`operation('${id}', `);
  });

  it('is routed to that function, which lets API Gateway call it for exactly this method and path', () => {
    const integration = source['x-amazon-apigateway-integration'] as { uri: { 'Fn::Sub': string } } | undefined;
    const permission = template.resources.get(`${pascal(id)}Permission`);

    expect(integration?.uri['Fn::Sub'], 'uri of x-amazon-apigateway-integration').toMatch(
      new RegExp(`/functions/\\$\\{${pascal(id)}\\.Arn\\}:live/invocations$`),
    );
    expect(permission, `${pascal(id)}Permission in template.yaml`).toBeDefined();
    expect(permission?.properties.FunctionName).toMatch(
      new RegExp(`:${template.resources.get(pascal(id))?.ref}:live$`),
    );
    expect(permission?.properties.SourceArn).toMatch(
      new RegExp(`/\\*/${method}${path.replaceAll(/\{\w+\}/g, '\\*')}$`),
    );
  });

  it('has a sample event for it', () => {
    const event = JSON.parse(read(`events/${kebab(id)}.json`)) as Record<string, any>;

    expect(event).toMatchObject({ resource: path, httpMethod: method, requestContext: { operationName: id } });
  });
});

describe.each(functions)('function $logicalId', (resource) => {
  const { logicalId } = resource;
  const [folder = ''] = /[a-z-]+(?=\/handler\.ts$)/.exec(entryOf(resource)) ?? [];
  const invokers = invokersOf(resource);

  it('is invoked by something: an integration, a trigger, the workflow, a stream, a custom resource, a deployment or an operator', () => {
    expect(invokers).toHaveLength(1);
  });

  it('is built from the folder of its name', () => {
    expect(folder.replaceAll('-', '')).toBe(logicalId.toLowerCase());
  });

  it('is an operation exactly if API Gateway invokes it, and runs in the background under its name if nobody waits for it', () => {
    expect(operations.map(({ id }) => pascal(id)).includes(logicalId)).toBe(invokers.includes('API Gateway'));

    const inBackground = invokers.some((invoker) => invoker !== 'API Gateway' && invoker !== 'Cognito');
    expect(read(entryOf(resource)).includes(`background('${camel(logicalId)}', `)).toBe(inBackground);
  });

  it('has a sample event of the shape that its caller sends', () => {
    const event = JSON.parse(read(`events/${folder}.json`)) as Record<string, any>;

    for (const invoker of invokers) expect(event).toMatchObject(shapes[invoker]);
  });
});

/** What tells the events of each caller. */
const shapes: Record<Invoker, object> = {
  'API Gateway': { requestContext: { identity: {}, apiId: expect.any(String) }, isBase64Encoded: false },
  Cognito: { triggerSource: expect.any(String), request: {}, response: {} },
  'the workflow': { reportId: expect.any(String) },
  'a stream': {
    Records: expect.arrayContaining([
      expect.objectContaining({
        eventSource: 'aws:dynamodb',
        eventID: expect.any(String),
        dynamodb: expect.objectContaining({ Keys: expect.any(Object), SequenceNumber: expect.stringMatching(/^\d+$/) }),
      }),
    ]),
  },
  CloudFormation: {
    RequestType: 'Create',
    ResponseURL: expect.stringMatching(/^https:/),
    StackId: expect.any(String),
    RequestId: expect.any(String),
    LogicalResourceId: expect.any(String),
  },
  CodeDeploy: { DeploymentId: expect.stringMatching(/^d-/), LifecycleEventHookExecutionId: expect.any(String) },
  operator: {},
};

it('every folder with a handler is a function of the template, and every sample event is one of theirs', () => {
  const entries = functions.map(entryOf);

  expect(folders.map((folder) => `functions/${folder}/handler.ts`).sort()).toEqual(entries.sort());
  expect(
    readdirSync(join(root, 'events'))
      .filter((name) => name.endsWith('.json'))
      .sort(),
  ).toEqual(folders.map((folder) => `${folder.split('/').at(-1) ?? ''}.json`).sort());
});

it('every path answers a CORS preflight by a mock that names its methods', () => {
  for (const [path, item] of Object.entries<Record<string, any>>(contract.paths)) {
    const methods = Object.keys(item).map((method) => method.toUpperCase());
    const preflight = item.options?.['x-amazon-apigateway-integration'];
    expect(preflight?.type, path).toBe('mock');
    expect(
      preflight.responses.default.responseParameters['method.response.header.Access-Control-Allow-Methods'],
      path,
    ).toBe(`'${methods.sort().join(',')}'`);
  }
});
