import { Float } from './float.ts';
import { readNumber } from './number-text.ts';
import { Timestamp } from './timestamp.ts';
import type { Scalar } from './value.ts';

const ionInteger = /^-?(?:0|[1-9][0-9]*)$/;
const ionDecimal = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[dD][+-]?[0-9]+)?$/;
const ionFloat = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?[eE][+-]?[0-9]+$/;
const ionNull = /^null(?:\.[a-z]+)?$/;
/** A name; `$10` is none, but a place in a table of names. */
const ionSymbol = /^(?!\$[0-9]+$)[A-Za-z_$][A-Za-z0-9_$]*$/;

/**
 * Reads what stands between the backticks of an Ion literal: a timestamp, a number, a string in double quotes, a name,
 * `true`, `false` or `null`. Undefined for everything else that Ion has. https://amazon-ion.github.io/ion-docs/docs/spec.html
 *
 * A name is a symbol of Ion, and is text here: to the service the literal TRUE in capitals equals the string 'TRUE'
 * (apache/hadoop, `ITestS3Select.testSelectOddLinesNoHeader`).
 */
export function readIon(text: string): Scalar | undefined {
  const literal = text.trim();
  if (literal === 'true' || literal === 'false') return literal === 'true';
  if (ionNull.test(literal)) return null;
  if (literal.startsWith('"')) return readString(literal);
  if (ionInteger.test(literal)) return readNumber(literal);
  if (ionDecimal.test(literal)) return readNumber(literal.replace(/d/i, 'e'));
  if (ionFloat.test(literal)) return Number.isFinite(Number(literal)) ? new Float(Number(literal)) : undefined;
  if (ionSymbol.test(literal)) return literal === 'nan' ? undefined : literal;
  return Timestamp.parse(literal);
}

/** A string of Ion; only the escapes that it shares with JSON are read. */
function readString(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
