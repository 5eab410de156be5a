import type { Clock } from '../../clock.ts';
import { jsonService } from '../json-protocol.ts';
import type { AwsService } from '../service.ts';
import type { Alarms } from './alarms/alarms.ts';
import type { MetricStore } from './metrics/metric-store.ts';
import { setAlarmActions, setAlarmState } from './operations/change-alarms.ts';
import { describeAlarmHistory } from './operations/describe-alarm-history.ts';
import { describeAlarms } from './operations/describe-alarms.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { withEncodings } from './protocol.ts';

/** CloudWatch's operations, for the endpoint. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export function cloudWatchService(store: MetricStore, alarms: Alarms, now: Clock): AwsService {
  const service = jsonService({
    signingName: 'monitoring',
    targetPrefix: 'GraniteServiceVersion20100801',
    version: '1.0',
    validationCode: 'ValidationException',
    operations: {
      DescribeAlarmHistory: (input) => describeAlarmHistory(alarms, input),
      DescribeAlarms: (input) => describeAlarms(alarms, input),
      DisableAlarmActions: (input) => setAlarmActions(alarms, input, false),
      EnableAlarmActions: (input) => setAlarmActions(alarms, input, true),
      GetMetricData: (input) => getMetricData(store, input),
      GetMetricStatistics: (input) => getMetricStatistics(store, input),
      ListMetrics: (input) => listMetrics(store, now(), input),
      PutMetricData: (input) => putMetricData(store, now(), input),
      SetAlarmState: (input) => setAlarmState(alarms, input),
    },
  });
  return withEncodings(service);
}
