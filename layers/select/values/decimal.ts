import { SelectError } from '../errors.ts';

const shape = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

/** Digits that S3 Select's decimal type holds. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html */
const maxDigits = 38;

/**
 * A decimal number that keeps the digits it was written with.
 *
 * Comparing works on the digits as text, so that `1e999999999` costs nothing; calculating needs an integer of the
 * number's length and is therefore limited to the 38 digits of the type.
 */
export class Decimal {
  /** The number as it was written; what is printed when it passes through unchanged. */
  readonly text: string;
  readonly negative: boolean;
  /** The significant digits without zeros at either end; empty for zero. */
  readonly digits: string;
  /** The power of ten of the number 0.digits, so that numbers of one sign order by it first. */
  readonly magnitude: number;

  constructor(text: string) {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = shape.exec(text) ?? [];
    if (whole + fraction === '') throw new SelectError('NumberFormatError', `Not a number: '${text.slice(0, 40)}'`);
    const all = whole + fraction;
    const stripped = trimZeros(all);
    this.text = text;
    this.digits = stripped.digits;
    this.negative = sign === '-' && this.digits !== '';
    this.magnitude = this.digits === '' ? 0 : whole.length - stripped.leading + Number(exponent);
  }

  /** Negative, zero or positive, as this number is less than, equal to or greater than the other. */
  compare(other: Decimal): number {
    const sign = this.#sign();
    if (sign !== other.#sign()) return sign - other.#sign();
    if (this.magnitude !== other.magnitude) return this.magnitude < other.magnitude ? -sign : sign;
    if (this.digits === other.digits) return 0;
    return this.digits < other.digits ? -sign : sign;
  }

  /** The number as coefficient × 10^-scale, `scale` not negative. Fails with NumberFormatError beyond 38 digits. */
  unscaled(): { coefficient: bigint; scale: number } {
    if (this.digits === '') return { coefficient: 0n, scale: 0 };
    const scale = this.digits.length - this.magnitude;
    if (this.digits.length > maxDigits || Math.abs(scale) > maxDigits * 2) {
      throw new SelectError('NumberFormatError', `The number ${this.text.slice(0, 60)} has more than 38 digits`);
    }
    const signed = BigInt(this.digits) * (this.negative ? -1n : 1n);
    return scale >= 0 ? { coefficient: signed, scale } : { coefficient: signed * 10n ** BigInt(-scale), scale: 0 };
  }

  #sign(): number {
    if (this.digits === '') return 0;
    return this.negative ? -1 : 1;
  }
}

/** Writes coefficient × 10^-scale in plain digits. */
export function fromUnscaled(coefficient: bigint, scale: number): Decimal {
  const sign = coefficient < 0n ? '-' : '';
  const digits = String(coefficient < 0n ? -coefficient : coefficient).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return new Decimal(scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** Takes the zeros from both ends; by hand, because a pattern would look at a long run of zeros again and again. */
function trimZeros(all: string): { digits: string; leading: number } {
  let leading = 0;
  while (all.charAt(leading) === '0') leading += 1;
  let end = all.length;
  while (end > leading && all.charAt(end - 1) === '0') end -= 1;
  return { digits: all.slice(leading, end), leading };
}
