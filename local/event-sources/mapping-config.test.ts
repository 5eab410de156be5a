import { describe, expect, it } from 'vitest';
import { declarationProblem, mappingConfig } from './mapping-config.ts';
import { streamArn } from './testing/memory-change-streams.ts';

const least = { EventSourceArn: streamArn, FunctionName: 'worker', StartingPosition: 'LATEST' };
const problem = (properties: object) => declarationProblem({ properties: { ...least, ...properties } });

describe('the properties of an event source mapping', () => {
  it('have the defaults of Lambda', () => {
    expect(mappingConfig('Mapping', 'worker', least)).toMatchObject({
      isEnabled: true,
      batchSize: 100,
      batchingWindow: 0,
      parallelizationFactor: 1,
      maximumRetryAttempts: Infinity,
      maximumRecordAge: 86_400_000,
      bisects: false,
      reportsBatchItemFailures: false,
      failureDestination: undefined,
    });
  });

  it('may be texts, as parameters make them', () => {
    const config = mappingConfig('Mapping', 'worker', {
      ...least,
      BatchSize: '10',
      Enabled: 'false',
      MaximumRetryAttempts: '0',
    });

    expect(config).toMatchObject({ batchSize: 10, isEnabled: false, maximumRetryAttempts: 0 });
  });

  it('are taken at the edges of their ranges', () => {
    expect(problem({ BatchSize: 10_000, ParallelizationFactor: 10, MaximumRetryAttempts: -1 })).toBeUndefined();
    expect(problem({ MaximumRecordAgeInSeconds: 60, MaximumBatchingWindowInSeconds: 300 })).toBeUndefined();
    expect(problem({ FunctionResponseTypes: ['ReportBatchItemFailures'], Tags: [] })).toBeUndefined();
    expect(
      problem({ DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:000000000000:failed' } } }),
    ).toBeUndefined();
  });

  it.each([
    ['queues', { EventSourceArn: 'arn:aws:sqs:eu-west-1:000000000000:q' }, /Amazon SQS is not simulated/],
    ['Kinesis', { EventSourceArn: 'arn:aws:kinesis:eu-west-1:000000000000:stream/s' }, /Amazon Kinesis is not/],
    ['Kafka', { EventSourceArn: 'arn:aws:kafka:eu-west-1:000000000000:cluster/c/1' }, /Amazon MSK \(Kafka\) is not/],
    ['MQ', { EventSourceArn: 'arn:aws:mq:eu-west-1:000000000000:broker:b' }, /Amazon MQ is not/],
    ['DocumentDB', { EventSourceArn: 'arn:aws:rds:eu-west-1:000000000000:cluster:c' }, /Amazon DocumentDB is not/],
    ['a table without stream', { EventSourceArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/t' }, /EventSourceArn/],
    ['no source', { EventSourceArn: undefined }, /EventSourceArn is missing/],
    ['no function', { FunctionName: undefined }, /FunctionName is missing/],
    ['no position', { StartingPosition: undefined }, /StartingPosition is missing/],
    ['AT_TIMESTAMP', { StartingPosition: 'AT_TIMESTAMP' }, /a DynamoDB stream has no AT_TIMESTAMP/],
    ['tumbling windows', { TumblingWindowInSeconds: 30 }, /TumblingWindowInSeconds is not simulated/],
    ['scaling', { ScalingConfig: { MaximumConcurrency: 2 } }, /ScalingConfig is not simulated/],
    ['large batches', { BatchSize: 10_001 }, /BatchSize has to be a whole number from 1 to 10000, not 10001/],
    ['many lanes', { ParallelizationFactor: 11 }, /ParallelizationFactor/],
    ['a short age', { MaximumRecordAgeInSeconds: 59 }, /-1 or at least 60, not 59/],
    ['other reports', { FunctionResponseTypes: ['All'] }, /FunctionResponseTypes may hold/],
    [
      'buckets as destination',
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::b' } } },
      /standard queue/,
    ],
    [
      'FIFO queues as destination',
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:000000000000:q.fifo' } } },
      /standard queue/,
    ],
    ['a destination of successes', { DestinationConfig: { OnSuccess: {} } }, /DestinationConfig has no OnSuccess/],
    ['a bad filter', { FilterCriteria: { Filters: [{ Pattern: '{"a":[{"wildcard":"x"}]}' }] } }, /operator wildcard/],
  ])('refuse %s by name', (_what, properties, message) => {
    expect(problem(properties)).toMatch(message);
  });
});
