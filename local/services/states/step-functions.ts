import { systemTimers } from '../../clock.ts';
import type { Timers } from '../../clock.ts';
import type { FunctionInvoker } from '../../lambda/invoker.ts';
import type { Storage } from '../../state/storage.ts';
import { jsonService } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import type { AwsService } from '../service.ts';
import { aslValidator } from './definition/second-opinion.ts';
import type { SecondOpinion } from './definition/second-opinion.ts';
import type { ExecutionRecord } from './engine/execution-record.ts';
import { Executions } from './engine/executions.ts';
import { TaskTokens } from './engine/task-tokens.ts';
import type { ServiceCall, World } from './engine/world.ts';
import { describeExecution, getExecutionHistory, listExecutions, stopExecution } from './operations/read-executions.ts';
import {
  describeStateMachine,
  describeStateMachineForExecution,
  listStateMachines,
} from './operations/read-machines.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './operations/send-task.ts';
import { startExecution, startRequestOf } from './operations/start-execution.ts';
import { startSyncExecution } from './operations/start-sync-execution.ts';
import { validateDefinition } from './operations/validate-definition.ts';
import { StateMachines } from './state-machines.ts';
import type { DeclaredStateMachine } from './state-machines.ts';

/** What Step Functions is made of. */
export interface StepFunctionsOptions {
  readonly storage: Storage;
  readonly timers?: Timers;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** `aws` when not given. */
  readonly partition?: string;
  readonly invoker: FunctionInvoker;
  /** Calls an operation of another simulated service inside this process; throws ServiceError, whose code becomes the error's name. */
  readonly call: ServiceCall;
  /** Whether `call` knows an operation: what it does not is refused when a definition is declared. Everything is known when not given. */
  readonly canCall?: (service: string, operation: string) => boolean;
  /** Is told of every execution that began or ended, for metrics. */
  readonly onExecution?: (record: ExecutionRecord) => void;
  /** Is told what goes wrong without anybody asking: objections of the second reader of definitions, mistakes of the interpreter. */
  readonly onProblem?: (text: string) => void;
  /** A second reader of definitions; asl-validator when not given. */
  readonly secondOpinion?: SecondOpinion;
}

/** Step Functions, with what the stack needs to create what a template declares. */
export interface StepFunctions {
  readonly service: AwsService;
  /**
   * Brings a state machine of a template about.
   * @throws InvalidDefinitionError with every problem and its place; ServiceError `InvalidName`
   */
  declareStateMachine(machine: DeclaredStateMachine): void;
  /** Goes on with executions that were running when the process ended. Called once, when the other services answer. */
  resume(): void;
  close(): Promise<void>;
}

/** Step Functions. https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html */
export function stepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { storage, timers = systemTimers, region, invoker, call } = options;
  const { canCall = () => true, onProblem = () => undefined, secondOpinion = aslValidator() } = options;
  const machines = new StateMachines(storage, canCall, timers.now);
  const accepted = storage.table('states-accepted', Boolean);
  const tokens = new TaskTokens((key) => knownKeys(key));
  const world: World = {
    timers,
    region,
    invoker,
    call,
    tokens,
    onExecution: options.onExecution ?? (() => undefined),
    onProblem,
    startExecution: (request) => startExecution(machines, executions, request, timers.now()).record,
    ended: (arn) => executions.ended(arn),
  };
  const executions = new Executions(storage, world);
  const knownKeys = (key: string): boolean =>
    executions.get(`arn:${options.partition ?? 'aws'}:states:${region}:${options.accountId}:execution:${key}`) !==
    undefined;
  let isClosed = false;

  const fromTemplate = (operation: string) => (): never => {
    throw new NotSimulatedError(`states:${operation} (state machines come from the template)`);
  };

  const service = jsonService({
    signingName: 'states',
    targetPrefix: 'AWSStepFunctions',
    version: '1.0',
    operations: {
      CreateStateMachine: fromTemplate('CreateStateMachine'),
      UpdateStateMachine: fromTemplate('UpdateStateMachine'),
      DeleteStateMachine: fromTemplate('DeleteStateMachine'),
      StartExecution(input) {
        const { record } = startExecution(machines, executions, startRequestOf(input), timers.now());
        return { executionArn: record.arn, startDate: record.startDate / 1000 };
      },
      StartSyncExecution: (input) => startSyncExecution(machines, executions, input, timers.now()),
      DescribeExecution: (input) => describeExecution(executions, input),
      GetExecutionHistory: (input) => getExecutionHistory(executions, input),
      ListExecutions: (input) => listExecutions(machines, executions, input),
      StopExecution: (input) => stopExecution(executions, input),
      DescribeStateMachine: (input) => describeStateMachine(machines, input),
      DescribeStateMachineForExecution: (input) => describeStateMachineForExecution(machines, executions, input),
      ListStateMachines: (input) => listStateMachines(machines, input),
      ValidateStateMachineDefinition: (input) => validateDefinition(secondOpinion, canCall, input),
      SendTaskSuccess: (input) => sendTaskSuccess(tokens, input),
      SendTaskFailure: (input) => sendTaskFailure(tokens, input),
      SendTaskHeartbeat: (input) => sendTaskHeartbeat(tokens, input),
    },
  });

  /** Asks once for each definition: the answer is kept, when it is good. */
  async function askAbout(name: string, hash: string, text: string): Promise<void> {
    const objections = await secondOpinion.ask(text);
    if (isClosed) return;
    if (objections.length === 0) accepted.set(hash, true);
    for (const objection of objections) onProblem(`asl-validator objects to the definition of ${name}: ${objection}`);
  }

  return {
    service,
    declareStateMachine(declared) {
      const { name, hash, definition } = machines.declare(declared);
      if (accepted.get(hash) !== true) void askAbout(name, hash, definition);
    },
    resume() {
      executions.resume((record) => machines.modelOf(record));
      machines.forgetDefinitionsBut(new Set(executions.newestFirst().map(({ definition }) => definition)));
    },
    async close() {
      isClosed = true;
      await executions.close();
      await secondOpinion.close();
    },
  };
}
