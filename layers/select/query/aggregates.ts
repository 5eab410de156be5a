import { SelectError } from '../errors.ts';
import type { AggregateName } from '../sql/ast.ts';
import { calculate } from '../values/arithmetic.ts';
import { decimal, isNumeric, kindName, order } from '../values/compare.ts';
import { isUnknown, type Value } from '../values/value.ts';

/** One aggregate function over the rows of one run. NULL and MISSING are not values and are passed over. */
export interface Accumulator {
  /** Takes the value of one row; COUNT may be given that of `times` rows at once. */
  add(value: Value, times?: number): void;
  /** The value over the rows so far: 0 for COUNT over none, NULL for the others. */
  result(): Value;
}

/** A fresh accumulator. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html */
export function accumulator(name: AggregateName): Accumulator {
  switch (name) {
    case 'count':
      return new Count();
    case 'sum':
      return new Sum();
    case 'avg':
      return new Average();
    case 'min':
      return new Extreme(-1);
    case 'max':
      return new Extreme(1);
  }
}

class Count implements Accumulator {
  #count = 0;

  add(value: Value, times = 1): void {
    if (!isUnknown(value)) this.#count += times;
  }

  result(): Value {
    return this.#count;
  }
}

class Sum implements Accumulator {
  #sum: Value = null;

  add(value: Value): void {
    if (isUnknown(value)) return;
    if (!isNumeric(value)) throw notANumber('SUM', value);
    this.#sum = this.#sum === null ? value : calculate('+', this.#sum, value);
  }

  result(): Value {
    return this.#sum;
  }
}

class Average implements Accumulator {
  #sum: Value = null;
  #count = 0;

  add(value: Value): void {
    if (isUnknown(value)) return;
    if (!isNumeric(value)) throw notANumber('AVG', value);
    // In decimals from the start: the average of integers is one, and must not overflow where the sum would.
    this.#sum = this.#sum === null ? decimal(value) : calculate('+', this.#sum, decimal(value));
    this.#count += 1;
  }

  result(): Value {
    return this.#sum === null ? null : calculate('/', this.#sum, this.#count);
  }
}

class Extreme implements Accumulator {
  readonly #sign: number;
  #best: Value = null;

  constructor(sign: -1 | 1) {
    this.#sign = sign;
  }

  add(value: Value): void {
    if (isUnknown(value)) return;
    if ((order(value, this.#best ?? value) ?? 0) * this.#sign >= 0) this.#best = value;
  }

  result(): Value {
    return this.#best;
  }
}

function notANumber(name: string, value: Value): SelectError {
  return new SelectError('IncorrectSqlFunctionArgumentType', `${name} takes numbers, not a ${kindName(value)}.`);
}
