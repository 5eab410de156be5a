import { Decimal, maxDoubleLength } from './decimal.ts';
import { integer } from './value.ts';

/** An integer of more digits is beyond anything that can be done with it, and would cost real time to read. */
const maxIntegerDigits = 1000;

/** Reads an unsigned or negative number: digits alone are an integer, anything else is a decimal. Undefined for other text. */
export function readNumber(text: string): number | bigint | Decimal | undefined {
  if (!/^-?[0-9]+$/.test(text)) return Decimal.parse(text);
  return readInteger(text);
}

/** Reads the digits of an integer, with or without a minus; undefined where they are too many. */
export function readInteger(text: string): number | bigint | undefined {
  if (text.length <= maxDoubleLength) return Number(text) + 0;
  return text.length > maxIntegerDigits ? undefined : integer(BigInt(text));
}
