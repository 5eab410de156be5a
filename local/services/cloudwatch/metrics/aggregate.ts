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
  /** How often each value came; undefined as long as all are the same, as they are for most counts. */
  #values: Map<number, number> | undefined;
  #isRounded = false;
  /** Whether all values were seen one by one; percentiles cannot be told otherwise. */
  #isWhole = true;

  /** @param count how often the value came */
  add(value: number, count = 1): void {
    const isAnother = this.sampleCount > 0 && (value !== this.minimum || value !== this.maximum);
    if (this.#values !== undefined || isAnother) this.#keep(this.#allValues(), value, count);
    this.#addStatistics({ sum: value * count, minimum: value, maximum: value, sampleCount: count });
  }

  /**
   * Adds values of which only the statistics are known. They have no percentiles, unless they are all the same.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
   */
  addSet(set: StatisticSet): void {
    if (set.minimum === set.maximum) this.#keep(this.#allValues(), set.minimum, set.sampleCount);
    else this.#isWhole = false;
    this.#addStatistics(set);
  }

  addAll(other: Aggregate): void {
    if (other.sampleCount === 0) return;
    const values = this.#allValues();
    for (const [value, count] of other.#allValues()) this.#keep(values, value, count);
    if (!other.#isWhole) this.#isWhole = false;
    this.#addStatistics(other);
  }

  /**
   * The smallest value that so many percent of all values do not exceed.
   * @param percent from 0 to 100
   * @returns undefined when nothing came, or when not all values are known
   */
  percentile(percent: number): number | undefined {
    if (!this.#isWhole || this.sampleCount === 0) return undefined;
    let left = Math.max(1, (percent / 100) * this.sampleCount);
    for (const [value, count] of [...this.#allValues()].sort(([a], [b]) => a - b)) {
      left -= count;
      // Percents are no exact numbers, nor is what is left of them.
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

  #allValues(): Map<number, number> {
    this.#values ??= new Map(this.sampleCount === 0 ? [] : [[this.minimum, this.sampleCount]]);
    return this.#values;
  }

  #keep(values: Map<number, number>, value: number, count: number): void {
    const kept = this.#isRounded ? rounded(value) : value;
    values.set(kept, (values.get(kept) ?? 0) + count);
    if (this.#isRounded || values.size <= mostExactValues) return;
    this.#isRounded = true;
    const exact = [...values];
    values.clear();
    for (const [one, times] of exact) this.#keep(values, one, times);
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(digitsOfMany));
}
