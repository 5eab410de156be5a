import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';
import { soon } from '../../../testing/soon.ts';

let aws: TestStepFunctions;
beforeEach(async () => {
  aws = await startTestStepFunctions();
});
afterEach(() => aws.close());

const quick = { QueryLanguage: 'JSONata', StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } };
const slow = { QueryLanguage: 'JSONata', StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 60, End: true } } };
const start = (stateMachineArn: string, input?: string, name?: string) =>
  aws.client.send(new StartExecutionCommand({ stateMachineArn, input, name }));

describe('StartExecution', () => {
  it('answers the same for the same name and input while it runs, and refuses the name for anything else', async () => {
    const arn = aws.declare(slow, { name: 'm' });
    const first = await start(arn, '{"a":1}', 'one');
    await aws.time.turn(1000);

    expect(first.executionArn).toBe('arn:aws:states:eu-west-1:000000000000:execution:m:one');
    const { executionArn, startDate } = await start(arn, '{"a":1}', 'one');
    expect({ executionArn, startDate }).toEqual({ executionArn: first.executionArn, startDate: first.startDate });
    await expect(start(arn, '{"a":2}', 'one')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });

    await aws.finished(first.executionArn!);
    await expect(start(arn, '{"a":1}', 'one')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('names an execution that has no name, and gives one without input an empty object', async () => {
    const { executionArn } = await start(aws.declare(quick));

    expect(await aws.finished(executionArn!)).toMatchObject({
      name: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      input: '{}',
      output: '{}',
    });
  });

  it.each(['a b', 'a/b', 'a:b', 'a*b', 'a?b', 'a#b', 'a{b', 'a\nb'])('refuses the name %j', async (name) => {
    await expect(start(aws.declare(quick), '{}', name)).rejects.toMatchObject({ name: 'InvalidName' });
  });

  it.each(['Käse-ß_1.2!', 'x'.repeat(80)])('takes the name %j', async (name) => {
    expect((await start(aws.declare(quick), '{}', name)).executionArn).toContain(`:${name}`);
  });

  it('refuses a name of more than 80 characters, and input that is no JSON or too long', async () => {
    const arn = aws.declare(quick);

    await expect(start(arn, '{}', 'x'.repeat(81))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(start(arn, '{a}')).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(start(arn, JSON.stringify('€'.repeat(90_000)))).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
    });
    expect(await start(arn, JSON.stringify('€'.repeat(87_000)))).toBeDefined();
  });

  it.each([
    ['arn:aws:states:eu-west-1:000000000000:stateMachine:nobody', 'StateMachineDoesNotExist'],
    ['arn:aws:states:eu-west-1:000000000000:stateMachine:m:live', 'NotImplemented'],
    ['no-arn', 'InvalidArn'],
  ])('of %s is %s', async (arn, name) => {
    aws.declare(quick, { name: 'm' });

    await expect(start(arn)).rejects.toMatchObject({ name });
  });
});

describe('GetExecutionHistory', () => {
  it('tells every event with its details, each with the one before it', async () => {
    const machine = aws.declare(quick);
    const arn = await aws.start(machine, { a: 1 });
    await aws.finished(arn);
    const timestamp = new Date('2026-01-01T00:00:00Z');

    expect(await aws.history(arn)).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp,
        type: 'ExecutionStarted',
        executionStartedEventDetails: {
          input: '{"a":1}',
          inputDetails: { truncated: false },
          roleArn: 'arn:aws:iam::000000000000:role/test',
        },
      },
      {
        id: 2,
        previousEventId: 0,
        timestamp,
        type: 'PassStateEntered',
        stateEnteredEventDetails: { name: 'Pass', input: '{"a":1}', inputDetails: { truncated: false } },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp,
        type: 'PassStateExited',
        stateExitedEventDetails: { name: 'Pass', output: '{"a":1}', outputDetails: { truncated: false } },
      },
      {
        id: 4,
        previousEventId: 3,
        timestamp,
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: '{"a":1}', outputDetails: { truncated: false } },
      },
    ]);
  });

  it('comes in pages, backwards, and without data, as asked for', async () => {
    const executionArn = await aws.start(aws.declare(quick), { secret: 1 });
    await aws.finished(executionArn);

    const ids: number[][] = [];
    const pages = paginateGetExecutionHistory(
      { client: aws.client, pageSize: 3 },
      { executionArn, reverseOrder: true },
    );
    for await (const page of pages) ids.push(page.events!.map(({ id }) => id!));
    expect(ids).toEqual([[4, 3, 2], [1]]);

    const { events } = await aws.client.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
    );
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(events![1]).toMatchObject({ stateEnteredEventDetails: { name: 'Pass' } });
  });

  it('of nobody is ExecutionDoesNotExist', async () => {
    const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:m:x';

    await expect(aws.history(executionArn)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(aws.history('x')).rejects.toMatchObject({ name: 'InvalidArn' });
  });
});

