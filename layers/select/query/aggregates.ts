import { placed, SelectError, type SqlPosition } from '../errors.ts';
import type { AggregateName } from '../sql/ast.ts';
import { calculate } from '../values/arithmetic.ts';
import { isNumeric, oneOfKind, order } from '../values/compare.ts';
import { textLength } from '../values/nested.ts';
import type { TextBudget } from '../values/text.ts';
import { isUnknown, type Value } from '../values/value.ts';
import { NumberSum } from './number-sum.ts';

/** One aggregate function over the rows of one run. NULL and MISSING are not values and are passed over. */
export interface Accumulator {
  /** Takes the value of one row; COUNT may be given that of `times` rows at once. */
  add(value: Value, times?: number): void;
  /** The value over the rows so far: 0 for COUNT over none, NULL for the others. */
  result(): Value;
}

/**
 * A fresh accumulator.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html
 *
 * @param kept - counts the texts that all accumulators of a run keep.
 */
export function accumulator({ name, at }: { name: AggregateName; at: SqlPosition }, kept: TextBudget): Accumulator {
  switch (name) {
    case 'count':
      return new Count();
    case 'sum':
      return new Placed(new Total('SUM', (sum) => sum.total()), at);
    case 'avg':
      return new Placed(new Total('AVG', average), at);
    case 'min':
      return new Placed(new Extreme(-1, kept), at);
    case 'max':
      return new Placed(new Extreme(1, kept), at);
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

/** SUM or AVG: what is made of the sum of the numbers, and of how many there are. */
class Total implements Accumulator {
  readonly #name: string;
  readonly #finish: (sum: NumberSum, count: number) => Value;
  readonly #sum = new NumberSum();
  #count = 0;

  constructor(name: string, finish: (sum: NumberSum, count: number) => Value) {
    this.#name = name;
    this.#finish = finish;
  }

  add(value: Value): void {
    if (isUnknown(value)) return;
    if (!isNumeric(value)) throw notANumber(this.#name, value);
    this.#count += 1;
    this.#sum.add(value);
  }

  result(): Value {
    return this.#count === 0 ? null : this.#finish(this.#sum, this.#count);
  }
}

/** In decimals: the average of integers is one, and must not overflow where their sum would. Floats make it a float. */
function average(sum: NumberSum, count: number): Value {
  return calculate('/', sum.exact(), count);
}

class Extreme implements Accumulator {
  readonly #sign: number;
  readonly #kept: TextBudget;
  #best: Value = null;

  constructor(sign: -1 | 1, kept: TextBudget) {
    this.#sign = sign;
    this.#kept = kept;
  }

  add(value: Value): void {
    if (isUnknown(value)) return;
    if ((order(value, this.#best ?? value) ?? 0) * this.#sign < 0) return;
    this.#kept.add(textLength(value) - textLength(this.#best));
    this.#best = value;
  }

  result(): Value {
    return this.#best;
  }
}

function notANumber(name: string, value: Value): SelectError {
  return new SelectError('IncorrectSqlFunctionArgumentType', `${name} takes numbers, not ${oneOfKind(value)}.`);
}
