import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionCommandOutput,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { createEndpoint } from '../../../local/services/endpoint.ts';
import { stepFunctions } from '../../../local/services/states/index.ts';
import { memoryStorage } from '../../../local/state/memory-storage.ts';
import type { Storage } from '../../../local/state/storage.ts';
import { turnableTime, type TurnableTime } from '../../../local/testing/turnable-time.ts';
import { noteWalk } from './coverage.ts';
import { machine, template } from './definition.ts';
import type { Faults } from './faults.ts';
import { WatchedTasks, type Attempt, type Tasks } from './watched-tasks.ts';

/** The real workflow on the local Step Functions, in a time that stands still. */
export interface Workflow {
  readonly client: SFNClient;
  readonly time: TurnableTime;
  readonly attempts: readonly Attempt[];
  /** Starts an execution as reportDragon does. @returns its ARN */
  start(reportId: string, name?: string): Promise<string>;
  /** Waits for an execution's end, and turns the time whenever nothing but time is waited for. */
  finished(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  /** Turns the time until nothing waits any more. */
  settled(): Promise<void>;
  /** Starts an execution, waits for its end, and counts its way as covered. */
  run(reportId: string): Promise<Ended>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** Goes on with what an earlier process left in the storage. */
  resume(): void;
  close(): Promise<void>;
}

/** How an execution ended. */
export interface Ended {
  readonly status: string | undefined;
  /** The last state. */
  readonly end: string | undefined;
  readonly output: any;
  readonly history: readonly HistoryEvent[];
}

export interface WorkflowOptions {
  readonly tasks: Tasks;
  readonly faults?: Faults;
  readonly storage?: Storage;
  readonly time?: TurnableTime;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Declares the state machine of template.yaml, on a Step Functions of its own. */
export async function startWorkflow(options: WorkflowOptions): Promise<Workflow> {
  const { storage = memoryStorage(), time = turnableTime() } = options;
  const { region, accountId } = template;
  const watched = new WatchedTasks(options.tasks, options.faults ?? {}, time);
  const states = stepFunctions({
    storage,
    timers: time,
    region,
    accountId,
    ...watched.tasks,
    onProblem: (text) => watched.problems.push(text),
    secondOpinion: { ask: () => Promise.resolve([]), close: () => Promise.resolve() },
  });
  states.declareStateMachine(machine);
  const endpoint = createEndpoint({ services: [states.service], credentials: [credentials] });
  const client = new SFNClient({
    endpoint: await endpoint.listen(0),
    region,
    credentials,
    maxAttempts: 1,
    disableHostPrefix: true,
  });

  const workflow: Workflow = {
    client,
    time,
    attempts: watched.attempts,
    resume: () => states.resume(),
    async start(reportId, name = reportId) {
      const input = JSON.stringify({ reportId });
      const { executionArn } = await client.send(
        new StartExecutionCommand({ stateMachineArn: machine.arn, name, input }),
      );
      return executionArn!;
    },
    async finished(executionArn) {
      for (;;) {
        const description = await client.send(new DescribeExecutionCommand({ executionArn }));
        if (watched.problems.length > 0) throw new Error(watched.problems.join('\n'));
        if (description.status !== 'RUNNING') return description;
        await watched.idle();
        if (time.waiting > 0) await time.turnToNext();
      }
    },
    async settled() {
      await watched.idle();
      while (time.waiting > 0) {
        await time.turnToNext();
        await watched.idle();
      }
    },
    async run(reportId) {
      const executionArn = await workflow.start(reportId);
      const { status, output } = await workflow.finished(executionArn);
      const history = await workflow.history(executionArn);
      noteWalk(history);
      return {
        status,
        end: lastState(history),
        output: output === undefined ? undefined : JSON.parse(output),
        history,
      };
    },
    async history(executionArn) {
      const events: HistoryEvent[] = [];
      const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn });
      for await (const page of pages) events.push(...(page.events ?? []));
      return events;
    },
    async close() {
      client.destroy();
      await states.close();
      await endpoint.close();
    },
  };
  return workflow;
}

/** The state that was entered last. */
export function lastState(history: readonly HistoryEvent[]): string | undefined {
  return history.findLast(({ stateEnteredEventDetails: details }) => details !== undefined)?.stateEnteredEventDetails
    ?.name;
}
