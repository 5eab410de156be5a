import { optionalString, requiredString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { ServiceError } from '../../service-error.ts';
import type { TaskTokens, WaitingTask } from '../engine/task-tokens.ts';
import { isTooLong, jsonOf, longestData } from '../json-text.ts';

/** SendTaskSuccess. https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export function sendTaskSuccess(tokens: TaskTokens, input: JsonInput): object {
  const task = taskOf(tokens, input);
  const text = requiredString(input, 'output', { maxLength: longestData, sensitive: true });
  const output = isTooLong(text) ? undefined : jsonOf(text);
  if (output === undefined) throw new ServiceError('InvalidOutput', "Invalid Output: 'Invalid JSON, or too long'");
  task.deliver({ outcome: 'success', output });
  return {};
}

/** SendTaskFailure. */
export function sendTaskFailure(tokens: TaskTokens, input: JsonInput): object {
  const task = taskOf(tokens, input);
  const error = optionalString(input, 'error', { maxLength: 256, sensitive: true });
  const cause = optionalString(input, 'cause', { maxLength: 32_768, sensitive: true });
  task.deliver({ outcome: 'failure', ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
  return {};
}

/** SendTaskHeartbeat. */
export function sendTaskHeartbeat(tokens: TaskTokens, input: JsonInput): object {
  taskOf(tokens, input).beat();
  return {};
}

function taskOf(tokens: TaskTokens, input: JsonInput): WaitingTask {
  return tokens.find(requiredString(input, 'taskToken', { minLength: 1, maxLength: 2048, sensitive: true }));
}
