import { describe, expect, it } from 'vitest';
import { customResourceProblem, isCustomResourceType } from './declaration.ts';

const ServiceToken = 'arn:aws:lambda:eu-west-1:000000000000:function:maker';
const problem = (properties: object, type = 'Custom::Seeds') =>
  customResourceProblem({ type, properties: { ServiceToken, ...properties } });

describe('the declaration of a custom resource', () => {
  it('may hold anything beside the function', () => {
    expect(problem({ Any: { Thing: [1, true, 'x'] }, ServiceTimeout: 3600 })).toBeUndefined();
    expect(problem({}, 'AWS::CloudFormation::CustomResource')).toBeUndefined();
  });

  it.each([
    ['no function', { ServiceToken: undefined }, /ServiceToken has to be the ARN of a function/],
    ['a topic', { ServiceToken: 'arn:aws:sns:eu-west-1:000000000000:t' }, /a topic \(.*\) is not simulated locally/],
    ['a name', { ServiceToken: 'maker' }, /ServiceToken has to be the ARN of a function, not maker/],
    ['an endless time', { ServiceTimeout: 3601 }, /ServiceTimeout has to be a whole number from 1 to 3600, not 3601/],
    ['null', { A: [{ B: null }] }, /A\.0\.B is null/],
  ])('is refused with %s', (_what, properties, message) => {
    expect(problem(properties)).toMatch(message);
  });

  it('has a type of at most 60 letters, digits, _, @ and -', () => {
    expect(problem({}, 'Custom::My@Type_2-x')).toBeUndefined();
    expect(problem({}, 'Custom::My Type')).toMatch(/may hold letters/);
    expect(problem({}, `Custom::${'x'.repeat(60)}`)).toMatch(/60 characters/);
    expect(['Custom::X', 'AWS::CloudFormation::CustomResource', 'AWS::S3::Bucket'].map(isCustomResourceType)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
