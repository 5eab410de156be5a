import { beforeEach, describe, expect, it } from 'vitest';
import { asynchronousInvoker } from '../lambda/asynchronous-invoker.ts';
import { eventInvokeConfig } from '../lambda/event-invoke-config.ts';
import { UnknownFunctionError } from '../lambda/invoker.ts';
import type { InvocationResult } from '../lambda/invoker.ts';
import { turnableTime, type TurnableTime } from '../testing/turnable-time.ts';
import { schedules, type Schedules } from './schedules.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:tidy:live';
const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:failures';
const minute = 60_000;
const hour = 60 * minute;

const hourly = (target: object = {}, properties: object = {}) => ({
  ScheduleExpression: 'rate(1 hour)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: functionArn, RoleArn: 'arn:aws:iam::000000000000:role/r', Input: '{"a":1}', ...target },
  ...properties,
});

let time: TurnableTime;
let invoked: { name: string; event: unknown; at: number }[];
let sent: { queue: string; message: { requestContext?: { condition: string } } }[];
let lines: string[];
let answers: InvocationResult[];
let isThere: boolean;
let close: () => Promise<void>;
let scheduler: Schedules;

const failed: InvocationResult = { outcome: 'failed', payload: '{"errorType":"Error","errorMessage":"no"}' };

beforeEach(() => {
  time = turnableTime();
  [invoked, sent, lines, answers, isThere] = [[], [], [], [], true];
  const start = time.now();
  const send = (queue: string, message: string) => void sent.push({ queue, message: JSON.parse(message) });
  const invoker = asynchronousInvoker({
    timers: time,
    retries: { failed: [1000, 2000], throttled: minute },
    invoker: {
      async invoke(name, event) {
        invoked.push({ name, event, at: time.now() - start });
        return answers.shift() ?? { outcome: 'returned', payload: 'null' };
      },
    },
    configOf(name) {
      if (!isThere) throw new UnknownFunctionError(`Function not found: ${name}`);
      return eventInvokeConfig({
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Type: 'SQS', Destination: queueArn } },
      });
    },
    sendToDestination: async (arn, body) => send(arn, body),
    log: (line) => lines.push(line),
  });
  scheduler = schedules({ invoker, sendToQueue: send, log: (line) => lines.push(line), timers: time });
  close = async () => {
    scheduler.close();
    await invoker.close();
  };
});

describe('a schedule', () => {
  it('invokes its function with its input after every interval, and not at the start', async () => {
    scheduler.declare({ id: 'Tidy', properties: hourly() });
    scheduler.start();

    await time.turn(hour - 1);
    expect(invoked).toEqual([]);
    await time.turn(2 * hour + 1);

    expect(invoked).toEqual([1, 2, 3].map((n) => ({ name: functionArn, event: { a: 1 }, at: n * hour })));
    await close();
  });

  it('counts nothing before the start', async () => {
    scheduler.declare({ id: 'Tidy', properties: hourly() });

    await time.turn(5 * hour);

    expect(invoked).toEqual([]);
  });

  it.each([
    ['rate(1 minute)', minute],
    ['rate(90 minutes)', 90 * minute],
    ['rate(2 days)', 48 * hour],
  ])('knows %s', async (ScheduleExpression, interval) => {
    scheduler.declare({ id: 'Tidy', properties: hourly({}, { ScheduleExpression }) });
    scheduler.start();

    await time.turn(interval);

    expect(invoked.map(({ at }) => at)).toEqual([interval]);
  });

  it('goes on as it is when it is declared again, and begins anew when it was changed', async () => {
    scheduler.start();
    scheduler.declare({ id: 'Tidy', properties: hourly() });
    await time.turn(hour / 2);
    scheduler.declare({ id: 'Tidy', properties: hourly() });
    await time.turn(hour / 2);
    expect(invoked).toHaveLength(1);

    scheduler.declare({ id: 'Tidy', properties: hourly({ Input: '2' }) });
    await time.turn(hour);
    expect(invoked.map(({ event }) => event)).toEqual([{ a: 1 }, 2]);
  });

  it('does nothing while it is disabled, and ends when the template has it no more, or the stack is stopped', async () => {
    scheduler.start();
    scheduler.declare({ id: 'Off', properties: hourly({}, { State: 'DISABLED' }) });
    scheduler.declare({ id: 'Gone', properties: hourly() });
    scheduler.declare({ id: 'Stopped', properties: hourly() });
    scheduler.keepOnly(['Off', 'Stopped']);
    await close();

    await time.turn(2 * hour);

    expect(invoked).toEqual([]);
    expect(time.waiting).toBe(0);
  });

  it('tells its dead-letter queue when there is no such function', async () => {
    isThere = false;
    scheduler.declare({ id: 'Tidy', properties: hourly({ DeadLetterConfig: { Arn: queueArn } }) });
    scheduler.start();

    await time.turn(hour);

    expect(sent).toEqual([{ queue: queueArn, message: { a: 1 } }]);
    expect(lines.join()).toContain(`Function not found: ${functionArn}`);
  });
});

