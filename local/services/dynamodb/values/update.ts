import { isPath } from '../dynalite/expressions.ts';
import type { DocumentPath, ParsedUpdate, UpdateOperand, UpdateSection } from '../dynalite/expressions.ts';
import { ServiceError } from '../../service-error.ts';
import { setOf } from './attribute-value.ts';
import type { AttributeValue, Item } from './attribute-value.ts';
import { addDecimals, DecimalRangeError, subtractDecimals } from './decimal.ts';
import { valueAt } from './document-path.ts';

const wrongOperand = 'An operand in the update expression has an incorrect data type';

/**
 * An item after an update expression. All values are those from before: `SET a = b, b = a` swaps.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 * @throws ServiceError `ValidationException` when the item does not have what the expression needs
 */
export function updated(item: Item, { sections }: ParsedUpdate): Item {
  return changedMap(
    item,
    sections.map((section) => ({ path: section.path, value: newValue(item, section) })),
  );
}

interface ValueChange {
  readonly path: DocumentPath;
  /** Undefined removes. */
  readonly value: AttributeValue | undefined;
}

function newValue(item: Item, section: UpdateSection): AttributeValue | undefined {
  const before = valueAt(item, section.path);
  switch (section.type) {
    case 'remove':
      return undefined;
    case 'set':
      return resolve(item, section.val);
    case 'add':
      return before === undefined ? section.val : sum(before, section.val);
    case 'delete':
      return before === undefined ? undefined : without(before, section.val);
  }
}

function sum(before: AttributeValue, added: AttributeValue): AttributeValue {
  if ('N' in before && 'N' in added) return { N: calculate(addDecimals, before.N, added.N) };
  const [left, right] = [setOf(before), setOf(added)];
  if (left === undefined || left.type !== right?.type) throw invalid(wrongOperand);
  return asSet(left.type, [...new Set([...left.members, ...right.members])]);
}

function without(before: AttributeValue, removed: AttributeValue): AttributeValue | undefined {
  const [left, right] = [setOf(before), setOf(removed)];
  if (left === undefined || left.type !== right?.type) throw invalid(wrongOperand);
  const rest = left.members.filter((member) => !right.members.includes(member));
  return rest.length === 0 ? undefined : asSet(left.type, rest);
}

function asSet(type: 'SS' | 'NS' | 'BS', members: readonly string[]): AttributeValue {
  return type === 'SS' ? { SS: members } : type === 'NS' ? { NS: members } : { BS: members };
}

function resolve(item: Item, operand: UpdateOperand): AttributeValue {
  if (isPath(operand)) {
    const value = valueAt(item, operand);
    if (value !== undefined) return value;
    throw invalid('The provided expression refers to an attribute that does not exist in the item');
  }
  if (!('type' in operand)) return operand;
  if (operand.type === 'function' && operand.name === 'if_not_exists') {
    return valueAt(item, operand.args[0]) ?? resolve(item, operand.args[1]);
  }
  const [left, right] = [resolve(item, operand.args[0]), resolve(item, operand.args[1])];
  if (operand.type === 'function') {
    if (!('L' in left && 'L' in right)) throw invalid(wrongOperand);
    return { L: [...left.L, ...right.L] };
  }
  if (!('N' in left && 'N' in right)) throw invalid(wrongOperand);
  return { N: calculate(operand.type === 'add' ? addDecimals : subtractDecimals, left.N, right.N) };
}

function calculate(operation: (a: string, b: string) => string, a: string, b: string): string {
  try {
    return operation(a, b);
  } catch (error) {
    throw error instanceof DecimalRangeError ? invalid(error.message) : error;
  }
}

/** A copy of a map with changes below it. Parts without changes are shared. */
function changedMap(map: Item, changes: readonly ValueChange[]): Item {
  const copy: Record<string, AttributeValue> = { ...map };
  for (const [step, below] of byFirstStep(changes)) {
    if (typeof step === 'number') throw invalidPath();
    const value = changedValue(Object.hasOwn(map, step) ? map[step] : undefined, below);
    if (value !== undefined) copy[step] = value;
    // Attributes have any names: the copy is this function's own.
    else Reflect.deleteProperty(copy, step);
  }
  return copy;
}

/** A copy of a list with changes below it: what is set behind its end is appended, in the order of the positions. */
function changedList(list: readonly AttributeValue[], changes: readonly ValueChange[]): readonly AttributeValue[] {
  const copy: (AttributeValue | undefined)[] = [...list];
  const appended: [number, AttributeValue][] = [];
  for (const [step, below] of byFirstStep(changes)) {
    if (typeof step === 'string') throw invalidPath();
    const value = changedValue(list[step], below);
    if (step < list.length) copy[step] = value;
    else if (value !== undefined) appended.push([step, value]);
  }
  const end = appended.sort(([a], [b]) => a - b).map(([, value]) => value);
  return [...copy.filter((value) => value !== undefined), ...end];
}

function changedValue(value: AttributeValue | undefined, changes: readonly ValueChange[]): AttributeValue | undefined {
  const [only] = changes;
  if (only?.path.length === 0) return only.value;
  if (value === undefined) throw invalidPath();
  if ('M' in value) return { M: changedMap(value.M, changes) };
  if ('L' in value) return { L: changedList(value.L, changes) };
  throw invalidPath();
}

function byFirstStep(changes: readonly ValueChange[]): Map<string | number, ValueChange[]> {
  const groups = new Map<string | number, ValueChange[]>();
  for (const { path, value } of changes) {
    const [step, ...rest] = path;
    if (step === undefined) continue;
    const group = groups.get(step) ?? [];
    group.push({ path: rest, value });
    groups.set(step, group);
  }
  return groups;
}

function invalidPath(): ServiceError {
  return invalid('The document path provided in the update expression is invalid for update');
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
