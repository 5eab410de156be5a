import { at, entries, isSame, members, texts, type Place } from './place.ts';
import { breaking, compatible, type PartChange } from './change.ts';
import { keywordDifferences, type Effect } from './keywords.ts';

/** Who sends what a schema describes: clients must still be understood, and must still understand. */
export type Direction = 'request' | 'answer' | 'problem';

/** What makes a difference break clients, by who sends the value. */
const breaks: Readonly<Record<Direction, readonly Effect[]>> = {
  request: ['narrower', 'different'],
  answer: ['wider', 'new value', 'different'],
  // A client that does not know the type of a problem goes by its status (https://www.rfc-editor.org/rfc/rfc9457#section-3.1.1).
  problem: ['wider', 'different'],
};

/** Keywords whose values are schemas, which are compared by themselves. */
const nested = ['properties', 'required', 'items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', '$ref'];

/**
 * Says in what two schemas differ.
 * @param part what they describe, in words
 * @param seen pairs of schemas that are being compared already: a schema may contain itself
 */
export function schemaChanges(
  before: Place,
  now: Place,
  part: string,
  direction: Direction,
  seen: ReadonlySet<string> = new Set(),
): PartChange[] {
  const pair = `${before.pointer} ${now.pointer}`;
  if (seen.has(pair)) return [];
  const within = new Set([...seen, pair]);
  const inside: Compare = (a, b, name) => schemaChanges(a, b, name, direction, within);
  return [
    ...keywordDifferences(before.value, now.value, nested).map(({ keyword, what, effect }) => ({
      part,
      what: what + consequence(direction, effect),
      pointer: at(now, keyword).pointer,
      isBreaking: breaks[direction].includes(effect),
    })),
    ...propertyChanges(before, now, part, direction, inside),
    ...openness(before, now, part, direction, inside),
    ...itemChanges(before, now, part, inside),
    ...branchChanges(before, now, part, direction, inside),
  ];
}

type Compare = (before: Place, now: Place, part: string) => PartChange[];

function consequence(direction: Direction, effect: Effect): string {
  if (!breaks[direction].includes(effect)) return '';
  if (direction === 'request') return ': requests that were right may be refused';
  return ': answers may hold what clients do not expect';
}

/** What objects hold. */
function propertyChanges(before: Place, now: Place, part: string, direction: Direction, inside: Compare): PartChange[] {
  const wasRequired = new Set(texts(at(before, 'required')));
  const isRequired = new Set(texts(at(now, 'required')));
  const isSent = direction === 'request';
  const [old, fresh] = [members(at(before, 'properties')), members(at(now, 'properties'))];
  const names = new Set([...old.keys(), ...fresh.keys(), ...wasRequired, ...isRequired]);
  return [...names].flatMap((name) => {
    const property = `${part} /${name}`;
    const [was, is] = [old.get(name), fresh.get(name)];
    const [demanded, demands] = [wasRequired.has(name), isRequired.has(name)];
    const required = requiredChange(property, demanded, demands, isSent, at(now, 'required').pointer);
    if (was === undefined && is === undefined) return required;
    if (is === undefined) {
      const what = isSent ? 'is gone: clients that send it are refused, or not heard' : 'is gone';
      return [breaking(property, what, at(now, 'properties').pointer)];
    }
    if (was !== undefined) return [...required, ...inside(was, is, property)];
    if (isSent && demands && !demanded) return [breaking(property, 'is new and required', is.pointer)];
    return [compatible(property, 'is new', is.pointer), ...(demands ? [] : required)];
  });
}

/** Whether something must be there, in a request or an answer. */
export function requiredChange(
  part: string,
  before: boolean,
  now: boolean,
  isSent: boolean,
  pointer: string,
): PartChange[] {
  if (before === now) return [];
  const what = now ? 'is required now' : 'is no longer required';
  // Who sends must not have to send more; who reads must not find less.
  return [now === isSent ? breaking(part, what, pointer) : compatible(part, what, pointer)];
}

/** Whether objects may hold what is not named. */
function openness(before: Place, now: Place, part: string, direction: Direction, inside: Compare): PartChange[] {
  const [old, fresh] = [at(before, 'additionalProperties'), at(now, 'additionalProperties')];
  const [was, is] = [old.value ?? true, fresh.value ?? true];
  if (isSame(was, is)) return [];
  if (was === false) {
    // Clients ignore what they do not know in an answer (docs/decisions/0023-contract-compatibility.md).
    return [compatible(part, 'may hold properties that are not named', fresh.pointer)];
  }
  if (is === false) {
    const what = 'must not hold properties that are not named';
    return [direction === 'request' ? breaking(part, what, fresh.pointer) : compatible(part, what, fresh.pointer)];
  }
  if (was !== true && is !== true) return inside(old, fresh, `${part} /*`);
  const isNarrower = was === true;
  const what = isNarrower ? 'says what unnamed properties are' : 'no longer says what unnamed properties are';
  const isBreaking = breaks[direction].includes(isNarrower ? 'narrower' : 'wider');
  return [isBreaking ? breaking(part, what, fresh.pointer) : compatible(part, what, fresh.pointer)];
}

/** What lists hold. */
function itemChanges(before: Place, now: Place, part: string, inside: Compare): PartChange[] {
  const [old, fresh] = [at(before, 'items'), at(now, 'items')];
  if (old.value === undefined && fresh.value === undefined) return [];
  const anything = { ...old, value: {} };
  return inside(
    old.value === undefined ? anything : old,
    fresh.value === undefined ? { ...fresh, value: {} } : fresh,
    `${part} /-`,
  );
}

/** Schemas that are put together from others. As many as before are compared one by one; else those that stand on one side alone are told. */
function branchChanges(before: Place, now: Place, part: string, direction: Direction, inside: Compare): PartChange[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const [old, fresh] = [entries(at(before, keyword)), entries(at(now, keyword))];
    if (old.length === fresh.length)
      return old.flatMap((branch, index) => inside(branch, at(now, keyword, index), part));
    const isAll = keyword === 'allOf';
    const lacks = (list: readonly Place[]) => (branch: Place) => !list.some(({ value }) => isSame(value, branch.value));
    // Every schema of allOf must hold, one of the others; no list at all demands nothing.
    const isNarrower = isAll
      ? fresh.some(lacks(old))
      : old.length === 0 || (fresh.length > 0 && old.some(lacks(fresh)));
    const isWider = isAll ? old.some(lacks(fresh)) : fresh.length === 0 || (old.length > 0 && fresh.some(lacks(old)));
    const effects: Effect[] = [
      ...(isNarrower ? (['narrower'] as const) : []),
      ...(isWider ? (['wider'] as const) : []),
    ];
    const isBreaking = effects.some((effect) => breaks[direction].includes(effect));
    const what = `${keyword} has ${fresh.length} schemas, and had ${old.length}`;
    const { pointer } = at(now, keyword);
    return [isBreaking ? breaking(part, what, pointer) : compatible(part, what, pointer)];
  });
}
