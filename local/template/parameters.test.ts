import { describe, expect, test } from 'vitest';
import { complaints, read } from './testing/template-folder.ts';

const withParameter = (definition: string) => `
Parameters: {P: ${definition}}
Resources: {A: {Type: AWS::SSM::Parameter, Properties: {Name: n, Value: !Ref P}}}
`;

const value = (definition: string, override?: string) =>
  read(withParameter(definition), override === undefined ? {} : { parameters: { P: override } }).resources.get('A')
    ?.properties.Value;

const complaint = (definition: string, override?: string) =>
  complaints(withParameter(definition), override === undefined ? {} : { parameters: { P: override } }).join('\n');

describe('parameters', () => {
  test('take their default, or the override', () => {
    expect(value('{Type: String, Default: a}')).toBe('a');
    expect(value('{Type: String, Default: a}', 'b')).toBe('b');
    expect(value('{Type: String}', '')).toBe('');
  });

  test('of type Number stay text where a number would read differently', () => {
    expect(value('{Type: Number, Default: 7}')).toBe(7);
    expect(value('{Type: Number}', '007')).toBe('007');
  });

  test('are listed as text', () => {
    const template = read('Parameters: {P: {Type: Number, Default: 5}, Q: {Type: String}}\nResources: {}', {
      parameters: { Q: 'x' },
    });

    expect(template.parameters).toEqual({ P: '5', Q: 'x' });
  });

  test.each([
    ['{Type: String}', undefined, 'Parameter P has no Default: a value must be given.'],
    ['{Type: Number}', 'many', 'Parameter P: "many" is not a number.'],
    ['{Type: String, AllowedValues: [a, b]}', 'c', 'Parameter P: "c" is not one of a, b.'],
    ['{Type: String, AllowedPattern: "[a-z]+"}', 'a1', 'Parameter P: "a1" does not match the AllowedPattern [a-z]+.'],
    ['{Type: String, AllowedPattern: "[a-z]+", ConstraintDescription: small}', 'A', '[a-z]+. (small)'],
    ['{Type: String, MinLength: 2}', 'a', 'Parameter P: "a" is below the MinLength.'],
    ['{Type: Number, MaxValue: 3}', '4', 'Parameter P: "4" is above the MaxValue.'],
    ['{Type: CommaDelimitedList, AllowedValues: [a, b]}', 'a,c', 'Parameter P: "c" is not one of a, b.'],
    ['{Type: String, NoEcho: true, MinLength: 2}', 's', 'Parameter P: the value is below the MinLength.'],
    ['{Type: "AWS::EC2::VPC::Id"}', 'x', 'has the type AWS::EC2::VPC::Id, which is not simulated'],
    ['{Type: "AWS::SSM::Parameter::Value<String>"}', 'x', 'which is not simulated'],
    ['{Type: String, Default: a, Colour: red}', undefined, 'A parameter has no property Colour.'],
    ['{Type: String, Default: a, AllowedPattern: "("}', undefined, 'AllowedPattern ( is not a regular expression'],
  ])('%s with %s is refused', (definition, override, expected) => {
    expect(complaint(definition, override)).toContain(expected);
  });

  test('that the template does not have cannot be overridden', () => {
    expect(complaints(withParameter('{Type: String, Default: a}'), { parameters: { Q: 'x' } })).toEqual([
      expect.stringContaining('There is no parameter Q to override; the template has: P.'),
    ]);
  });

  test('a faulty default is told at its place', () => {
    expect(complaint('{Type: String, Default: c, AllowedValues: [a]}')).toMatch(/^template\.yaml:2:41: /);
  });
});
