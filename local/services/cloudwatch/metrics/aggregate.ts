/** What CloudWatch keeps of values that it did not see one by one. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html */
export interface StatisticSet {
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly sampleCount: number;
}

/** So many different values are kept as they are. When there are more, they are kept to three digits: percentiles are approximations on AWS too. */
const mostExactValues = 256;
const digitsOfMany = 3;

/** What is known of the values of a metric in a stretch of time: their statistics, exactly, and enough of them for percentiles. */
export class Aggregate implements StatisticSet {
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  sampleCount = 0;
  /** How often each value came. */
  #values = new Map<number, number>();
  #isRounded = false;
  /** Whether all values were seen one by one; percentiles cannot be told otherwise. */
  #isWhole = true;

  /** @param count how often the value came */
  add(value: number, count = 1): void {
    this.#addStatistics({ sum: value * count, minimum: value, maximum: value, sampleCount: count });
    this.#keep(value, count);
  }

  /**
   * Adds values of which only the statistics are known. They have no percentiles, unless they are all the same.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
   */
  addSet(set: StatisticSet): void {
    this.#addStatistics(set);
    if (set.minimum === set.maximum) this.#keep(set.minimum, set.sampleCount);
    else this.#isWhole = false;
  }

  addAll(other: Aggregate): void {
    this.#addStatistics(other);
    for (const [value, count] of other.#values) this.#keep(value, count);
    if (!other.#isWhole) this.#isWhole = false;
  }

  /**
   * The smallest value that so many percent of all values do not exceed.
   * @param percent from 0 to 100
   * @returns undefined when nothing came, or when not all values are known
   */
  percentile(percent: number): number | undefined {
    if (!this.#isWhole || this.sampleCount === 0) return undefined;
    let left = Math.max(1, (percent / 100) * this.sampleCount);
    for (const [value, count] of [...this.#values].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 1e-9) return value;
    }
    return this.maximum;
  }

  #addStatistics({ sum, minimum, maximum, sampleCount }: StatisticSet): void {
    this.sum += sum;
    this.minimum = Math.min(this.minimum, minimum);
    this.maximum = Math.max(this.maximum, maximum);
    this.sampleCount += sampleCount;
  }

  #keep(value: number, count: number): void {
    const kept = this.#isRounded ? rounded(value) : value;
    this.#values.set(kept, (this.#values.get(kept) ?? 0) + count);
    if (this.#isRounded || this.#values.size <= mostExactValues) return;
    this.#isRounded = true;
    const exact = this.#values;
    this.#values = new Map();
    for (const [one, times] of exact) this.#keep(one, times);
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(digitsOfMany));
}
