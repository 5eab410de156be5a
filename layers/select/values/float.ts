import { SelectError } from '../errors.ts';
import { Decimal } from './decimal.ts';

/**
 * A number of the type FLOAT, an IEEE double. It only comes from CAST, and from calculating with such a number.
 *
 * It is a class of its own because a bare `number` stands for an integer (see `Value`) and a decimal must not lose digits:
 * whether SUM and AVG give a float, and whether `/` divides exactly, depends on the kind and not on the value.
 */
export class Float {
  readonly value: number;

  /** @throws SelectError `NumberFormatError` for infinity and NaN, which no output can hold. */
  constructor(value: number) {
    if (!Number.isFinite(value)) {
      throw new SelectError('NumberFormatError', 'The result is beyond the range of FLOAT.');
    }
    this.value = value;
  }

  /** The shortest digits that read back as this number; a whole one keeps a `.0`, to tell it from an integer. */
  get text(): string {
    const text = String(this.value);
    return /^-?[0-9]+$/.test(text) ? `${text}.0` : text;
  }

  /** The decimal of the same shortest digits: `CAST(0.1 AS FLOAT)` equals 0.1. */
  decimal(): Decimal {
    return new Decimal(String(this.value));
  }
}
