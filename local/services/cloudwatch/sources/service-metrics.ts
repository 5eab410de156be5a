import type { Clock } from '../../../clock.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { type ApiRequest, ApiGatewayMetrics, type Stage } from './api-gateway-metrics.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { type Invocation, LambdaMetrics } from './lambda-metrics.ts';
import { QueueMetrics, type QueueStatistics } from './queue-metrics.ts';
import { type ExecutionChange, putExecution } from './state-machine-metrics.ts';
import { putTopicEvent, type TopicEvent } from './topic-metrics.ts';

/** The metrics that services report of themselves. Each report costs a few microseconds: most stand in the path of requests. */
export interface ServiceMetrics {
  invocation(invocation: Invocation): void;
  /** A line that a function wrote: its embedded metrics are kept. */
  functionLine(line: string): void;
  request(stage: Stage, request: ApiRequest): void;
  execution(change: ExecutionChange): void;
  topic(topicArn: string, event: TopicEvent): void;
  /** @param time within the minute that the sample is for */
  queues(statistics: readonly QueueStatistics[], time: number): void;
}

/** Makes what services report to. @param clock the time that metrics go by */
export function serviceMetrics(store: MetricStore, clock: Clock): ServiceMetrics {
  const lambda = new LambdaMetrics(store);
  const apiGateway = new ApiGatewayMetrics(store);
  const queues = new QueueMetrics(store);
  return {
    invocation: (invocation) => lambda.put(invocation, clock()),
    functionLine(line) {
      for (const point of embeddedMetrics(line, clock())) store.put(point);
    },
    request: (stage, request) => apiGateway.put(stage, request, clock()),
    execution: (change) => putExecution(store, change, clock()),
    topic: (topicArn, event) => putTopicEvent(store, topicArn, event, clock()),
    queues: (statistics, time) => queues.sample(statistics, time),
  };
}
