import { expect, it } from 'vitest';

import { invokePermissions } from './invoke-permissions.ts';
import type { ResolvedTemplate, TemplateResource } from './template/model.ts';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const source = (path: string) => `arn:aws:execute-api:us-east-1:123456789012:api/${path}`;

function permissions(properties: Record<string, string>) {
  const resource = { logicalId: 'P', type: 'AWS::Lambda::Permission', properties } as unknown as TemplateResource;
  return invokePermissions({ resources: new Map([['P', resource]]) } as unknown as ResolvedTemplate);
}

const allowed = {
  Action: 'lambda:InvokeFunction',
  FunctionName: 'f',
  Principal: 'apigateway.amazonaws.com',
  SourceArn: source('*/GET/things/*'),
};

it.each([
  ['the method that is named', allowed, source('local/GET/things/one/part'), true],
  ['another method', allowed, source('local/POST/things/one'), false],
  ['another path', allowed, source('local/GET/other'), false],
  ['any source when none is named', { ...allowed, SourceArn: undefined }, source('local/POST/x'), true],
  ['a function named by its ARN', { ...allowed, FunctionName: functionArn }, source('local/GET/things/1'), true],
  ['another function', { ...allowed, FunctionName: 'g' }, source('local/GET/things/1'), false],
  ['another principal', { ...allowed, Principal: 'cognito-idp.amazonaws.com' }, source('local/GET/things/1'), false],
  ['another action', { ...allowed, Action: 'lambda:GetFunction' }, source('local/GET/things/1'), false],
])('%s', (_title, properties, sourceArn, expected) => {
  expect(permissions(properties as Record<string, string>)(functionArn, sourceArn)).toBe(expected);
});
