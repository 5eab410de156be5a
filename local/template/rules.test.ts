import { describe, expect, test } from 'vitest';
import { complaints, read } from './testing/template-folder.ts';

const parameters = `
Parameters:
  Domain: {Type: String, Default: ''}
  Certificate: {Type: String, Default: ''}
  Count: {Type: Number, Default: 3}
  Zones: {Type: CommaDelimitedList, Default: 'a, b'}
`;
const resources = 'Resources: {A: {Type: AWS::S3::Bucket}}\n';

const withRule = (rule: string) => `${parameters}Rules:\n  Known: ${rule}\n${resources}`;
const asserting = (assert: string) => withRule(`{Assertions: [{Assert: ${assert}, AssertDescription: No.}]}`);
const domainHasCertificate = withRule(`
    RuleCondition: !Not [!Equals [!Ref Domain, '']]
    Assertions:
      - Assert: !Not [!Equals [!Ref Certificate, '']]
        AssertDescription: A domain needs a certificate.`);

describe('a rule', () => {
  test.each([{}, { Certificate: 'arn:a' }, { Domain: 'dragons.example', Certificate: 'arn:a' }])(
    'lets %j through',
    (values) => {
      expect(read(domainHasCertificate, { parameters: values }).resources.has('A')).toBe(true);
    },
  );

  test('refuses what it is about, with its description and its place', () => {
    expect(complaints(domainHasCertificate, { parameters: { Domain: 'dragons.example' } })).toEqual([
      'template.yaml:11:9: Rule Known: A domain needs a certificate.',
    ]);
  });

  test('without a description is told by its name', () => {
    expect(complaints(withRule('{Assertions: [{Assert: !Equals [a, b]}]}'))).toEqual([
      expect.stringContaining('Rule Known: its assertion does not hold.'),
    ]);
  });

  test('tells of each assertion that does not hold', () => {
    const two =
      '[{Assert: !Equals [a, b], AssertDescription: First.}, {Assert: !Equals [a, a]}, {Assert: !Equals [b, c], AssertDescription: Third.}]';

    expect(complaints(withRule(`{Assertions: ${two}}`)).map((text) => text.replace(/^.*Known: /, ''))).toEqual([
      'First.',
      'Third.',
    ]);
  });

  test.each([
    ['!Equals [!Ref Count, 3]', true],
    ['!Equals [!Ref Count, "4"]', false],
    ['!Equals [!Ref "AWS::Region", us-east-1]', true],
    ['!And [!Equals [a, a], !Equals [a, b]]', false],
    ['!Or [!Equals [a, a], !Equals [a, b]]', true],
    ['{Fn::Contains: [[x, "3"], !Ref Count]}', true],
    ['{Fn::Contains: [[x, y], !Ref Count]}', false],
    ['{Fn::Contains: [!Ref Zones, b]}', true],
    ['{Fn::Contains: [!Ref Zones, c]}', false],
  ])('%s is %s', (assert, expected) => {
    expect(complaints(asserting(assert))).toHaveLength(expected ? 0 : 1);
  });

  test.each([
    ['yes', 'Rule Known has no list of Assertions.'],
    ['{Assertions: []}', 'Rule Known has no list of Assertions.'],
    ['{Asserts: []}', 'A rule has no Asserts here; known are RuleCondition, Assertions.'],
    ['{Assertions: [{Description: a}]}', 'An assertion of rule Known has no Assert.'],
    ['{Assertions: [{Assert: !Equals [!Ref A, a]}]}', 'A rule may refer to parameters, and A is none.'],
    [
      '{Assertions: [{Assert: !Equals [!Sub a, a]}]}',
      'A rule compares text and parameters (Ref), and takes no Fn::Sub here.',
    ],
    [
      '{Assertions: [{Assert: !Condition A}]}',
      'Condition is no part of a rule: use Fn::Equals, Fn::And, Fn::Or, Fn::Not, Fn::Contains.',
    ],
    ['{Assertions: [{Assert: {Fn::ValueOf: [Zone, a]}}]}', 'Fn::ValueOf is no part of a rule'],
    ['{Assertions: [{Assert: {Fn::Contains: [a, a]}}]}', 'Fn::Contains takes a list of texts, and a text.'],
    ['{RuleCondition: !Equals [a], Assertions: [{Assert: !Equals [a, a]}]}', 'Fn::Equals takes a list of 2.'],
  ])('%s is refused', (rule, expected) => {
    expect(complaints(withRule(rule))).toContainEqual(expect.stringContaining(expected));
  });

  test('whose condition does not hold is read all the same', () => {
    expect(complaints(withRule('{RuleCondition: !Equals [a, b], Assertions: [{Assert: !Equals [a]}]}'))).toHaveLength(
      1,
    );
  });

  test('says nothing of values that are wrong by themselves', () => {
    expect(complaints(asserting('!Equals [!Ref Count, 4]'), { parameters: { Count: 'many' } })).toEqual([
      expect.stringContaining('Parameter Count'),
    ]);
  });
});
