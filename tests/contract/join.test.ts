import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../local/template/index.ts';
import { contract, kebab, operations, pascal, root } from '../testing/contract.ts';

const template = readTemplate(join(root, 'template.yaml'));
const functions = [...template.resources.values()].filter(({ type }) => type === 'AWS::Serverless::Function');
const entryPoint = (logicalId: string): string => {
  const properties = template.resources.get(logicalId)?.metadata.BuildProperties as
    { EntryPoints: string[] } | undefined;
  return properties?.EntryPoints[0] ?? 'template.yaml has no such function';
};
const folders = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('/handler.ts'))
  .map((file) => file.replace('/handler.ts', ''));

describe.each(operations)('operation $id', ({ id, method, path, source }) => {
  it('has a function of its name, built from the folder of its name', () => {
    expect(template.resources.get(pascal(id))?.type).toBe('AWS::Serverless::Function');
    expect(entryPoint(pascal(id))).toMatch(new RegExp(`^[a-z]+/${kebab(id)}/handler\\.ts$`));
    expect(existsSync(join(root, 'functions', entryPoint(pascal(id))))).toBe(true);
  });

  it('is what its handler says it is', () => {
    expect(readFileSync(join(root, 'functions', entryPoint(pascal(id))), 'utf8')).toContain(`operation('${id}', `);
  });

  it('is routed to that function, which lets API Gateway call it for exactly this method and path', () => {
    const integration = source['x-amazon-apigateway-integration'] as { uri: { 'Fn::Sub': string } } | undefined;
    const permission = template.resources.get(`${pascal(id)}Permission`);

    expect(integration?.uri['Fn::Sub'], 'uri of x-amazon-apigateway-integration').toMatch(
      new RegExp(`/functions/\\$\\{${pascal(id)}\\.Arn\\}/invocations$`),
    );
    expect(permission, `${pascal(id)}Permission in template.yaml`).toBeDefined();
    expect(permission?.properties.FunctionName).toBe(template.resources.get(pascal(id))?.ref);
    expect(permission?.properties.SourceArn).toMatch(
      new RegExp(`/\\*/${method}${path.replaceAll(/\{\w+\}/g, '\\*')}$`),
    );
  });

  it('has a sample event for it', () => {
    const event = JSON.parse(readFileSync(join(root, 'events', `${kebab(id)}.json`), 'utf8')) as Record<string, any>;

    expect(event).toMatchObject({ resource: path, httpMethod: method, requestContext: { operationName: id } });
  });
});

it('every function is an operation of the contract or a trigger of the user pool', () => {
  const pool = template.resources.get('UserPool');
  const triggers = functions.filter(({ attributes }) =>
    JSON.stringify(pool?.properties.LambdaConfig).includes(attributes.Arn ?? '?'),
  );

  expect(functions.map(({ logicalId }) => logicalId).sort()).toEqual(
    [...operations.map(({ id }) => pascal(id)), ...triggers.map(({ logicalId }) => logicalId)].sort(),
  );
});

it('every folder with a handler is a function of the template, with a sample event', () => {
  expect(folders.map((folder) => `${folder}/handler.ts`).sort()).toEqual(
    functions.map(({ logicalId }) => entryPoint(logicalId)).sort(),
  );
  for (const folder of folders)
    expect(existsSync(join(root, 'events', `${folder.split('/').at(-1) ?? ''}.json`)), folder).toBe(true);
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