describe('a function that fails', () => {
  it('is tried again as often as its EventInvokeConfig says, and its failure destination is told what happened', async () => {
    answers = [failed, failed];
    scheduler.declare({ id: 'Tidy', properties: hourly() });
    scheduler.start();

    await time.turn(hour + minute);

    expect(invoked).toHaveLength(2);
    expect(sent).toEqual([
      {
        queue: queueArn,
        message: {
          version: '1.0',
          timestamp: expect.any(String),
          requestContext: {
            requestId: expect.any(String),
            functionArn,
            condition: 'RetriesExhausted',
            approximateInvokeCount: 2,
          },
          requestPayload: { a: 1 },
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
          responsePayload: { errorType: 'Error', errorMessage: 'no' },
        },
      },
    ]);
  });

  it('does not keep the next run from coming', async () => {
    answers = [failed, failed];
    scheduler.declare({ id: 'Tidy', properties: hourly() });
    scheduler.start();

    await time.turn(2 * hour);

    expect(invoked).toHaveLength(3);
    expect(sent).toHaveLength(1);
  });

  it('is tried while it is throttled, and its event is given up after six hours', async () => {
    answers = Array.from({ length: 1000 }, () => ({ outcome: 'throttled' }) as const);
    scheduler.declare({ id: 'Tidy', properties: hourly({}, { ScheduleExpression: 'rate(1 day)' }) });
    scheduler.start();

    await time.turn(24 * hour + 6 * hour + minute);

    expect(sent.map(({ message }) => message.requestContext?.condition)).toEqual(['EventAgeExceeded']);
    expect(invoked.at(-1)?.at).toBe(30 * hour);
  });
});

describe('a schedule is refused', () => {
  it.each([
    [{ ScheduleExpression: 'cron(0 * * * ? *)' }, 'cron(…) is not simulated locally'],
    [{ ScheduleExpression: 'at(2026-11-20T12:00:00)' }, 'at(…) is not simulated locally'],
    [{ ScheduleExpression: 'rate(0 hours)' }, 'rate(value unit)'],
    [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 } }, 'FlexibleTimeWindow.Mode'],
    [{ State: 'PAUSED' }, 'State has to be ENABLED or DISABLED'],
    [{ Target: undefined }, 'Target is missing'],
    [{ Target: { Arn: queueArn, RoleArn: 'r', Input: '{}' } }, 'ARN of a Lambda function'],
    [{ Target: { Arn: functionArn, Input: '{}' } }, 'Target.RoleArn is missing'],
    [{ Target: { Arn: functionArn, RoleArn: 'r' } }, 'Target.Input is missing'],
    [{ Target: { Arn: functionArn, RoleArn: 'r', Input: '{"t":"<aws.scheduler.scheduled-time>"}' } }, 'attributes'],
    [{ Target: { Arn: functionArn, RoleArn: 'r', Input: 'x' } }, 'has to be JSON'],
    [{ Target: { Arn: functionArn, RoleArn: 'r', Input: '{}', SqsParameters: {} } }, 'Target.SqsParameters is not'],
  ])('with %j', (changes, message) => {
    expect(() => scheduler.declare({ id: 'Tidy', properties: hourly({}, changes) })).toThrow(message);
  });
});

describe('an EventInvokeConfig is refused', () => {
  it.each([
    [{ MaximumRetryAttempts: 3 }, 'MaximumRetryAttempts has to be a whole number from 0 to 2, not 3'],
    [{ MaximumEventAgeInSeconds: 59 }, 'from 60 to 21600'],
    [{ DestinationConfig: { OnSuccess: { Type: 'SQS', Destination: queueArn } } }, 'OnSuccess is not simulated'],
    [{ DestinationConfig: { OnFailure: { Type: 'EventBridge', Destination: 'x' } } }, 'has to be SQS or SNS'],
    [{ DestinationConfig: { OnFailure: { Type: 'SNS', Destination: queueArn } } }, 'a resource of type SNS'],
    [{ Other: 1 }, 'EventInvokeConfig.Other is not simulated'],
    ['x', 'has to be a map'],
  ])('with %j', (config, message) => {
    expect(() => eventInvokeConfig(config)).toThrow(message);
  });
});
