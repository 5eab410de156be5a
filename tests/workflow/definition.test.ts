import { afterAll, describe, expect, it } from 'vitest';
import { aslValidator } from '../../local/services/states/definition/second-opinion.ts';
import { readDefinition } from '../../local/services/states/index.ts';
import { calledBy, definition, machine, states, tasks, template } from './testing/definition.ts';

const resource = template.resources.get('ReportWorkflow')!;
const validator = aslValidator();
afterAll(() => validator.close());

it('asl-validator has no objection to the definition with everything substituted', async () => {
  expect(await validator.ask(JSON.stringify(definition))).toEqual([]);
  // It does look: the same definition without a state that others lead to.
  const { Announce: _, ...States } = definition.States;
  expect(await validator.ask(JSON.stringify({ ...definition, States }))).not.toEqual([]);
});

it('every substitution of the template is made, and none is without use', () => {
  expect(String(machine.definition)).not.toContain('${');
  expect(readDefinition(resource, template.directory).unused).toEqual([]);
});

it('the workflow is a Standard one: its executions last and have names that nobody else can take', () => {
  expect(machine.type).toBe('STANDARD');
});

it('execution data, which people typed, are not logged', () => {
  expect(resource.properties.Logging).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
});

describe.each(tasks)('%s', (_, state) => {
  const { TimeoutSeconds = 0, Retry = [], Catch = [] } = state;

  it('waits longer for a function than the function may run: its work is never done after it was given up', () => {
    const called = [...template.resources.values()].find(({ attributes }) => attributes.Arn === calledBy(state));

    expect(TimeoutSeconds).toBeGreaterThan(Number(called?.properties.Timeout ?? 0));
  });

  it('is tried again after any error, later and later, with full jitter, and is caught when that does not help', () => {
    expect(Retry.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' });
    expect(Retry.at(-1)?.BackoffRate).toBeGreaterThan(1);
    expect(Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  });
});

it('each end that is a failure has a name of its own, and says what to do', () => {
  const failures = states.filter(([, { Type }]) => Type === 'Fail').map(([, state]) => state);

  expect(new Set(failures.map(({ Error: name }) => name)).size).toBe(failures.length);
  expect(failures.filter(({ Cause = '' }) => Cause.length < 40)).toEqual([]);
});
