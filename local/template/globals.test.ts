import { describe, expect, test } from 'vitest';
import { complaints, read } from './testing/template-folder.ts';

const sam = 'Transform: AWS::Serverless-2016-10-31\n';

describe('globals', () => {
  test('maps merge, lists append to the global list, scalars and functions are overridden', () => {
    const template = read(`${sam}
Globals:
  Function:
    Timeout: 3
    MemorySize: 128
    Layers: [a]
    Environment: {Variables: {SHARED: 1, OWN: global, CALL: !Ref AWS::Region}}
    Description: {Fn::Sub: global}
    Tracing: !Ref AWS::Region
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 9
      Layers: [b]
      Environment: {Variables: {OWN: local, CALL: !Ref AWS::Partition}}
      Description: {Fn::Join: ['', [local]]}
      Tracing: Active
`);

    expect(template.resources.get('F')?.properties).toEqual({
      Timeout: 9,
      MemorySize: 128,
      Layers: ['a', 'b'],
      Environment: { Variables: { SHARED: 1, OWN: 'local', CALL: 'aws' } },
      Description: 'local',
      Tracing: 'Active',
    });
  });

  test('belong to one type', () => {
    const template = read(`${sam}
Globals: {Api: {Name: shared}, Function: {Timeout: 3}}
Resources:
  A: {Type: AWS::Serverless::Api, Properties: {StageName: v1}}
  B: {Type: AWS::S3::Bucket}
`);

    expect(template.resources.get('A')?.properties).toEqual({ Name: 'shared', StageName: 'v1' });
    expect(template.resources.get('B')?.properties).toEqual({});
  });

  test('SAM takes only some properties there', () => {
    expect(complaints(`${sam}Globals: {Function: {FunctionName: x}}\nResources: {}`)).toEqual([
      expect.stringMatching(/^template\.yaml:2:22: Globals\.Function takes no FunctionName; it takes /),
    ]);
  });
});
