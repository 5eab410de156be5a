import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { complaints, read } from './testing/template-folder.ts';

const template = (location = 'api/openapi.yaml') => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        Fn::Transform: {Name: AWS::Include, Parameters: {Location: ${location}}}
  Pool: {Type: AWS::Cognito::UserPool}
`;

describe('AWS::Include', () => {
  test('puts the file in the place, with its functions resolved, and counts as a dependency', () => {
    const snippet = 'openapi: 3.0.3\ninfo: {title: x}\npool: {Fn::Sub: "arn is ${Pool.Arn}"}\nraw: ${Pool}\n';

    const resolved = read(template(), {}, { 'api/openapi.yaml': snippet });

    const api = resolved.resources.get('Api');
    expect(api?.properties.DefinitionBody).toEqual({
      openapi: '3.0.3',
      info: { title: 'x' },
      pool: expect.stringMatching(/^arn is arn:aws:cognito-idp:/),
      raw: '${Pool}',
    });
    expect(api?.dependsOn).toEqual(['Pool']);
    expect(resolved.files).toEqual([resolved.file, join(resolved.directory, 'api/openapi.yaml')]);
  });

  test('knows the place of a mistake in the included file', () => {
    const snippet = 'a: 1\nb:\n  Fn::GetAtt: [Pool, Colour]\n';

    expect(complaints(template(), {}, { 'api/openapi.yaml': snippet })).toEqual([
      expect.stringMatching(/^api\/openapi\.yaml:3:3: The attribute Colour of Pool/),
    ]);
  });

  test.each([
    [
      'a short form',
      'x: !Sub "${Pool}"',
      'openapi.yaml:1:4: AWS::Include does not know the short form !Sub in an included file: write Fn::Sub:',
    ],
    [
      'a further include',
      'x: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: y}}}',
      'may not use Fn::Transform (AWS::Include) itself.',
    ],
    ['a syntax error', 'x: [', 'openapi.yaml:'],
  ])('refuses %s', (_case, snippet, expected) => {
    expect(complaints(template(), {}, { 'api/openapi.yaml': snippet })).toContainEqual(
      expect.stringContaining(expected),
    );
  });

  test.each([
    ['missing.yaml', 'template.yaml:9:9: AWS::Include: missing.yaml cannot be read.'],
    ['s3://bucket/key', 'AWS::Include of s3://bucket/key is not simulated'],
    ['[a]', 'AWS::Include takes Parameters: {Location: file}.'],
  ])('refuses the location %s', (location, expected) => {
    expect(complaints(template(location))).toContainEqual(expect.stringContaining(expected));
  });
});
