import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDefinition, stateMachineOf } from './template-definition.ts';

describe('the definition of a template', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asl-'));
  const resource = (properties: object, type = 'AWS::Serverless::StateMachine') => ({
    type,
    properties: properties as never,
  });

  it('is read from its file, with everything substituted', () => {
    writeFileSync(join(folder, 'm.asl.yaml'), 'StartAt: ${First}\nSeconds: ${N}\nText: "{% ${First} & $x %}"\n');
    const properties = { DefinitionUri: 'm.asl.yaml', DefinitionSubstitutions: { First: 'A', N: 5, Unused: 'x' } };

    expect(readDefinition(resource(properties), folder)).toEqual({
      definition: 'StartAt: A\nSeconds: 5\nText: "{% A & $x %}"\n',
      file: join(folder, 'm.asl.yaml'),
      unused: ['Unused'],
    });
  });

  it('may stand in the template', () => {
    const Definition = { StartAt: 'A', States: { '${Name}': { Type: 'Pass', Result: ['${Name}', 1] } } };

    expect(readDefinition(resource({ Definition, DefinitionSubstitutions: { Name: 'A' } }), folder).definition).toEqual(
      {
        StartAt: 'A',
        States: { A: { Type: 'Pass', Result: ['A', 1] } },
      },
    );
    expect(
      readDefinition(resource({ DefinitionString: '{}' }, 'AWS::StepFunctions::StateMachine'), folder).definition,
    ).toBe('{}');
  });

  it.each([
    [{ DefinitionUri: 'missing.yaml' }, /missing\.yaml cannot be read/],
    [{ DefinitionUri: { Bucket: 'b' } }, /definitions in S3 are not simulated/],
    [{}, /There is no definition/],
    [{ Definition: { a: '${Nobody}' } }, /names \$\{Nobody\}, which DefinitionSubstitutions does not have/],
  ])('that is %j is refused', (properties, message) => {
    expect(() => readDefinition(resource(properties), folder)).toThrow(message);
  });

  it('is declared under the name, type and role of the resource', () => {
    const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:report';
    const declared = (properties: object) =>
      stateMachineOf(
        { ...resource({ Definition: {}, ...properties }), ref: arn, attributes: { Name: 'report' } },
        folder,
      );

    expect(declared({ Type: 'EXPRESS', Role: 'arn:r' })).toEqual({
      name: 'report',
      arn,
      type: 'EXPRESS',
      roleArn: 'arn:r',
      definition: {},
    });
    expect(declared({})).toMatchObject({ type: 'STANDARD', roleArn: 'arn:aws:iam::000000000000:role/report-role' });
    expect(() => declared({ Type: 'QUICK' })).toThrow('A state machine is STANDARD or EXPRESS, not "QUICK".');
  });
});
