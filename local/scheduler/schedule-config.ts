import { isObject } from '../json.ts';

type Properties = Readonly<Record<string, unknown>>;

/** What `AWS::Scheduler::Schedule` says, as far as it is simulated: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export interface ScheduleConfig {
  /** Milliseconds from one run to the next. */
  readonly interval: number;
  readonly isEnabled: boolean;
  readonly functionArn: string;
  /** What the function gets. */
  readonly input: unknown;
  /** ARN of the queue that gets what could not be sent to the function. */
  readonly deadLetterQueue: string | undefined;
}

/** The properties that are simulated. */
export const scheduleProperties = ['FlexibleTimeWindow', 'ScheduleExpression', 'State', 'Target'] as const;

/** The properties that can have no effect here: a rate knows no time zone, nothing is encrypted, and nobody asks for names or groups. */
export const schedulePropertiesWithoutEffect = [
  'Description',
  'GroupName',
  'KmsKeyArn',
  'Name',
  'ScheduleExpressionTimezone',
] as const;

/** A property of a schedule that EventBridge Scheduler would refuse, or that is not simulated. The message names it. */
export class SchedulePropertyError extends Error {
  override readonly name = 'SchedulePropertyError';
}

/** Why a schedule cannot run here; undefined when it can. */
export function scheduleProblem({ properties }: { readonly properties: Properties }): string | undefined {
  try {
    scheduleConfig(properties);
    return undefined;
  } catch (error) {
    if (error instanceof SchedulePropertyError) return error.message;
    throw error;
  }
}

/** Reads the properties of a schedule. @throws SchedulePropertyError */
export function scheduleConfig(properties: Properties): ScheduleConfig {
  const window = isObject(properties.FlexibleTimeWindow) ? properties.FlexibleTimeWindow.Mode : undefined;
  if (window !== 'OFF') refuse(`FlexibleTimeWindow.Mode has to be OFF here, not ${shown(window)}`);
  const state = properties.State ?? 'ENABLED';
  if (state !== 'ENABLED' && state !== 'DISABLED') refuse(`State has to be ENABLED or DISABLED, not ${shown(state)}`);
  return {
    interval: intervalOf(properties.ScheduleExpression),
    isEnabled: state === 'ENABLED',
    ...targetOf(properties),
  };
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** The interval of `rate(5 minutes)`, in milliseconds. */
function intervalOf(expression: unknown): number {
  const [, value, unit = ''] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  if (value !== undefined) return Number(value) * (units[unit] ?? 0);
  const [, kind] = /^(cron|at)\(/.exec(String(expression)) ?? [];
  if (kind !== undefined) return refuse(`ScheduleExpression: ${kind}(…) is not simulated locally; rate(…) is`);
  return refuse(`ScheduleExpression has to be rate(value unit) with minutes, hours or days, not ${shown(expression)}`);
}

const targetMembers = ['Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn'];

function targetOf({ Target: target }: Properties): Omit<ScheduleConfig, 'interval' | 'isEnabled'> {
  if (!isObject(target)) return refuse('Target is missing');
  const others = Object.keys(target).filter((name) => !targetMembers.includes(name));
  if (others.length > 0) refuse(`Target.${others.join(', ')} is not simulated locally`);
  const { Arn: arn, RoleArn: role, DeadLetterConfig: deadLetters } = target;
  if (typeof arn !== 'string' || !/^arn:[^:]+:lambda:[^:]*:\d*:function:/.test(arn))
    return refuse(`Target.Arn has to be the ARN of a Lambda function here, not ${shown(arn)}`);
  if (typeof role !== 'string' || role === '') refuse('Target.RoleArn is missing');
  const queue = isObject(deadLetters) ? deadLetters.Arn : undefined;
  return {
    functionArn: arn,
    input: inputOf(target.Input),
    deadLetterQueue: typeof queue === 'string' ? queue : undefined,
  };
}

function inputOf(input: unknown): unknown {
  if (typeof input !== 'string')
    return refuse('Target.Input is missing: the event of the scheduler itself is not simulated locally');
  if (input.includes('<aws.scheduler.')) refuse('Target.Input: context attributes are not simulated locally');
  try {
    return JSON.parse(input);
  } catch {
    return refuse('Target.Input has to be JSON for a Lambda function');
  }
}

function refuse(message: string): never {
  throw new SchedulePropertyError(message);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
