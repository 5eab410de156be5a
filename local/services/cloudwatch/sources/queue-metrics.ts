import type { MetricStore } from '../metrics/metric-store.ts';

/** What a queue is like now. */
export interface QueueStatistics {
  readonly name: string;
  /** How many messages can be received, are with a receiver, and are delayed. */
  readonly counts: { readonly visible: number; readonly notVisible: number; readonly delayed: number };
  /** In milliseconds; zero when the queue is empty. */
  readonly ageOfOldest: number;
  /** How many messages were sent to it since the process began. Those that were moved to it as a dead-letter queue do not count. */
  readonly sent: number;
}

/**
 * The metrics of queues, as samples that are taken once a minute.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class QueueMetrics {
  readonly #store: MetricStore;
  readonly #sentBefore = new Map<string, number>();

  constructor(store: MetricStore) {
    this.#store = store;
  }

  /** @param timestamp in milliseconds since 1970 */
  sample(queues: readonly QueueStatistics[], timestamp: number): void {
    for (const { name, counts, ageOfOldest, sent } of queues) {
      const put = (metric: string, value: number, unit = 'Count'): void =>
        this.#store.put({
          namespace: 'AWS/SQS',
          name: metric,
          dimensions: { QueueName: name },
          value,
          unit,
          timestamp,
        });
      put('ApproximateNumberOfMessagesVisible', counts.visible);
      put('ApproximateNumberOfMessagesNotVisible', counts.notVisible);
      put('ApproximateNumberOfMessagesDelayed', counts.delayed);
      put('ApproximateAgeOfOldestMessage', Math.floor(ageOfOldest / 1000), 'Seconds');
      put('NumberOfMessagesSent', sent - (this.#sentBefore.get(name) ?? 0));
      this.#sentBefore.set(name, sent);
    }
  }
}
