import { isObject } from '../../json.ts';
import { FilterError } from './filter-error.ts';
import { valueRule } from './value-rule.ts';
import type { ValueRule } from './value-rule.ts';

/** Whether an event is let through. */
export type EventFilter = (event: unknown) => boolean;

/**
 * Reads an event pattern, as Lambda's event filtering takes it. All members of a pattern must match; a list matches when one of its rules
 * does; `$or` when one of its patterns does. A list in the event matches when one of its elements does.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 * @param text JSON
 * @throws FilterError
 */
export function eventPattern(text: string): EventFilter {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (cause) {
    throw new FilterError(`the pattern ${text} is not JSON`, { cause });
  }
  return objectPattern(pattern, '');
}

function objectPattern(pattern: unknown, place: string): EventFilter {
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw new FilterError(`${place === '' ? 'a pattern' : place} has to be an object with at least one member`);
  const members = Object.entries(pattern).map(([name, member]) =>
    name === '$or' ? anyOf(member, join(place, name)) : memberPattern(name, member, join(place, name)),
  );
  return (event) => members.every((matches) => matches(event));
}

function anyOf(patterns: unknown, place: string): EventFilter {
  if (!Array.isArray(patterns) || patterns.length < 2)
    throw new FilterError(`${place} has to be a list of two patterns or more`);
  const alternatives = patterns.map((pattern, index) => objectPattern(pattern, `${place}[${index}]`));
  return (event) => alternatives.some((matches) => matches(event));
}

function memberPattern(name: string, member: unknown, place: string): EventFilter {
  const matches = Array.isArray(member) ? leafPattern(member, place) : objectPattern(member, place);
  return (event) => {
    const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
    // A list without elements has nothing to look at, so it counts as absent.
    if (Array.isArray(value) && value.length > 0) return value.some((element) => matches(element));
    return matches(Array.isArray(value) ? undefined : value);
  };
}

function leafPattern(list: readonly unknown[], place: string): EventFilter {
  if (list.length === 0) throw new FilterError(`${place} has an empty list, which nothing could match`);
  const rules: ValueRule[] = list.map((rule) => valueRule(rule, place));
  return (value) => rules.some((rule) => rule(value));
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}
