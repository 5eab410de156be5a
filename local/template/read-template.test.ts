import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InvalidTemplateError, placeOf, readTemplate } from './index.ts';
import { complaints, folderWith, read } from './testing/template-folder.ts';

const bucket = (name: string) => `{Type: AWS::S3::Bucket, Properties: {BucketName: ${name}}}`;

describe('places', () => {
  test('every mistake is told in one reading, in the order of the text, with line and column', () => {
    const template = `Resources:
  One:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Missing
  Two:
    Type: AWS::EC2::Instance
  Three:
    Type: AWS::SSM::Parameter
    Properties:
      Name: !ImportValue x
      Value:
        Fn::Cidr: [a]
`;

    expect(complaints(template)).toEqual([
      'template.yaml:5:19: There is no parameter or resource Missing.',
      expect.stringMatching(/^template\.yaml:6:3: AWS::EC2::Instance is not simulated; known types are /),
      'template.yaml:11:13: Fn::ImportValue is not simulated.',
      'template.yaml:13:9: Fn::Cidr is not simulated.',
    ]);
  });

  test('a bracket too many is told by its first consequences, not by all of them', () => {
    const found = complaints(`Resources:\n  One: { Type: AWS::S3::Bucket } }\n${'  more: text\n'.repeat(50)}`);

    expect(found).toHaveLength(4);
    expect(found[0]).toMatch(/^template\.yaml:2:34: Unexpected flow-map-end token/);
    expect(found[3]).toMatch(/^template\.yaml:3:\d+: … and \d{3} more, from here on$/);
  });

  test('an error has file, line, column and text as data', () => {
    const folder = folderWith({ 'template.yaml': 'Resources: {A: {Type: 5}, A: {}}' });

    const reading = () => readTemplate(join(folder, 'template.yaml'));

    expect(reading).toThrow(InvalidTemplateError);
    expect(reading).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ file: join(folder, 'template.yaml'), line: 1, column: 27, name: 'TemplateError' }),
        ],
      }),
    );
  });

  test('a syntax error has its place', () => {
    expect(complaints('Resources:\n  A: {Type: [}\n')[0]).toMatch(/^template\.yaml:2:\d+: /);
  });

  test('a file that is missing, empty or no map is told so', () => {
    expect(complaints('')).toEqual(['template.yaml:1:1: The file is empty.']);
    expect(complaints('[a]')).toEqual(['template.yaml:1:1: A template is a map with Resources.']);
    expect(() => readTemplate('/nowhere/template.yaml')).toThrow('template.yaml:1:1: The template cannot be read.');
  });

  test('a resource knows its place, and a path in a file can be looked up', () => {
    const template = read(`Resources:\n\n  A: ${bucket('a')}\n`);

    expect(template.resources.get('A')?.place).toBe('template.yaml:3');
    expect(placeOf(template.file, ['Resources', 'A', 'Properties'])).toMatchObject({ line: 3, column: 30 });
    expect(placeOf(template.file, ['Resources', 'Nobody'])).toMatchObject({ line: 1, column: 1 });
  });
});

test('what whoever runs the template refuses is told with the rest, at its property', () => {
  const folder = folderWith({
    'template.yaml': `Globals: { Function: { Timeout: 1 } }
Transform: AWS::Serverless-2016-10-31
Resources:
  A: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref Missing } }
  B: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }
  C: { Type: AWS::EC2::Instance }
`,
  });
  const whole: string[] = [];

  const reading = () =>
    readTemplate(join(folder, 'template.yaml'), {
      displayFrom: dirname(folder),
      refusals: ({ logicalId }, isWhole) => {
        if (isWhole) whole.push(logicalId);
        return logicalId === 'A' ? [] : [{ text: `no ${logicalId}`, property: 'Timeout' }];
      },
    });

  const file = join(basename(folder), 'template.yaml');
  expect(reading).toThrow(
    [`${file}:1:24: no B`, `${file}:4:57: There is no parameter or resource Missing.`, `${file}:6:3: no C`].join('\n'),
  );
  expect(whole).toEqual(['B', 'C']);
});

test('nothing is made of the values of resources while a parameter is wrong', () => {
  const whole: boolean[] = [];
  const template = 'Parameters: {Stage: {Type: String, AllowedPattern: a+}}\nResources: {A: {Type: AWS::S3::Bucket}}\n';

  const said = complaints(template, {
    parameters: { Stage: 'b' },
    refusals: (_, isWhole) => {
      whole.push(isWhole);
      return [];
    },
  });

  expect(said).toEqual([expect.stringContaining('Parameter Stage: "b" does not match')]);
  expect(whole).toEqual([false]);
});

describe('what is not simulated is refused by name', () => {
  test.each([
    ['Hooks: {}\nResources: {}', 'The section Hooks is not simulated'],
    ['Transform: AWS::LanguageExtensions\nResources: {}', 'The transform "AWS::LanguageExtensions" is not simulated'],
    [
      'Globals: {HttpApi: {}}\nTransform: AWS::Serverless-2016-10-31\nResources: {}',
      'Globals.HttpApi is not simulated',
    ],
    ['Resources: {A: {Type: AWS::S3::Bucket, Connectors: {}}}', 'The resource attribute Connectors is not simulated.'],
    ['Resources: {A: {Type: AWS::Serverless::Function}}', 'This needs "Transform: AWS::Serverless-2016-10-31".'],
    ['Resources: {a-b: {Type: AWS::S3::Bucket}}', 'The logical id a-b may only have letters and digits.'],
    ['Resources: {A: {}}', 'Resource A has no Type.'],
    ['Resources: {A: {Type: AWS::S3::Bucket, DependsOn: B}}', 'DependsOn: there is no resource B.'],
    ['AWSTemplateFormatVersion: 2010-09-10\nResources: {}', 'AWSTemplateFormatVersion is "2010-09-09"'],
    ['Description: x', 'The template has no Resources.'],
    ['x: &a {}\nResources: {A: *a}', 'YAML aliases are not supported by CloudFormation'],
    ['Mappings: {A: {b: {c: {d: e}}}}\nResources: {}', 'A mapping holds no a map.'],
  ])('%s', (template, expected) => {
    expect(complaints(template)).toContainEqual(expect.stringContaining(expected));
  });
});

