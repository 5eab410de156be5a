import { describe, expect, it } from 'vitest';
import { source, translated, translations } from '../testing/deployed-template.ts';
import type { CloudFormationResource } from '../testing/deployed/cloudformation.ts';

// Runs where SAM's own translator is there (scripts/check-sam.sh).

describe.skipIf(translations === undefined)('our reading of the template', () => {
  const types = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::IAM::Role', 'AWS::Lambda::EventInvokeConfig'];
  const bySam = translations === undefined ? source : translated(translations, 'prod');
  const ofTypes = (resources: Readonly<Record<string, CloudFormationResource>>): [string, CloudFormationResource][] =>
    Object.entries(resources).filter(([name, { Type }]) => types.includes(Type) && name !== 'CodeDeployServiceRole');
  const shared = (property: string, { Properties: properties }: CloudFormationResource): unknown =>
    properties?.[property];

  it('has the resources that SAM makes', () => {
    expect(
      ofTypes(source.Resources)
        .map(([name]) => name)
        .sort(),
    ).toEqual(
      ofTypes(bySam.Resources)
        .map(([name]) => name)
        .sort(),
    );
  });

  it.each(ofTypes(bySam.Resources))('has %s as SAM has it', (name, resource) => {
    const ours = source.Resources[name]!;

    for (const property of [
      'Timeout',
      'MemorySize',
      'Role',
      'LoggingConfig',
      'TracingConfig',
      'FunctionName',
      'Policies',
    ]) {
      expect(shared(property, ours), property).toEqual(shared(property, resource));
    }
    expect(ours.Condition).toBe(resource.Condition);
    expect(Object.keys(ours.UpdatePolicy ?? {})).toEqual(Object.keys(resource.UpdatePolicy ?? {}));
  });
});
