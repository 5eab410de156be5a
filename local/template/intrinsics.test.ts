import { describe, expect, test } from 'vitest';
import { complaintsAbout, valueOf } from './testing/template-folder.ts';

describe('intrinsic functions resolve to what CloudFormation gives them', () => {
  test.each([
    ['!Ref Stage', 'dev'],
    ['{Ref: Stage}', 'dev'],
    ['!Ref Count', 5],
    ['!Ref Zones', ['a', 'b']],
    ['!Ref Photos', 'photos'],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!Ref AWS::AccountId', '123456789012'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::StackName', 'test'],
    ['!GetAtt Photos.Arn', 'arn:aws:s3:::photos'],
    ['{Fn::GetAtt: [Photos, Arn]}', 'arn:aws:s3:::photos'],
    ['{Fn::GetAtt: Photos.Arn}', 'arn:aws:s3:::photos'],
    ['!Sub "${Stage}-${AWS::Region}/${Photos}/${Photos.Arn}/${Count}"', 'dev-us-east-1/photos/arn:aws:s3:::photos/5'],
    ['!Sub "keep ${!Literal}, $notAName and ${Stage}$"', 'keep ${Literal}, $notAName and dev$'],
    ['!Sub ["${Stage} ${Own}", {Own: !Join ["+", [a, !Ref Stage]]}]', 'dev a+dev'],
    ['!Sub ["${Stage}", {Stage: mine}]', 'mine'],
    ['!Join [",", [a, !Ref Stage, 3, true]]', 'a,dev,3,true'],
    ['!Join ["", !Split ["-", a-b-c]]', 'abc'],
    ['!Join [",", [a, !Ref "AWS::NoValue", b]]', 'a,b'],
    ['!Select [1, !Split ["/", a/b/c]]', 'b'],
    ['!Select ["1", !Ref Zones]', 'b'],
    ['!Split [",", "a,,b"]', ['a', '', 'b']],
    ['!If [IsDev, yes it is, no]', 'yes it is'],
    ['!If [IsProd, x, {deep: !Ref Stage}]', { deep: 'dev' }],
    ['{a: !If [IsProd, x, !Ref "AWS::NoValue"], b: 1}', { b: 1 }],
    ['[x, !If [IsProd, y, !Ref "AWS::NoValue"]]', ['x']],
    // The branch that is not taken may name what does not exist in this stack.
    ['!If [IsProd, !GetAtt Absent.Arn, none]', 'none'],
    ['!FindInMap [Sizes, !Ref Stage, memory]', 256],
    ['!FindInMap [Sizes, dev, names]', ['x', 'y']],
    ['{Condition: {Bool: {secure: false}}}', { Condition: { Bool: { secure: false } } }],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test('AWS::StackId is an ARN that stays the same', () => {
    const id = valueOf('!Ref AWS::StackId');

    expect(id).toMatch(
      /^arn:aws:cloudformation:us-east-1:123456789012:stack\/test\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(valueOf('!Ref AWS::StackId')).toBe(id);
  });

  test('region, account and partition follow the options', () => {
    const options = { region: 'cn-north-1', accountId: '210987654321' };

    const value = valueOf('!Sub "${AWS::Partition} ${AWS::Region} ${AWS::AccountId} ${AWS::URLSuffix}"', options);

    expect(value).toBe('aws-cn cn-north-1 210987654321 amazonaws.com.cn');
  });
});

describe('what cannot be resolved is refused by name', () => {
  test.each([
    ['!ImportValue other', 'Fn::ImportValue is not simulated.'],
    ['{Fn::Cidr: [10.0.0.0/16, 1, 8]}', 'Fn::Cidr is not simulated.'],
    ['!GetAZs ""', 'Fn::GetAZs is not simulated.'],
    ['!Base64 x', 'Fn::Base64 is not simulated.'],
    ['!Frobnicate x', 'The tag !Frobnicate is not a CloudFormation function.'],
    ['!Equals [a, b]', 'Fn::Equals may only be used in Conditions.'],
    ['!Condition IsDev', '!Condition belongs into Conditions.'],
    ['!Ref AWS::NotificationARNs', 'The pseudo parameter AWS::NotificationARNs is not simulated.'],
    ['!Ref Nobody', 'There is no parameter or resource Nobody.'],
    ['!GetAtt Nobody.Arn', 'There is no resource Nobody.'],
    ['!GetAtt Photos', 'Fn::GetAtt takes a logical id and the name of an attribute.'],
    ['!Sub "${Nobody}"', 'There is no parameter or resource Nobody.'],
    ['!Sub "${a b}"', 'Fn::Sub: ${a b} is no name; only letters, digits, "_", "." and ":" may stand there.'],
    ['!Sub "${AWS::NoValue}"', 'Fn::Sub: AWS::NoValue is no text.'],
    ['!Sub "${Zones}"', 'Fn::Sub: ${Zones} is ["a","b"], which is no text.'],
    ['!Sub [a]]', undefined],
    ['!Join [a]', 'Fn::Join takes a list of 2, not a list.'],
    ['!Join [",", a]', 'Fn::Join takes a delimiter and a list.'],
    ['!Select [2, [a, b]]', 'Fn::Select: there is no item 2 in a list of 2.'],
    ['!Select [x, [a, b]]', 'Fn::Select takes an index and a list.'],
    ['!Split ["", a]', 'Fn::Split takes a delimiter that is not empty.'],
    ['!If [Nothing, a, b]', 'There is no condition Nothing.'],
    ['!FindInMap [Colours, a, b]', 'Fn::FindInMap: there is no Colours in Mappings.'],
    ['!FindInMap [Sizes, prod, b]', 'Fn::FindInMap: there is no prod in the mapping Sizes.'],
    ['!FindInMap [Sizes, dev, b]', 'Fn::FindInMap: there is no b in the mapping Sizes.dev.'],
    ['{Fn::Sub: a, Other: b}', 'Fn::Sub must be the only key of its map.'],
    ['!Ref Absent', 'Absent exists only when the condition IsProd holds, and it does not.'],
    ['{Fn::Transform: {Name: "AWS::Macro"}}', 'The transform AWS::Macro is not simulated.'],
  ])('%s', (expression, expected) => {
    const found = complaintsAbout(expression);

    if (expected === undefined) expect(found).not.toEqual([]);
    else expect(found).toEqual([expected]);
  });

  test('an unknown attribute is answered with the known ones', () => {
    expect(complaintsAbout('!GetAtt Photos.Colour')).toEqual([
      expect.stringMatching(/^The attribute Colour of Photos \(AWS::S3::Bucket\) is not simulated; known are: Arn, /),
    ]);
  });
});