describe('dependencies', () => {
  test('resources come after what they refer to, and know it', () => {
    const template = read(`
Resources:
  Policy:
    Type: AWS::S3::BucketPolicy
    DependsOn: [Key]
    Properties: {Bucket: !Ref Photos, Text: !Sub "\${Log.Arn}"}
  Photos: ${bucket('photos')}
  Key: {Type: AWS::SSM::Parameter, Properties: {Name: key, Type: String, Value: !GetAtt Log.Arn}}
  Log: {Type: AWS::Logs::LogGroup}
`);

    expect([...template.resources.keys()]).toEqual(['Log', 'Key', 'Photos', 'Policy']);
    expect(template.resources.get('Policy')?.dependsOn).toEqual(['Key', 'Photos', 'Log']);
  });

  test('a cycle is told with its path', () => {
    const template = `
Resources:
  A: {Type: AWS::S3::BucketPolicy, Properties: {X: !Ref B}}
  B: {Type: AWS::S3::BucketPolicy, Properties: {X: !Ref C}}
  C: {Type: AWS::S3::BucketPolicy, DependsOn: A}
`;

    expect(complaints(template)).toEqual(['template.yaml:5:47: Resources depend on each other: A -> B -> C -> A.']);
  });

  test('names that need each other are told with their path', () => {
    const found = complaints(`
Resources:
  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref B}}
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref A}}
`);

    expect(found).toContainEqual(expect.stringContaining('Names depend on each other: B -> A -> B.'));
  });

  test('what the stage of an API waits for may wait for the API, and not for the stage', () => {
    const template = read(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: dev, AccessLogSetting: {DestinationArn: !GetAtt Log.Arn}}}
  Log: {Type: AWS::Logs::LogGroup, DependsOn: Api}
`);

    expect(template.resources.get('Log')?.dependsOn).toEqual(['Api']);
    expect(template.resources.get('Api')?.properties.AccessLogSetting).toEqual({
      DestinationArn: expect.stringMatching(/:log-group:/),
    });
  });

  test('what the deployments of a function wait for may wait for the function, and so may what gets its failures', () => {
    const template = read(`
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      DeploymentPreference: {Alarms: [!Ref Alarm]}
      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Queue.Arn}}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: !Sub 'about-\${F}'}}
  Queue: {Type: AWS::SQS::Queue, DependsOn: F}
`);

    expect(template.resources.get('F')?.dependsOn).toEqual([]);
    expect(template.resources.get('F')?.properties.DeploymentPreference).toEqual({
      Alarms: [expect.stringMatching(/^about-/)],
    });
  });

  test('a DependsOn on a resource whose condition does not hold is ignored', () => {
    const template = read(`
Conditions: {Never: !Equals [a, b]}
Resources:
  A: {Type: AWS::S3::Bucket, DependsOn: B}
  B: {Type: AWS::S3::Bucket, Condition: Never}
`);

    expect([...template.resources.keys()]).toEqual(['A']);
    expect(template.resources.get('A')?.dependsOn).toEqual([]);
  });
});

describe('outputs and metadata', () => {
  test('outputs are resolved, and left out when their condition does not hold', () => {
    const template = read(`
Conditions: {Never: !Equals [a, b]}
Resources: {A: ${bucket('a')}}
Outputs:
  Name: {Value: !Ref A, Description: x}
  Other: {Condition: Never, Value: !Ref Nobody}
`);

    expect(template.outputs).toEqual({ Name: 'a' });
  });

  test('a resource that the stack does not have need not be simulated', () => {
    const template = `
Conditions: {Never: !Equals [a, b]}
Resources: {A: {Type: AWS::CloudFront::Distribution, Condition: Never, Properties: {X: !ImportValue y}}}
`;

    expect(complaints(template)).toEqual([]);
  });

  test('only the wanted resources are resolved when a part of the template is asked for', () => {
    const text = `
Parameters: {Given: {Type: String}}
Resources:
  A: {Type: AWS::EC2::Instance}
  B: {Type: AWS::S3::Bucket, Metadata: {Note: !Sub "\${AWS::Region}"}}
`;

    const template = read(text, { only: ['B'] });

    expect([...template.resources.keys()]).toEqual(['B']);
    expect(template.resources.get('B')?.metadata).toEqual({ Note: 'us-east-1' });
    expect(complaints(text)).toHaveLength(2);
  });
});

describe('JSON and YAML', () => {
  test('a JSON template, indented with tabs, is read like a YAML one', () => {
    const json = JSON.stringify(
      { Resources: { A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'x-${AWS::Region}' } } } } },
      null,
      '\t',
    );

    expect(read(json).resources.get('A')?.ref).toBe('x-us-east-1');
  });

  test('values follow YAML 1.1 as AWS reads it, keys are always text', () => {
    const template = read(`
Resources:
  A:
    Type: AWS::S3::Bucket
    Properties: {here: ., on: yes, y: n, 200: 0644, date: 2012-10-17, __proto__: x}
`);

    const properties = template.resources.get('A')?.properties ?? {};

    expect(Object.entries(properties)).toEqual([
      ['200', 420],
      ['here', '.'],
      ['on', true],
      ['y', 'n'],
      ['date', '2012-10-17'],
      ['__proto__', 'x'],
    ]);
  });
});
