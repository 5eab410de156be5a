import { isObject } from '../../../json.ts';
import { isAlternatives } from './alternatives.ts';
import { conditionOf } from './conditions.ts';
import type { Condition } from './conditions.ts';
import { FilterPolicyError } from './filter-policy-error.ts';
import { checkLimits } from './limits.ts';
import type { Scalar } from './scalar.ts';

/** What a policy looks at. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** Whether a message passes: its attributes as an object of values, or its parsed body. */
export type FilterPolicy = (message: Readonly<Record<string, unknown>>) => boolean;

interface Rules {
  /** All have to hold. */
  readonly leaves: readonly (readonly [name: string, anyOf: readonly Condition[]])[];
  readonly nested: readonly (readonly [name: string, rules: Rules])[];
  /** Of each, one has to hold. */
  readonly alternatives: readonly (readonly Rules[])[];
}

/**
 * Reads a filter policy.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 * @throws FilterPolicyError
 */
export function parseFilterPolicy(text: string, scope: FilterScope): FilterPolicy {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw new FilterPolicyError('failed to parse JSON.');
  }
  if (!isObject(policy)) throw new FilterPolicyError('Filter is not an object');
  const rules = rulesOf(policy, scope);
  checkLimits(text, policy);
  return (message) => passes(rules, message);
}

function rulesOf(policy: Readonly<Record<string, unknown>>, scope: FilterScope): Rules {
  const leaves: [string, Condition[]][] = [];
  const nested: [string, Rules][] = [];
  const alternatives: Rules[][] = [];
  for (const [name, value] of Object.entries(policy)) {
    if (isAlternatives(name, value)) alternatives.push(value.map((item) => rulesOf(item, scope)));
    else if (Array.isArray(value)) leaves.push([name, conditionsOf(value)]);
    else if (!isObject(value)) throw new FilterPolicyError(`"${name}" must be an object or an array`);
    else if (scope === 'MessageBody') nested.push([name, rulesOf(value, scope)]);
    else {
      throw new FilterPolicyError('Filter policy scope MessageAttributes does not support nested filter policy');
    }
  }
  return { leaves, nested, alternatives };
}

function conditionsOf(elements: readonly unknown[]): Condition[] {
  if (elements.length === 0) throw new FilterPolicyError('Empty arrays are not allowed');
  return elements.map(conditionOf);
}

function passes({ leaves, nested, alternatives }: Rules, message: Readonly<Record<string, unknown>>): boolean {
  return (
    leaves.every(([name, conditions]) => {
      const values = valuesOf(message[name]);
      return conditions.some((condition) => condition(values));
    }) &&
    nested.every(([name, rules]) => objectsOf(message[name]).some((child) => passes(rules, child))) &&
    alternatives.every((rules) => rules.some((alternative) => passes(alternative, message)))
  );
}

/** The values of a property; a list has several, and an object none, because only leaves are compared. */
function valuesOf(value: unknown): Scalar[] | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [value];
  }
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  return items.flatMap((item) => valuesOf(item) ?? []);
}

/** The objects that a nested policy is compared with: none there is like an empty one, which satisfies `exists: false`. */
function objectsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  if (isObject(value)) return [value];
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const objects = items.filter(isObject);
  return objects.length === 0 ? [{}] : objects;
}
