import { isObject } from '../../json.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';

const unsafe = '__proto__';
/** The name in an expression, and not a placeholder that contains it. */
const unsafeInExpression = /(?<![#:\w])__proto__(?!\w)/;

/**
 * Refuses attributes of the name `__proto__`: JavaScript's objects, which hold items here, give it a meaning of its own, and the
 * attribute would be lost without a word.
 * @param body the request as it came: without the name, or escapes that could hide it, there is nothing to look for
 * @throws NotSimulatedError
 */
export function refuseUnsafeNames(body: Buffer, input: JsonInput): void {
  if ((body.includes(unsafe) || body.includes('\\u00')) && isNamed(input)) {
    throw new NotSimulatedError(`dynamodb: an attribute with the name ${unsafe}`);
  }
}

function isNamed(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isNamed);
  if (!isObject(value)) return false;
  const { ExpressionAttributeNames: names } = value;
  if (isObject(names) && Object.values(names).includes(unsafe)) return true;
  const isInExpression = ([name, text]: [string, unknown]): boolean =>
    name.endsWith('Expression') && typeof text === 'string' && unsafeInExpression.test(text);
  return (
    Object.hasOwn(value, unsafe) || Object.entries(value).some(isInExpression) || Object.values(value).some(isNamed)
  );
}
