import { expect, it } from 'vitest';

import { invokePermissions, type InvokingService } from './invoke-permissions.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/model.ts';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const source = (path: string) => `arn:aws:execute-api:us-east-1:123456789012:api/${path}`;

function permissions(
  properties: Record<string, string | undefined>,
  service: InvokingService = 'apigateway.amazonaws.com',
) {
  const resource = { logicalId: 'P', type: 'AWS::Lambda::Permission', properties } as unknown as TemplateResource;
  return invokePermissions({ resources: new Map([['P', resource]]) } as unknown as ResolvedTemplate, service);
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
  ['the account of the source', { ...allowed, SourceAccount: '123456789012' }, source('local/GET/things/1'), true],
  ['another account', { ...allowed, SourceAccount: '999999999999' }, source('local/GET/things/1'), false],
  ['an alias only', { ...allowed, FunctionName: `${functionArn}:live` }, source('local/GET/things/1'), false],
  ['another action', { ...allowed, Action: 'lambda:GetFunction' }, source('local/GET/things/1'), false],
])('%s', (_title, properties, sourceArn, expected) => {
  expect(permissions(properties)(functionArn, sourceArn)).toBe(expected);
});

it('a permission for a function’s name is not one for its alias', () => {
  const aliasArn = `${functionArn}:live`;

  expect(permissions(allowed)(aliasArn, source('local/GET/things/1'))).toBe(false);
  expect(permissions({ ...allowed, FunctionName: aliasArn })(aliasArn, source('local/GET/things/1'))).toBe(true);
});

it('each service needs a permission of its own', () => {
  const pool = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc';
  const forPools = { ...allowed, Principal: 'cognito-idp.amazonaws.com', SourceArn: pool };

  expect(permissions(forPools, 'cognito-idp.amazonaws.com')(functionArn, pool)).toBe(true);
  expect(permissions(forPools, 'cognito-idp.amazonaws.com')(functionArn, `${pool}d`)).toBe(false);
  expect(permissions(allowed, 'cognito-idp.amazonaws.com')(functionArn, pool)).toBe(false);
});
