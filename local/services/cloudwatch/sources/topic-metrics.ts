import type { MetricStore } from '../metrics/metric-store.ts';

/** What happened to a notification: a message was published, or came to one subscriber, or was given up. */
export type TopicEvent = 'published' | 'delivered' | 'failed';

const names: Readonly<Record<TopicEvent, string>> = {
  published: 'NumberOfMessagesPublished',
  delivered: 'NumberOfNotificationsDelivered',
  failed: 'NumberOfNotificationsFailed',
};

/** The metrics of topics. https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
export function putTopicEvent(store: MetricStore, topicArn: string, event: TopicEvent, timestamp: number): void {
  const dimensions = { TopicName: topicArn.slice(topicArn.lastIndexOf(':') + 1) };
  store.put({ namespace: 'AWS/SNS', name: names[event], dimensions, value: 1, unit: 'Count', timestamp });
}
