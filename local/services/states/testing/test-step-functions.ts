import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { FunctionInvoker, InvocationResult } from '../../../lambda/invoker.ts';
import { UnknownFunctionError } from '../../../lambda/invoker.ts';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { soon } from '../../../testing/soon.ts';
import { turnableTime } from '../../../testing/turnable-time.ts';
import type { TurnableTime } from '../../../testing/turnable-time.ts';
import { createEndpoint } from '../../endpoint.ts';
import { accountId, credentials, region } from '../../testing/test-endpoint.ts';
import type { MachineType } from '../engine/execution-record.ts';
import { stepFunctions } from '../step-functions.ts';
import type { StepFunctions, StepFunctionsOptions } from '../step-functions.ts';

export type Handler = (event: never) => unknown;

/** What a service was asked to do. */
export interface ServiceCallRecord {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Step Functions behind a listening endpoint, with functions and services of the test's own. */
export interface TestStepFunctions {
  readonly url: string;
  readonly states: StepFunctions;
  readonly client: SFNClient;
  readonly time: TurnableTime;
  readonly problems: string[];
  readonly calls: ServiceCallRecord[];
  /** By name; each may be replaced at any time. An error that is thrown is the function's. */
  readonly functions: Record<string, Handler>;
  /** By `service:Operation`. */
  readonly services: Record<string, (input: Readonly<Record<string, unknown>>) => unknown>;
  /** Declares a state machine. @returns its ARN */
  declare(definition: unknown, options?: { name?: string; type?: MachineType }): string;
  /** Starts an execution. @returns its ARN */
  start(machineArn: string, input?: unknown, name?: string): Promise<string>;
  /** Turns the time to each next wait until the execution has ended. */
  finished(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  /** Declares, starts, and waits for the end. */
  run(definition: unknown, input?: unknown): Promise<DescribeExecutionCommandOutput>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  close(): Promise<void>;
}

export const functionArn = (name: string): string => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/** Starts an endpoint on a free port. */
export async function startTestStepFunctions(
  options: Partial<StepFunctionsOptions> & { time?: TurnableTime } = {},
): Promise<TestStepFunctions> {
  const { time = turnableTime(), ...others } = options;
  const problems: string[] = [];
  const calls: ServiceCallRecord[] = [];
  const functions: TestStepFunctions['functions'] = {};
  const services: TestStepFunctions['services'] = {};
  const states = stepFunctions({
    storage: memoryStorage(),
    timers: time,
    region,
    accountId,
    invoker: invokerOf(functions),
    async call(service, operation, input) {
      calls.push({ service, operation, input });
      return services[`${service}:${operation}`]?.(input) ?? {};
    },
    onProblem: (text) => problems.push(text),
    secondOpinion: { ask: () => Promise.resolve([]), close: () => Promise.resolve() },
    ...others,
  });
  const endpoint = createEndpoint({ services: [states.service], credentials: [credentials] });
  const url = await endpoint.listen(0);
  const client = new SFNClient({ endpoint: url, region, credentials, maxAttempts: 1, disableHostPrefix: true });

  const test: TestStepFunctions = {
    url,
    states,
    client,
    time,
    problems,
    calls,
    functions,
    services,
    declare(definition, { name = `machine-${randomUUID()}`, type = 'STANDARD' } = {}) {
      const arn = `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
      states.declareStateMachine({ name, arn, type, definition, roleArn: `arn:aws:iam::${accountId}:role/test` });
      return arn;
    },
    async start(stateMachineArn, input = {}, name) {
      const text = typeof input === 'string' ? input : JSON.stringify(input);
      const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: text, name }));
      return executionArn!;
    },
    finished: (executionArn) =>
      vi.waitFor(
        async () => {
          const description = await client.send(new DescribeExecutionCommand({ executionArn }));
          if (description.status !== 'RUNNING') return description;
          await time.turnToNext();
          throw new Error(`${executionArn} still runs`);
        },
        { ...soon, interval: 1 },
      ),
    async run(definition, input) {
      return test.finished(await test.start(test.declare(definition), input));
    },
    async history(executionArn) {
      const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return events;
    },
    async close() {
      client.destroy();
      await states.close();
      await endpoint.close();
    },
  };
  return test;
}

function invokerOf(functions: Record<string, Handler>): FunctionInvoker {
  return {
    async invoke(name, event): Promise<InvocationResult> {
      const handler = functions[name.split(':')[6] ?? name];
      if (handler === undefined) throw new UnknownFunctionError(name);
      try {
        const result = await handler(JSON.parse(JSON.stringify(event)) as never);
        if (result === throttled) return { outcome: 'throttled' };
        return { outcome: 'returned', payload: JSON.stringify(result ?? null) };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error;
        return { outcome: 'failed', payload: JSON.stringify({ errorType, errorMessage }) };
      }
    },
  };
}

/** What a function returns to say that Lambda did not run it. */
export const throttled = Symbol('throttled');

/** An error with a name, as functions throw them. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
