import type { Json } from '../../../json.ts';
import type { StateFields } from '../states/state-fields.ts';
import { invokeFunction, lambdaInvoke } from './lambda.ts';
import type { Integration } from './integration.ts';
import { sdkIntegration } from './sdk-call.ts';
import { optimizedIntegration } from './optimized-call.ts';
import { startExecutionIntegration } from './start-execution.ts';

const functionArn = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/;
const serviceArn = /^arn:[\w-]+:states:[\w-]*:\d*:(.+)$/;

/** How a task may end: with the answer, with its token, with the execution that it started. */
export type Pattern = '' | 'waitForTaskToken' | 'sync' | 'sync:2';

/** What stands for a resource that was refused, which was reported. */
const refused: Integration = {
  events: { kind: 'task', resourceType: '', resource: '' },
  waitsForToken: false,
  call: () => Promise.reject(new Error('The resource of this task was refused.')),
};

/**
 * What a Task state's `Resource` stands for. Everything else is reported by name and place.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
export function integrationOf(from: StateFields): Integration {
  const { fields, isExpress } = from;
  const resource = fields.requiredText('Resource');
  if (resource === '') return refused;
  const given = fieldNames(fields.any(from.language.name === 'JSONata' ? 'Arguments' : 'Parameters'));
  const refuse = (why: string): Integration => {
    fields.problem('Resource', why);
    return refused;
  };
  if (functionArn.test(resource)) return invokeFunction(resource);
  if (/^arn:[\w-]+:states:[\w-]+:\d{12}:activity:/.test(resource)) {
    return refuse(`Activities are not simulated by the local AWS: ${resource}`);
  }
  const [, name] = serviceArn.exec(resource) ?? [];
  if (name === undefined)
    return refuse(`The resource is neither a function's ARN nor a service integration: ${resource}`);
  const [, action = '', suffix = ''] = /^(.*?)(?:\.(waitForTaskToken|sync|sync:2))?$/.exec(name) ?? [];
  const pattern = patternOf(suffix);
  if (pattern !== '' && isExpress) return refuse(`Express state machines have no .${pattern} tasks: ${resource}`);
  const problem = (field: string, why: string): void => {
    if (given !== undefined && !given.includes(field)) fields.problem('Resource', `${why}: ${resource}`);
  };
  if (action === 'lambda:invoke' && !pattern.startsWith('sync')) {
    problem('FunctionName', "The field 'FunctionName' is required");
    return lambdaInvoke(pattern === 'waitForTaskToken');
  }
  const integration =
    startExecutionIntegration(action, pattern) ??
    optimizedIntegration(action, pattern) ??
    sdkIntegration(action, pattern, from.canCall);
  return integration ?? refuse(`This integration is not simulated by the local AWS: ${resource}`);
}

function patternOf(suffix: string): Pattern {
  return suffix === 'waitForTaskToken' || suffix === 'sync' || suffix === 'sync:2' ? suffix : '';
}

/** The names of the fields that a task is given, when they can be known beforehand. */
function fieldNames(given: Json | undefined): string[] | undefined {
  if (given === undefined || typeof given === 'string') return undefined;
  return given === null || typeof given !== 'object' ? [] : Object.keys(given).map((name) => name.replace(/\.\$$/, ''));
}
