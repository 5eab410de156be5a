import { asDouble, calculate, checkedInteger } from '../values/arithmetic.ts';
import type { Numeric } from '../values/compare.ts';
import { Decimal, fromUnscaled, maxDoubleLength } from '../values/decimal.ts';
import { Float } from '../values/float.ts';
import type { Value } from '../values/value.ts';

const zero = 0x30;
const nine = 0x39;
const point = 0x2e;
const minus = 0x2d;

/**
 * The sum of many numbers, exact as long as no float is among them.
 *
 * Small integers, and the digits of short decimals by how many of them stand behind the point, are added up as doubles
 * while these are safe integers: that is most of what data has, and costs neither bigint nor text for each.
 */
export class NumberSum {
  /** By digits behind the point; the integers are at 0. */
  readonly #short = new Float64Array(maxDoubleLength + 1);
  #integers = 0n;
  #decimals: Value = null;
  #floats = 0;
  #hasDecimals = false;
  #hasFloats = false;

  /** @throws SelectError `NumberFormatError` for a decimal that cannot be calculated with. */
  add(value: Numeric): void {
    if (typeof value === 'number') {
      if (!this.#addShort(value, 0)) this.#integers += BigInt(value);
    } else if (typeof value === 'bigint') {
      this.#integers += value;
    } else if (value instanceof Float) {
      this.#hasFloats = true;
      this.#floats += value.value;
    } else {
      this.#hasDecimals = true;
      if (!this.#addDigits(value.text)) this.#decimals = calculate('+', this.#decimals ?? 0, value);
    }
  }

  /**
   * The sum in its own kind: an integer of integers, a float if there was one, otherwise a decimal.
   *
   * @throws SelectError `IntegerOverflow` beyond 64 bits.
   */
  total(): Value {
    if (!this.#hasDecimals && !this.#hasFloats) return checkedInteger(this.#wholes());
    return this.#hasFloats ? this.exact() : this.#decimal();
  }

  /** The sum as a decimal, which it may be beyond 64 bits; a float if there was one. */
  exact(): Value {
    return this.#hasFloats ? new Float(this.#floats + asDouble(this.#decimal())) : this.#decimal();
  }

  #wholes(): bigint {
    return this.#integers + BigInt(this.#short[0] ?? 0);
  }

  #decimal(): Decimal {
    let sum = calculate('+', this.#decimals ?? fromUnscaled(0n, 0), fromUnscaled(this.#wholes(), 0));
    for (let scale = 1; scale < this.#short.length; scale += 1) {
      const digits = this.#short[scale] ?? 0;
      if (digits !== 0) sum = calculate('+', sum, fromUnscaled(BigInt(digits), scale));
    }
    return sum instanceof Decimal ? sum : fromUnscaled(this.#wholes(), 0);
  }

  #addDigits(text: string): boolean {
    if (text.length > maxDoubleLength) return false;
    const isNegative = text.charCodeAt(0) === minus;
    let digits = 0;
    let start = -1;
    for (let at = isNegative ? 1 : 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= zero && code <= nine) digits = digits * 10 + code - zero;
      else if (code === point) start = at + 1;
      else return false;
    }
    return this.#addShort(isNegative ? -digits : digits, start < 0 ? 0 : text.length - start);
  }

  #addShort(digits: number, scale: number): boolean {
    const sum = (this.#short[scale] ?? 0) + digits;
    if (!Number.isSafeInteger(sum)) return false;
    this.#short[scale] = sum;
    return true;
  }
}
