import { Decimal } from './decimal.ts';
import { integer } from './value.ts';

/** An integer of more digits is beyond anything that can be done with it, and would cost real time to read. */
const maxIntegerDigits = 1000;

/** Reads an unsigned or negative number: digits alone are an integer, anything else is a decimal. Undefined for other text. */
export function readNumber(text: string): number | bigint | Decimal | undefined {
  if (!/^-?[0-9]+$/.test(text)) return Decimal.parse(text);
  if (text.length < 16) return Number(text) + 0;
  return text.length > maxIntegerDigits ? undefined : integer(BigInt(text));
}
