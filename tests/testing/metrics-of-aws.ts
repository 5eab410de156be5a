/** What AWS says that it measures: the metrics of a namespace, and the sets of dimensions that each comes with. */
interface Documented {
  readonly metrics: readonly string[];
  readonly dimensions: readonly (readonly string[])[];
}

/** As far as alarms and dashboard look at them. */
export const metricsOfAws: Readonly<Record<string, readonly Documented[]>> = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
  'AWS/ApiGateway': [
    {
      metrics: ['4XXError', '5XXError', 'CacheHitCount', 'CacheMissCount', 'Count', 'IntegrationLatency', 'Latency'],
      dimensions: [['ApiName'], ['ApiName', 'Stage'], ['ApiName', 'Stage', 'Method', 'Resource']],
    },
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
  'AWS/Lambda': [
    {
      metrics: ['Invocations', 'Errors', 'Throttles', 'Duration', 'ConcurrentExecutions', 'IteratorAge'],
      dimensions: [[], ['FunctionName'], ['FunctionName', 'Resource']],
    },
  ],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': [
    {
      metrics: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage', 'NumberOfMessagesSent'],
      dimensions: [['QueueName']],
    },
  ],
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
  'AWS/States': [
    {
      metrics: [
        'ExecutionTime',
        'ExecutionThrottled',
        'ExecutionsAborted',
        'ExecutionsFailed',
        'ExecutionsStarted',
        'ExecutionsSucceeded',
        'ExecutionsTimedOut',
      ],
      dimensions: [['StateMachineArn']],
    },
  ],
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': [
    {
      metrics: ['ReadThrottleEvents', 'WriteThrottleEvents', 'ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'],
      dimensions: [['TableName'], ['TableName', 'GlobalSecondaryIndexName']],
    },
  ],
};
