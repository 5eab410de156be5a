import { SelectError, shown } from '../errors.ts';

const shape = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

/** Digits that S3 Select's decimal type holds. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html */
export const maxDigits = 38;

/** Powers of ten that can be calculated with: more than a double has, so that it is enough for any number that JSON libraries write. */
const maxScale = 400;

/** A number written with at most so many characters is an integer that a double holds, or told from any other such number by its double. */
export const maxDoubleLength = 15;

/** What a decimal is made of, for comparing without a limit. */
interface Parts {
  negative: boolean;
  /** The significant digits without zeros at either end; empty for zero. */
  digits: string;
  /** The power of ten of the number 0.digits, so that numbers of one sign order by it first. */
  magnitude: number;
}

/**
 * A decimal number that keeps the digits it was written with.
 *
 * Comparing works on the digits as text, so that `1e999999999` costs nothing, and on doubles where they decide; calculating
 * needs an integer of the number's length and is therefore limited to the 38 digits of the type.
 */
export class Decimal {
  /** The number as it was written; what is printed when it passes through unchanged. */
  readonly text: string;
  #parts: Parts | undefined;

  /** Takes a number as JSON writes it, which is not checked before it is needed; `Decimal.parse` takes any text. */
  constructor(text: string) {
    this.text = text;
  }

  /**
   * Reads a number as SQL or a person writes it (`+1.5`, `.5`, `007`, `1e3`, blanks around it); the result is printed as
   * JSON has it. Undefined for anything else.
   */
  static parse(text: string): Decimal | undefined {
    const [, sign = '', whole = '', fraction = '', exponent = ''] = shape.exec(text.trim()) ?? [];
    if (whole + fraction === '') return undefined;
    const first = firstNonZero(whole);
    const digits = (first < whole.length ? whole.slice(first) : '0') + (fraction ? `.${fraction}` : '');
    return new Decimal((sign === '-' ? sign : '') + digits + (exponent ? `e${exponent}` : ''));
  }

  /**
   * The number as a double where that orders it rightly among all others of that kind and among integers; NaN elsewhere.
   * Different numbers of up to 15 digits are different doubles, so nothing is lost there, and a comparison costs little.
   */
  get double(): number {
    if (this.text.length > maxDoubleLength) return NaN;
    const value = Number(this.text);
    const size = Math.abs(value);
    return (size > 1e-200 && size < 1e200) || (size === 0 && this.#split().digits === '') ? value : NaN;
  }

  /** Negative, zero or positive, as this number is less than, equal to or greater than the other. */
  compare(other: Decimal): number {
    const mine = this.double;
    const theirs = other.double;
    if (mine < theirs) return -1;
    if (mine > theirs) return 1;
    return mine === theirs ? 0 : compareParts(this.#split(), other.#split());
  }

  /** How many significant digits the number has. */
  precision(): number {
    return this.#split().digits.length;
  }

  /** The number as coefficient × 10^-scale, `scale` not negative. Fails with NumberFormatError beyond 38 digits. */
  unscaled(): { coefficient: bigint; scale: number } {
    const { digits, magnitude, negative } = this.#split();
    if (digits === '') return { coefficient: 0n, scale: 0 };
    const scale = digits.length - magnitude;
    if (digits.length > maxDigits || Math.abs(scale) > maxScale) {
      throw new SelectError('NumberFormatError', `The number ${shown(this.text)} has more than 38 digits.`);
    }
    const signed = negative ? -BigInt(digits) : BigInt(digits);
    return scale >= 0 ? { coefficient: signed, scale } : { coefficient: signed * 10n ** BigInt(-scale), scale: 0 };
  }

  /** The number without its fraction; undefined where that is beyond 64 bits by far. */
  truncated(): bigint | undefined {
    const { digits, magnitude, negative } = this.#split();
    if (magnitude > maxDigits) return undefined;
    const whole = BigInt(digits.slice(0, Math.max(magnitude, 0)).padEnd(magnitude, '0'));
    return negative ? -whole : whole;
  }

  #split(): Parts {
    this.#parts ??= split(this.text);
    return this.#parts;
  }
}

/** Writes coefficient × 10^-scale, rounded to 38 digits, half to even. */
export function fromUnscaled(coefficient: bigint, scale: number): Decimal {
  const sign = coefficient < 0n ? '-' : '';
  const all = String(coefficient < 0n ? -coefficient : coefficient);
  const excess = all.length - maxDigits;
  const digits = excess > 0 ? roundHalfEven(all, excess) : all;
  const places = excess > 0 ? scale - excess : scale;
  if (places === 0) return new Decimal(sign + digits);
  if (places < 0 || places > maxDigits * 2) return new Decimal(`${sign}${digits}E${places < 0 ? '+' : ''}${-places}`);
  const padded = digits.padStart(places + 1, '0');
  const point = padded.length - places;
  return new Decimal(`${sign}${padded.slice(0, point)}.${padded.slice(point)}`);
}

function roundHalfEven(digits: string, excess: number): string {
  const kept = BigInt(digits.slice(0, -excess));
  const dropped = BigInt(digits.slice(-excess));
  const half = 5n * 10n ** BigInt(excess - 1);
  const roundsUp = dropped > half || (dropped === half && kept % 2n === 1n);
  return String(roundsUp ? kept + 1n : kept);
}

function split(text: string): Parts {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = shape.exec(text) ?? [];
  const all = whole + fraction;
  if (all === '') throw new SelectError('NumberFormatError', `Not a number: '${shown(text)}'.`);
  const leading = firstNonZero(all);
  let end = all.length;
  while (end > leading && all.charAt(end - 1) === '0') end -= 1;
  const digits = all.slice(leading, end);
  if (digits === '') return { negative: false, digits, magnitude: 0 };
  return { negative: sign === '-', digits, magnitude: whole.length - leading + Number(exponent) };
}

/** By hand, because a pattern would look at a long run of zeros again and again. */
function firstNonZero(digits: string): number {
  let at = 0;
  while (digits.charAt(at) === '0') at += 1;
  return at;
}

function compareParts(left: Parts, right: Parts): number {
  const sign = signOf(left);
  if (sign !== signOf(right)) return sign - signOf(right);
  if (left.magnitude !== right.magnitude) return left.magnitude < right.magnitude ? -sign : sign;
  if (left.digits === right.digits) return 0;
  return left.digits < right.digits ? -sign : sign;
}

function signOf({ digits, negative }: Parts): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}