describe('ListExecutions', () => {
  it('tells those of a state machine, newest first, by status and in pages', async () => {
    const arn = aws.declare(slow);
    await aws.start(aws.declare(quick));
    for (const name of ['a', 'b', 'c']) {
      await aws.start(arn, {}, name);
      await aws.time.turn(30_000);
    }
    await vi.waitFor(async () => {
      const { executions } = await aws.client.send(
        new ListExecutionsCommand({ stateMachineArn: arn, statusFilter: 'SUCCEEDED' }),
      );
      expect(executions!.map(({ name }) => name)).toEqual(['b', 'a']);
    }, soon);

    const names: string[][] = [];
    const pages = paginateListExecutions({ client: aws.client, pageSize: 2 }, { stateMachineArn: arn });
    for await (const page of pages) names.push(page.executions!.map(({ name }) => name!));
    expect(names).toEqual([['c', 'b'], ['a']]);
  });

  it.each([
    [{ mapRunArn: 'x' }, 'NotImplemented'],
    [{}, 'ValidationException'],
    [{ stateMachineArn: 'm', nextToken: 'x' }, 'InvalidArn'],
  ])('of %j is %s', async (input, name) => {
    await expect(aws.client.send(new ListExecutionsCommand(input))).rejects.toMatchObject({ name });
  });

  it.each(['!!', 'x', 'LTE='])('has no page with the token %s', async (nextToken) => {
    const stateMachineArn = aws.declare(slow);

    const page = aws.client.send(new ListExecutionsCommand({ stateMachineArn, nextToken }));
    await expect(page).rejects.toMatchObject({ name: 'InvalidToken' });
  });
});

describe('StopExecution', () => {
  it('ends an execution at once, with the error and cause it is given', async () => {
    const executionArn = await aws.start(aws.declare(slow));
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);

    const { stopDate } = await aws.client.send(
      new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'tired' }),
    );

    expect(await aws.finished(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'tired',
      stopDate,
    });
    expect((await aws.history(executionArn)).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'tired' },
    });
    expect(aws.time.waiting).toBe(0);
  });

  it('leaves one that has ended as it is', async () => {
    const executionArn = await aws.start(aws.declare(quick));
    const { stopDate } = await aws.finished(executionArn);
    await aws.time.turn(5000);

    expect(await aws.client.send(new StopExecutionCommand({ executionArn }))).toMatchObject({ stopDate });
    expect(await aws.finished(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('a state machine', () => {
  it('is described as it was declared', async () => {
    const stateMachineArn = aws.declare(quick, { name: 'm' });

    expect(await aws.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      stateMachineArn,
      name: 'm',
      type: 'STANDARD',
      status: 'ACTIVE',
      definition: JSON.stringify(quick),
      creationDate: new Date('2026-01-01T00:00:00Z'),
    });
    const { stateMachines } = await aws.client.send(new ListStateMachinesCommand({}));
    expect(stateMachines).toEqual([
      { stateMachineArn, name: 'm', type: 'STANDARD', creationDate: new Date('2026-01-01T00:00:00Z') },
    ]);
  });

  it('that is declared in YAML is described in JSON', async () => {
    const stateMachineArn = aws.declare('# A comment\nStartAt: A\nStates: {A: {Type: Succeed}}\n');

    const { definition } = await aws.client.send(new DescribeStateMachineCommand({ stateMachineArn }));

    expect(definition).toBe('{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}');
  });

  it('that is declared anew lets executions under way go on as they began', async () => {
    const arn = aws.declare(slow, { name: 'm' });
    const executionArn = await aws.start(arn);
    aws.declare(quick, { name: 'm' });

    const { definition } = await aws.client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(definition).toBe(JSON.stringify(slow));
    expect((await aws.finished(executionArn)).stopDate).toEqual(new Date('2026-01-01T00:01:00Z'));
    expect((await aws.finished(await aws.start(arn))).status).toBe('SUCCEEDED');
  });

  it('comes from the template: it cannot be created, and executions cannot be redriven', async () => {
    const create = new CreateStateMachineCommand({ name: 'x', definition: '{}', roleArn: 'r' });
    const redrive = new RedriveExecutionCommand({ executionArn: 'x' });

    await expect(aws.client.send(create)).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(aws.client.send(redrive)).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('ValidateStateMachineDefinition', () => {
  const validate = (definition: unknown) =>
    aws.client.send(new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition) }));

  it('tells every problem with its place', async () => {
    const { result, diagnostics } = await validate({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B', Foo: 1 }, C: { Type: 'Succeed' } },
    });

    expect(result).toBe('FAIL');
    expect(diagnostics).toEqual([
      {
        severity: 'ERROR',
        code: 'SCHEMA_VALIDATION_FAILED',
        message: "Field 'Foo' is not supported",
        location: '/States/A/Foo',
      },
      {
        severity: 'ERROR',
        code: 'MISSING_TRANSITION_TARGET',
        message: "There is no state 'B' here",
        location: '/States/A',
      },
      {
        severity: 'ERROR',
        code: 'MISSING_TRANSITION_TARGET',
        message: 'No state leads to this one',
        location: '/States/C',
      },
    ]);
  });

  it('is content with what can run', async () => {
    expect(await validate(quick)).toMatchObject({ result: 'OK', diagnostics: [], truncated: false });
  });
});
