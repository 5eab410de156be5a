import { isList, isNumber, isStruct, type Datum } from './data.ts';
import { align, exact } from './oracle-values.ts';

/** Whether the rows that came out are those that were to come out. */
export function isSameRows(found: Datum[], expected: Datum[]): boolean {
  return found.length === expected.length && found.every((row, i) => isSamePrint(row, expected[i]!));
}

/** Whether what came out is what was to come out: in the order of the data, numbers by their value. */
function isSamePrint(found: Datum, expected: Datum): boolean {
  if (isNumber(found)) {
    if (isList(expected)) return isAverage(found.text, expected.items);
    if (!isNumber(expected)) return false;
    const { left, right } = align(exact(found.text), exact(expected.text));
    return left === right;
  }
  if (isList(found)) return isList(expected) && isSameRows(found.items, expected.items);
  if (!isStruct(found)) return found === expected;
  return (
    isStruct(expected) &&
    found.members.length === expected.members.length &&
    found.members.every(([key, value], i) => {
      const [name, other] = expected.members[i]!;
      return key === name && isSamePrint(value, other);
    })
  );
}

/** Whether a number is the quotient of a sum and a count, to 37 digits. */
function isAverage(found: string, [marker, sum, count]: Datum[]): boolean {
  if (marker !== 'average' || !isNumber(sum) || !isNumber(count)) return false;
  const average = exact(found);
  const { left, right } = align({ ...average, coefficient: average.coefficient * BigInt(count.text) }, exact(sum.text));
  const distance = left < right ? right - left : left - right;
  return distance * 10n ** 37n <= (right < 0n ? -right : right);
}
