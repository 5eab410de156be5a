import {
  CloudWatchClient,
  PutMetricDataCommand,
  type MetricDatum,
  type PutMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { turnableTime, type TurnableTime } from '../../../testing/turnable-time.ts';
import { accountId, credentials, region, startTestEndpoint, type TestEndpoint } from '../../testing/test-endpoint.ts';
import { cloudWatch as createCloudWatch, type AlarmChange, type AlarmMessage, type CloudWatch } from '../index.ts';

/** CloudWatch behind a listening endpoint, in a time that a test turns, with a client that talks to it. */
export interface TestCloudWatch {
  readonly url: string;
  readonly time: TurnableTime;
  readonly cloudWatch: CloudWatch;
  readonly client: CloudWatchClient;
  /** What topics were told, by ARN. */
  readonly published: (AlarmMessage & { readonly topicArn: string })[];
  readonly changes: AlarmChange[];
  /** Topics that are not there. */
  readonly missingTopics: Set<string>;
  /** Sends a request with a right signature and nothing that an SDK would add. */
  readonly send: TestEndpoint['send'];
  /** Puts a data point of the metric `Leaks` of the namespace `Pond`, unless it says otherwise. */
  put(datum: Partial<MetricDatum>, more?: Partial<PutMetricDataCommandInput>): Promise<unknown>;
  /** Declares an alarm on the metric `Leaks` of the namespace `Pond`. */
  declare(name: string, properties?: object): void;
  close(): Promise<void>;
}

export const topicArn = (name: string): string => `arn:aws:sns:${region}:${accountId}:${name}`;

/** Starts CloudWatch on a free port. */
export async function startTestCloudWatch(): Promise<TestCloudWatch> {
  const time = turnableTime(Date.UTC(2026, 10, 20, 9));
  const published: TestCloudWatch['published'] = [];
  const changes: AlarmChange[] = [];
  const missingTopics = new Set<string>();
  const cloudWatch = createCloudWatch({
    ...{ timers: time, region, accountId },
    async publish(arn, message) {
      if (missingTopics.has(arn)) throw new Error('Topic does not exist');
      published.push({ topicArn: arn, ...message });
    },
    onChange: (change) => changes.push(change),
    onError: (error) => {
      throw error;
    },
  });
  cloudWatch.start(() => undefined);
  const aws = await startTestEndpoint({ services: [cloudWatch.service] });
  const client = new CloudWatchClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  return {
    ...{ url: aws.url, time, cloudWatch, client, published, changes, missingTopics },
    send: (call) => aws.send(call),
    put: (datum, more = {}) =>
      client.send(
        new PutMetricDataCommand({ Namespace: 'Pond', MetricData: [{ MetricName: 'Leaks', ...datum }], ...more }),
      ),
    declare: (name, properties = {}) =>
      cloudWatch.declareAlarm({
        name,
        arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
        properties: {
          ...{ Namespace: 'Pond', MetricName: 'Leaks', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
          ...{ Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
          ...properties,
        },
      }),
    async close() {
      cloudWatch.close();
      client.destroy();
      await aws.close();
    },
  };
}
