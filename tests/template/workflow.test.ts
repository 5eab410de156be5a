import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../testing/contract.ts';
import { named, ofType, statementsOf, template, type AnyResource } from '../testing/template.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Resource?: string;
  readonly Arguments?: Record<string, unknown>;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly [field: string]: unknown }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Next: string }[];
}

// The package comes without types.
const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => {
  isValid: boolean;
  errors: unknown[];
};
const [workflow = undefined as unknown as AnyResource] = ofType('AWS::Serverless::StateMachine');
const { DefinitionUri: file, DefinitionSubstitutions: substitutions } = workflow.properties as {
  DefinitionUri: string;
  DefinitionSubstitutions: Record<string, string>;
};
const source = readFileSync(join(root, file), 'utf8');
const definition = parse(source.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => substitutions[name] ?? whole)) as {
  StartAt: string;
  States: Record<string, State>;
};
const states = Object.entries(definition.States).map(([name, state]) => ({ name, ...state }));
const tasks = states.filter(({ Type }) => Type === 'Task');
/** Where a state may go on. */
const nextOf = ({ Next, Default, Catch = [], Choices = [] }: State): string[] =>
  [Next, Default, ...[...Catch, ...Choices].map((way) => way.Next)].filter((name) => name !== undefined);

it('is what asl-validator takes as well', () => {
  expect(validate(definition)).toMatchObject({ isValid: true, errors: [] });
});

it('is given every value that its definition leaves open, and no other', () => {
  const open = new Set([...source.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? ''));

  expect(Object.keys(substitutions).sort()).toEqual([...open].sort());
});

it('may do exactly what its tasks do, and deliver its logs', () => {
  const needed = tasks.map(({ Resource = '', Arguments = {} }): string => {
    const action = {
      'lambda:invoke': 'lambda:InvokeFunction',
      'sns:publish': 'sns:Publish',
      'sqs:sendMessage': 'sqs:SendMessage',
    }[Resource.replace('arn:aws:states:::', '')];
    const target = named(Arguments.FunctionName ?? Arguments.TopicArn ?? Arguments.QueueUrl);
    return `${action ?? Resource} on ${target ?? 'nothing'}`;
  });
  const granted = statementsOf(workflow).flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((arn) => `${action} on ${arn === '*' ? arn : (named(arn) ?? arn)}`)),
  );

  // Only the delivery of logs knows no resources.
  expect(granted.filter((one) => !/^logs:\w+ on \*$/.test(one)).sort()).toEqual([...new Set(needed)].sort());
});

it('logs and traces how it went, and nothing of what people typed', () => {
  expect(workflow.properties.Logging).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
  expect(workflow.properties.Tracing).toEqual({ Enabled: true });
  expect(named(workflow.properties.Logging.Destinations[0].CloudWatchLogsLogGroup.LogGroupArn)).toBe(
    `${workflow.logicalId}Logs`,
  );
});

it('keeps its history and runs each execution once', () => {
  expect(workflow.properties.Type).toBe('STANDARD');
});

describe.each(tasks)('task $name', ({ TimeoutSeconds, Retry = [], Catch = [], Arguments = {} }) => {
  it('has a time limit that lets its function end', () => {
    const { Timeout = 0 } = template.resources.get(named(Arguments.FunctionName) ?? '')?.properties ?? {};

    expect(TimeoutSeconds).toBeGreaterThan(Number(Timeout));
  });

  it('is tried again after any error but a refusal, with longer waits by chance', () => {
    const last = Retry.at(-1);
    expect(last).toMatchObject({ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' });
    expect(last?.BackoffRate).toBeGreaterThan(1);
    expect(last?.MaxAttempts).toBeGreaterThan(0);
    expect(last?.MaxDelaySeconds).toBeGreaterThan(0);
    for (const { ErrorEquals, MaxAttempts } of Retry.slice(0, -1)) {
      expect(MaxAttempts, ErrorEquals.join()).toBe(0);
    }
  });

  it('goes on after any error', () => {
    expect(Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  });
});

it('a refusal is not tried again, and is told from a failure', () => {
  for (const { name, Catch = [], Retry = [] } of tasks.filter(({ Catch: ways = [] }) =>
    ways.some(({ Next }) => Next === 'Reject'),
  )) {
    expect(Retry[0]?.ErrorEquals, name).toContain('DragonValidationException');
    expect(Catch[0], name).toMatchObject({ ErrorEquals: ['DragonValidationException'], Next: 'Reject' });
  }
});

describe('every state', () => {
  /** The states that can be reached from some, themselves included. */
  const reachable = (from: string): Set<string> => {
    const found = new Set([from]);
    for (const name of found) for (const next of nextOf(definition.States[name] ?? expect.fail(name))) found.add(next);
    return found;
  };
  const isEnd = (name: string): boolean => ['Succeed', 'Fail'].includes(definition.States[name]?.Type ?? '');

  it('can be reached', () => {
    expect([...reachable(definition.StartAt)].sort()).toEqual(states.map(({ name }) => name).sort());
  });

  it.each(states)('$name leads to an end by every way, and never back', ({ name, ...state }) => {
    expect(nextOf(state).length > 0).toBe(!isEnd(name));
    expect(nextOf(state).filter((next) => reachable(next).has(name))).toEqual([]);
  });

  it.each(states.filter(({ Type }) => Type === 'Choice'))('$name knows what to do otherwise', ({ Default }) => {
    expect(Default).toBeDefined();
  });
});
