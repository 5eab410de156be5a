import { describe, expect, test } from 'vitest';
import { complaints, read } from './testing/template-folder.ts';

const holds = (condition: string) =>
  read(`
Parameters: {Stage: {Type: String, Default: dev}, Count: {Type: Number, Default: 1}}
Mappings: {Flags: {dev: {debug: "true"}}}
Conditions: {Holds: !Equals [a, a], Fails: !Equals [a, b], It: ${condition}}
Resources: {A: {Type: AWS::S3::Bucket, Condition: It}}
`).resources.has('A');

describe('conditions', () => {
  test.each([
    ['!Equals [!Ref Stage, dev]', true],
    ['!Equals [!Ref Stage, prod]', false],
    ['!Equals [!Ref Count, "1"]', true],
    ['!Equals [!FindInMap [Flags, !Ref Stage, debug], true]', true],
    ['!Equals [!Sub "${Stage}-${AWS::Region}", dev-us-east-1]', true],
    ['!Not [!Condition Holds]', false],
    ['!And [!Condition Holds, {Condition: Fails}]', false],
    ['!And [!Condition Holds, !Condition Holds, !Not [!Condition Fails]]', true],
    ['!Or [!Condition Fails, !Condition Holds]', true],
    ['!Or [!Condition Fails, !Condition Fails]', false],
    ['{Fn::Not: [{Fn::Equals: [a, a]}]}', false],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  test.each([
    ['X: !Condition Y\n  Y: !Condition X', 'Conditions depend on each other: X -> Y -> X.'],
    ['X: !Condition Z', 'There is no condition Z.'],
    ['X: !Equals [a]', 'Fn::Equals takes a list of 2.'],
    ['X: !And [!Equals [a, a]]', 'Fn::And takes a list of 2 to 10.'],
    ['X: !Sub a', 'Fn::Sub is no condition'],
    ['X: yes', 'A condition is one of Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition, not "true".'],
    ['X: !Equals [!Ref A, a]', 'A condition may refer to parameters and mappings, and A is neither.'],
    ['X: !Equals [!GetAtt A.Arn, a]', 'A condition may refer to parameters and mappings, and A.Arn is neither.'],
  ])('%s is refused', (conditions, expected) => {
    const template = `Conditions:\n  ${conditions}\nResources: {A: {Type: AWS::S3::Bucket}}\n`;

    expect(complaints(template)).toContainEqual(expect.stringContaining(expected));
  });
});
