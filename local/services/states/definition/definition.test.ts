import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionArn, startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
beforeAll(async () => {
  aws = await startTestStepFunctions({ canCall: (service) => service !== 'ssm' });
});
afterAll(() => aws.close());

const machine = (A: object, more: object = {}) => ({ StartAt: 'A', States: { A, End: { Type: 'Succeed' } }, ...more });
const task = (Resource: string, more: object = {}) => machine({ Type: 'Task', Resource, Next: 'End', ...more });
const jsonata = { QueryLanguage: 'JSONata' };
const pass = (fields: object, more: object = jsonata) => machine({ Type: 'Pass', Next: 'End', ...fields }, more);
const each = { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };

describe('a definition is refused', () => {
  it.each<[string, unknown, string]>([
    ['that is no JSON', '{', 'The definition is neither JSON nor YAML'],
    ['that is no object', '[]', 'The definition is not an object'],
    ['without StartAt', { States: { A: { Type: 'Succeed' } } }, "The field 'StartAt' is required at /StartAt"],
    ['without States', { StartAt: 'A' }, "The field 'States' is required"],
    [
      'that starts nowhere',
      { ...machine({ Type: 'Pass', Next: 'End' }), StartAt: 'X' },
      "There is no state 'X' here at /StartAt",
    ],
    ['that leads nowhere', machine({ Type: 'Pass', Next: 'X' }), "There is no state 'X' here at /States/A"],
    [
      'with a state that nothing leads to',
      { ...machine({ Type: 'Succeed' }) },
      'No state leads to this one at /States/End',
    ],
    ['that never ends', { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } }, 'MISSING_END_STATE'],
    [
      'with two states of one name',
      machine({ Type: 'Parallel', Branches: [{ StartAt: 'End', States: { End: { Type: 'Succeed' } } }], Next: 'End' }),
      "There are two states named 'End'",
    ],
    [
      'with an unknown type',
      machine({ Type: 'Loop', Next: 'End' }),
      'Value should be one of the following: [Task, Pass',
    ],
    [
      'with an unknown field',
      machine({ Type: 'Pass', Next: 'End', Colour: 1 }),
      "Field 'Colour' is not supported at /States/A/Colour",
    ],
    ['with Next and End', machine({ Type: 'Pass', Next: 'End', End: true }), "A state has either 'Next' or 'End'"],
    ['with neither', machine({ Type: 'Pass' }), "A state has either 'Next' or 'End'"],
    [
      'with TimeoutSeconds where no task is',
      machine({ Type: 'Pass', Next: 'End', TimeoutSeconds: 1 }),
      "Field 'TimeoutSeconds' is not supported",
    ],
    [
      'with a field of the other language',
      pass({ InputPath: '$' }),
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
    ],
    [
      'with a field of the other language',
      pass({ Output: 1 }, {}),
      "field 'Output' is only supported for the 'JSONata'",
    ],
    [
      'in an unknown language',
      machine({ Type: 'Succeed' }, { QueryLanguage: 'jq' }),
      'one of the following: [JSONPath, JSONata]',
    ],
    ['that goes back to JSONPath', pass({ QueryLanguage: 'JSONPath' }), "can not be 'JSONPath' if set to 'JSONata'"],
    [
      'with an expression that cannot be parsed',
      pass({ Output: { a: ['{% 1 + %}'] } }),
      'INVALID_JSONATA_EXPRESSION: S0207: Unexpected end of expression at /States/A/Output/a[0]',
    ],
    [
      'with an expression that is not closed',
      pass({ Output: '{% 1' }),
      'An expression starts with {% and ends with %}',
    ],
    [
      'with a name at the top level',
      pass({ Output: '{% input.a %}' }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'input' at the top level is not supported.",
    ],
    ['that assigns states', pass({ Assign: { states: 1 } }), "A variable cannot be named 'states'"],
    ['with a bad path', pass({ InputPath: 'a.b' }, {}), "'a.b' is not a JSONPath"],
    [
      'with a bad ResultPath',
      pass({ ResultPath: '$.a[*]' }, {}),
      'Expected a reference path or null at /States/A/ResultPath',
    ],
    ['with a filter', pass({ InputPath: '$.a[?(@.b)]' }, {}), 'filters ([?(…)]) are not simulated by the local AWS'],
    [
      'with a bad template',
      pass({ Parameters: { 'a.$': 1 } }, {}),
      'is a JSONPath or an intrinsic function at /States/A/Parameters/a.$',
    ],
    [
      'with States.ALL among others',
      task(functionArn('f'), { Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }),
      "'States.ALL' stands alone, and last at /States/A/Retry[0]/ErrorEquals",
    ],
    [
      'with a catcher that leads nowhere',
      task(functionArn('f'), { Catch: [{ ErrorEquals: ['X'], Next: 'Y' }] }),
      "There is no state 'Y' here",
    ],
    [
      'with an unknown error of the language',
      task(functionArn('f'), { Retry: [{ ErrorEquals: ['States.Oops'] }] }),
      "'States.Oops' is not an error name",
    ],
    [
      'with a bad retrier',
      task(functionArn('f'), { Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] }),
      'Expected a number of at least 1, not 0.5',
    ],
    [
      'with a Wait of both',
      machine({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', Next: 'End' }),
      "one of 'Seconds' and 'Timestamp'",
    ],
    [
      'with a Choice of nothing',
      machine({ Type: 'Choice', Choices: [], Default: 'End' }),
      'A Choice state has at least one rule',
    ],
    [
      'with a distributed Map',
      machine({
        Type: 'Map',
        ItemProcessor: { ...each, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
        Next: 'End',
      }),
      'Map states in DISTRIBUTED mode are not simulated by the local AWS at /States/A/ItemProcessor/ProcessorConfig/Mode',
    ],
    [
      'with an ItemReader',
      machine({ Type: 'Map', ItemProcessor: each, ItemReader: {}, Next: 'End' }),
      "Field 'ItemReader' is not simulated by the local AWS",
    ],
    [
      'with ToleratedFailureCount',
      machine({ Type: 'Map', ItemProcessor: each, ToleratedFailureCount: 1, Next: 'End' }),
      "Field 'ToleratedFailureCount' is not simulated",
    ],
    ['with Credentials', task(functionArn('f'), { Credentials: {} }), "Field 'Credentials' is not simulated"],
  ])('%s', (_title, definition, message) => {
    expect(() => aws.declare(definition)).toThrow(message);
  });

  it.each([
    ['arn:aws:states:eu-west-1:000000000000:activity:wait', 'Activities are not simulated by the local AWS'],
    [
      'arn:aws:states:::ecs:runTask.sync',
      'This integration is not simulated by the local AWS: arn:aws:states:::ecs:runTask.sync',
    ],
    ['arn:aws:states:::http:invoke', 'This integration is not simulated'],
    ['arn:aws:states:::sns:publish.sync', 'This integration is not simulated'],
    ['arn:aws:states:::dynamodb:query', 'This integration is not simulated'],
    ['arn:aws:states:::aws-sdk:ec2:runInstances', 'This integration is not simulated'],
    ['arn:aws:states:::aws-sdk:ssm:getParameter', 'This integration is not simulated'],
    ['${FunctionArn}', "neither a function's ARN nor a service integration"],
  ])('with the resource %s, by name and place', (resource, message) => {
    expect(() => aws.declare(task(resource))).toThrow(message);
    expect(() => aws.declare(task(resource))).toThrow('at /States/A/Resource');
  });

  it('with tokens or waiting in an Express state machine', () => {
    for (const resource of [
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      'arn:aws:states:::states:startExecution.sync:2',
    ]) {
      expect(() => aws.declare(task(resource), { type: 'EXPRESS' })).toThrow('Express state machines have no');
    }
  });

  it('with all its problems at once', () => {
    const definition = machine({ Type: 'Task', Resource: 'x', Next: 'Y', Foo: 1 });

    expect(() => aws.declare(definition)).toThrow(
      /Resource.*\/Foo.*no state 'Y'.*No state leads to this one at \/States\/End/s,
    );
  });

  it('with a name that Step Functions does not take', () => {
    expect(() => aws.declare(machine({ Type: 'Pass', Next: 'End' }), { name: 'a b' })).toThrow("Invalid Name: 'a b'");
  });
});

describe('a definition is taken', () => {
  it.each([
    'arn:aws:lambda:eu-west-1:000000000000:function:f:live',
    'arn:aws-cn:lambda:cn-north-1:000000000000:function:f',
    'arn:aws-us-gov:states:::sns:publish',
    'arn:aws:states:::lambda:invoke.waitForTaskToken',
  ])('with the resource %s', (resource) => {
    const given = resource.includes('lambda:invoke') ? { Parameters: { 'FunctionName.$': '$.f' } } : {};

    expect(() => aws.declare(task(resource, given))).not.toThrow();
  });

  it('as YAML, as JSON and as an object', async () => {
    const yaml = 'StartAt: A\nStates:\n  A: {Type: Pass, Result: 1, End: true}\n';
    const object = { StartAt: 'A', States: { A: { Type: 'Pass', Result: 1, End: true } } };

    for (const definition of [yaml, JSON.stringify(object), object])
      expect((await aws.run(definition)).output).toBe('1');
  });
});
