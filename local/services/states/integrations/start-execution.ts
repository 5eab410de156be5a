import type { Json, JsonObject } from '../../../json.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import type { StartRequest } from '../engine/world.ts';
import { isJsonObject, jsonOf, withoutUndefined } from '../json-text.ts';
import { errorNames, ownError, StatesError } from '../states-error.ts';
import type { Integration } from './integration.ts';
import type { Pattern } from './resource.ts';
import { argumentsOf } from './service-call.ts';
import { serviceFailure } from './task-failures.ts';

const errors = {
  prefix: 'StepFunctions',
  general: 'AWSStepFunctionsException',
  service: 'AWSStepFunctions',
  style: 'optimized',
} as const;

/** Members that Step Functions itself puts into the input, which link the two in its console. */
const linkFields = ['AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID'];

/** `states:startExecution`, alone or waiting for its end. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export function startExecutionIntegration(action: string, pattern: Pattern): Integration | undefined {
  if (action !== 'states:startExecution') return undefined;
  const integration: Integration = {
    events: { kind: 'task', resourceType: 'states', resource: `startExecution${pattern === '' ? '' : `.${pattern}`}` },
    waitsForToken: pattern === 'waitForTaskToken',
    check: (given) => void requestOf(given),
    async call(given, world) {
      try {
        const started = world.startExecution(requestOf(given));
        return { ExecutionArn: started.arn, StartDate: started.startDate };
      } catch (error) {
        throw serviceFailure(error, errors);
      }
    },
  };
  if (!pattern.startsWith('sync')) return integration;
  return {
    ...integration,
    async completion(submitted, world) {
      const arn = isJsonObject(submitted) ? submitted.ExecutionArn : undefined;
      const ended = await world.ended(typeof arn === 'string' ? arn : '');
      const description = describe(ended);
      if (ended.status !== 'SUCCEEDED') throw new StatesError(errorNames.taskFailed, JSON.stringify(description));
      // `.sync:2` gives the output as JSON, `.sync` as text.
      return pattern === 'sync' ? description : { ...description, Output: jsonOf(ended.output ?? '') ?? null };
    },
  };
}

function requestOf(given: Json): StartRequest {
  const {
    StateMachineArn: stateMachineArn,
    Input: input = {},
    Name: name,
    ...others
  } = argumentsOf(given, 'states:startExecution');
  const [unknown] = Object.keys(others).filter((field) => !linkFields.includes(field));
  if (unknown !== undefined) {
    throw ownError(
      errorNames.runtime,
      `The field '${unknown}' of states:startExecution is not simulated by the local AWS`,
    );
  }
  if (typeof stateMachineArn !== 'string') {
    throw ownError(errorNames.runtime, "The field 'StateMachineArn' is required but was missing");
  }
  return {
    stateMachineArn,
    input: typeof input === 'string' ? input : JSON.stringify(input),
    ...(typeof name === 'string' && { name }),
  };
}

function describe(record: ExecutionRecord): JsonObject {
  return withoutUndefined({
    ExecutionArn: record.arn,
    Input: record.input,
    InputDetails: { Included: true },
    Name: record.name,
    Output: record.output,
    OutputDetails: record.output === undefined ? undefined : { Included: true },
    Error: record.error,
    Cause: record.cause,
    StartDate: record.startDate,
    StateMachineArn: record.machineArn,
    Status: record.status,
    StopDate: record.stopDate,
  });
}
