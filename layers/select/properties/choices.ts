import fc from 'fast-check';

/** Takes one decision after the other from a list that is gone through in circles; without any, the first of each is taken. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A number below `count`. */
  below(count: number): number {
    const number = this.#numbers[this.#at % Math.max(1, this.#numbers.length)] ?? 0;
    this.#at += 1;
    return number % count;
  }

  /** One of some values; they shrink to the first. */
  of<T>(...values: T[]): T {
    return values[this.below(values.length)]!;
  }
}

/** The decisions of a writer, which shrink to none: then everything is written in the plainest way. */
export const choices = fc.array(fc.nat(999), { maxLength: 24 });
