import { isObject } from '../json.ts';
import type { Json } from '../json.ts';

/** Whether a type is that of a custom resource. */
export function isCustomResourceType(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');
}

/** What is looked at of a resource of the template. */
export interface CustomResourceLike {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The properties that CloudFormation itself looks at. All others are for the function. */
export const customResourceProperties = ['ServiceTimeout', 'ServiceToken'] as const;

/** How long CloudFormation waits for an answer, in seconds. */
const longestTimeout = 3600;

/**
 * Why a custom resource cannot be made here; undefined when it can.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function customResourceProblem({ type, properties }: CustomResourceLike): string | undefined {
  if (type.startsWith('Custom::') && !/^Custom::[\w@-]+$/.test(type))
    return `the name of a custom resource's type may hold letters, digits, _, @ and -, which ${type} does not keep to`;
  if (type.length > 60)
    return `the name of a custom resource's type may have 60 characters, and ${type} has ${type.length}`;
  const { ServiceToken: token, ServiceTimeout: timeout } = properties;
  if (typeof token !== 'string') return 'ServiceToken has to be the ARN of a function';
  if (/^arn:[^:]+:sns:/.test(token)) return `ServiceToken: a topic (${token}) is not simulated locally, a function is`;
  if (!/^arn:[^:]+:lambda:[^:]+:\d*:function:.+$/.test(token))
    return `ServiceToken has to be the ARN of a function, not ${token}`;
  if (timeout !== undefined && serviceTimeout(timeout) === undefined)
    return `ServiceTimeout has to be a whole number from 1 to ${longestTimeout}, not ${JSON.stringify(timeout)}`;
  const place = nullIn(properties, '');
  return place === undefined ? undefined : `${place} is null, which CloudFormation does not take`;
}

/** `ServiceTimeout` in seconds; the default when it is not given, undefined for a wrong one. */
export function serviceTimeout(value: unknown): number | undefined {
  const seconds = value === undefined ? longestTimeout : Number(value);
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= longestTimeout ? seconds : undefined;
}

/**
 * Properties as a function gets them: CloudFormation makes a text of every number and boolean.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export function textual(value: unknown): Json {
  if (Array.isArray(value)) return value.map(textual);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textual(member)]));
  return String(value);
}

function nullIn(value: unknown, place: string): string | undefined {
  if (value === null) return place;
  if (typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = nullIn(member, place === '' ? name : `${place}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
