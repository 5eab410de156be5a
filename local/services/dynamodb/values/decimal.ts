/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1E-130 to 9.99…E+125, exact in decimal.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */
interface Decimal {
  readonly coefficient: bigint;
  /** How many digits of the coefficient stand behind the point. */
  readonly scale: number;
}

const significantDigits = 38;
const largestExponent = 125;
const smallestExponent = -130;

/** A result that DynamoDB's numbers cannot hold. */
export class DecimalRangeError extends Error {
  override readonly name = 'DecimalRangeError';
}

/** Negative, zero or positive, as a is less than, equal to or greater than b. Both are plain decimals: `-12.5`. */
export function compareDecimals(a: string, b: string): number {
  if (a.length < 16 && b.length < 16) return Number(a) - Number(b);
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The exact sum. @throws DecimalRangeError */
export function addDecimals(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b);
  return write({ coefficient: left + right, scale });
}

/** The exact difference. @throws DecimalRangeError */
export function subtractDecimals(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b);
  return write({ coefficient: left - right, scale });
}

/**
 * The digits of a number without zeros around them, and the exponent of `0.{digits}E{exponent}`; no digits for zero.
 * @param text a plain decimal
 */
export function significandOf(text: string): { negative: boolean; digits: string; exponent: number } {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.slice(negative ? 1 : 0).split('.');
  const integer = whole.replace(/^0+/, '');
  const leadingZeros = integer === '' ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  const digits = (integer + fraction.slice(leadingZeros)).replace(/0+$/, '');
  const exponent = integer === '' ? -leadingZeros : integer.length;
  return digits === '' ? { negative: false, digits, exponent: 0 } : { negative, digits, exponent };
}

function aligned(a: string, b: string): [bigint, bigint, number] {
  const [left, right] = [parse(a), parse(b)];
  const scale = Math.max(left.scale, right.scale);
  const raise = ({ coefficient, scale: own }: Decimal): bigint => coefficient * 10n ** BigInt(scale - own);
  return [raise(left), raise(right), scale];
}

function parse(text: string): Decimal {
  const point = text.indexOf('.');
  if (point === -1) return { coefficient: BigInt(text), scale: 0 };
  return { coefficient: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

function write({ coefficient, scale }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '');
  const whole = scale === 0 ? digits : digits.slice(0, -scale);
  const text = `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  checkRange(text);
  return text;
}

function checkRange(text: string): void {
  const { digits, exponent } = significandOf(text);
  if (digits === '') return;
  if (exponent - 1 > largestExponent) {
    throw new DecimalRangeError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (exponent - 1 < smallestExponent) {
    throw new DecimalRangeError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (digits.length > significantDigits) {
    throw new DecimalRangeError('Attempting to store more than 38 significant digits in a Number');
  }
}
