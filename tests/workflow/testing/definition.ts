import { join } from 'node:path';
import { parse } from 'yaml';
import { stateMachineOf } from '../../../local/services/states/index.ts';
import { readTemplate } from '../../../local/template/index.ts';
import { root } from '../../testing/contract.ts';

/** Which errors a retrier or catcher is for. */
export interface ErrorMatcher {
  readonly ErrorEquals: readonly string[];
}

/** When and how often a state is tried again; the fields that the definition gives each retrier that tries at all. */
export interface Retrier extends ErrorMatcher {
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly MaxAttempts: number;
  readonly JitterStrategy: string;
}

/** A state as the definition's text has it, as far as the tests look at it. */
export interface StateText {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: { readonly FunctionName?: string };
  readonly TimeoutSeconds?: number;
  readonly Next?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly (ErrorMatcher & { readonly Next: string })[];
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Default?: string;
  readonly Error?: string;
  readonly Cause?: string;
}

/** A definition as its text has it. */
export interface DefinitionText {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateText>>;
}

/** The application's template, as every test of the workflow reads it. */
export const stage = 'dev';
export const template = readTemplate(join(root, 'template.yaml'), { parameters: { Stage: stage } });

/** The state machine of the template, as the stack declares it: with every substitution made. */
export const machine = stateMachineOf(template.resources.get('ReportWorkflow')!, template.directory);

export const definition = parse(String(machine.definition)) as DefinitionText;

/** Name and text of each state. */
export const states = Object.entries(definition.States);

/** Name and text of each state that has work done. */
export const tasks = states.filter(([, { Type }]) => Type === 'Task');

/** What a task calls: the ARN of a function, or `sns:publish`. */
export function calledBy({ Resource = '', Arguments }: StateText): string {
  const action = Resource.split(':::')[1] ?? '';
  return action === 'lambda:invoke' ? (Arguments?.FunctionName ?? '') : action;
}
