import { maxDoubleLength } from '../../values/decimal.ts';

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;

/**
 * The number in `bytes[start, end)`, as JSON writes it, if it is told apart from all others like it by its double (see
 * `Decimal.double`); NaN for one that is longer or has an exponent.
 *
 * Both operands of the division are exact, so that its result is the double nearest to the number.
 */
export function shortDouble(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > maxDoubleLength) return NaN;
  const isNegative = bytes[start] === minus;
  let digits = 0;
  let scale = 1;
  let hasPoint = false;
  for (let at = isNegative ? start + 1 : start; at < end; at += 1) {
    const c = bytes[at] ?? 0;
    if (c === point) hasPoint = true;
    else if (c < zero || c > nine) return NaN;
    else {
      digits = digits * 10 + c - zero;
      if (hasPoint) scale *= 10;
    }
  }
  return (isNegative ? -digits : digits) / scale;
}
