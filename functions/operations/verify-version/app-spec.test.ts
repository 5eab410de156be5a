import { describe, expect, it } from 'vitest';
import { targetOf, UnreadableRevisionError } from './app-spec.ts';

/** As CloudFormation writes it for an alias. */
const appSpec = (name: string, more: object[] = []) => ({
  version: '0.0',
  Resources: [
    {
      [name]: {
        Type: 'AWS::Lambda::Function',
        Properties: { Name: name, Alias: 'live', CurrentVersion: '3', TargetVersion: '4' },
      },
    },
    ...more,
  ],
  Hooks: [{ BeforeAllowTraffic: 'CodeDeployHook_dragons-dev-verify-version' }],
});

describe('the target of a deployment', () => {
  it.each(['dragons-dev-get-dragon', 'arn:aws:lambda:us-east-1:123456789012:function:dragons-dev-get-dragon'])(
    'is the new version, also when the function is named as %s',
    (name) => {
      expect(targetOf(JSON.stringify(appSpec(name)))).toEqual({ functionName: 'dragons-dev-get-dragon', version: '4' });
    },
  );

  it.each([
    ['YAML', 'version: 0.0\nResources: []'],
    ['nothing', '{}'],
    ['no resource', JSON.stringify({ Resources: [] })],
    ['resources of another form', JSON.stringify({ Resources: { a: {} } })],
    ['an ECS service', JSON.stringify({ Resources: [{ a: { Type: 'AWS::ECS::Service', Properties: {} } }] })],
    ['two functions', JSON.stringify(appSpec('a', appSpec('b').Resources))],
    [
      'no version',
      JSON.stringify({ Resources: [{ a: { Type: 'AWS::Lambda::Function', Properties: { Name: 'a' } } }] }),
    ],
  ])('cannot be read from %s', (_, content) => {
    expect(() => targetOf(content)).toThrow(UnreadableRevisionError);
  });
});
