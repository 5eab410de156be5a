import { placed, SelectError, type SqlPosition } from '../errors.ts';
import type { AggregateName } from '../sql/ast.ts';
import { calculate } from '../values/arithmetic.ts';
import { decimal, isNumeric, kindName, order, type Numeric } from '../values/compare.ts';
import { Float } from '../values/float.ts';
import { isUnknown, type Value } from '../values/value.ts';

/** One aggregate function over the rows of one run. NULL and MISSING are not values and are passed over. */
export interface Accumulator {
  /** Takes the value of one row; COUNT may be given that of `times` rows at once. */
  add(value: Value, times?: number): void;
  /** The value over the rows so far: 0 for COUNT over none, NULL for the others. */
  result(): Value;
}

/** A fresh accumulator. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html */
export function accumulator({ name, at }: { name: AggregateName; at: SqlPosition }): Accumulator {
  switch (name) {
    case 'count':
      return new Count();
    case 'sum':
      return new Placed(new Sum(), at);
    case 'avg':
      return new Placed(new Average(), at);
    case 'min':
      return new Placed(new Extreme(-1), at);
    case 'max':
      return new Placed(new Extreme(1), at);
  }
}

/** Says of what fails where in the SQL the aggregate stands. */
class Placed implements Accumulator {
  readonly #inner: Accumulator;
  readonly #at: SqlPosition;

  constructor(inner: Accumulator, at: SqlPosition) {
    this.#inner = inner;
    this.#at = at;
  }

  add(value: Value): void {
    try {
      this.#inner.add(value);
    } catch (error) {
      throw placed(error, this.#at);
    }
  }

  result(): Value {
    try {
      return this.#inner.result();
    } catch (error) {
      throw placed(error, this.#at);
    }
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

/** In decimals: the average of integers is one, and must not overflow where their sum would. Floats make it a float. */
class Average implements Accumulator {
  /** The sum of small integers, as long as it is one itself: they need no decimal each. */
  #integers = 0;
  #others: Value = null;
  #count = 0;

  add(value: Value): void {
    if (isUnknown(value)) return;
    if (!isNumeric(value)) throw notANumber('AVG', value);
    this.#count += 1;
    if (typeof value === 'number' && Number.isSafeInteger(this.#integers + value)) this.#integers += value;
    else this.#others = this.#plus(value);
  }

  result(): Value {
    return this.#count === 0 ? null : calculate('/', this.#plus(this.#integers), this.#count);
  }

  #plus(value: Numeric): Value {
    const term = value instanceof Float ? value : decimal(value);
    return this.#others === null ? term : calculate('+', this.#others, term);
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
