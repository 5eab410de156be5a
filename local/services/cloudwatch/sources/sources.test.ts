import { describe, expect, it } from 'vitest';
import { MetricStore } from '../metrics/metric-store.ts';
import { stageOf } from './api-gateway-metrics.ts';
import { reportingIteratorAge } from './iterator-age.ts';
import { serviceMetrics } from './service-metrics.ts';

const now = 10 * 60_000;

function metrics() {
  const store = new MetricStore();
  const sum = (name: string, dimensions: Record<string, string>, namespace: string) => {
    const found = store.read({ namespace, name, dimensions }, { start: 0, end: 2 * now });
    return found.sampleCount === 0 ? undefined : found.sum;
  };
  return { store, sum, sources: serviceMetrics(store, () => now) };
}

describe('functions', () => {
  it('are counted by themselves, by alias and all together', () => {
    const { sources, sum } = metrics();
    const call = (qualifier: string, outcome: 'returned' | 'failed' | 'throttled') =>
      sources.invocation({
        functionName: 'weigh',
        functionArn: `arn:aws:lambda:us-east-1:000000000000:function:weigh${qualifier}`,
        outcome,
        duration: 20,
        concurrency: 2,
      });
    call('', 'returned');
    call(':live', 'failed');
    call(':live', 'throttled');

    const of = (dimensions: Record<string, string>) =>
      ['Invocations', 'Errors', 'Throttles', 'Duration'].map((name) => sum(name, dimensions, 'AWS/Lambda'));
    expect(of({})).toEqual([2, 1, 1, 40]);
    expect(of({ FunctionName: 'weigh' })).toEqual([2, 1, 1, 40]);
    expect(of({ FunctionName: 'weigh', Resource: 'weigh:live' })).toEqual([1, 1, 1, 20]);
    expect(of({ FunctionName: 'weigh', Resource: 'weigh' })).toEqual([1, 0, 0, 20]);
  });

  it('of streams have the age of the last record of a batch', async () => {
    const { store, sum } = metrics();
    const invoker = reportingIteratorAge(
      { invoke: async () => ({ outcome: 'returned', payload: 'null' }) },
      store,
      () => now,
      () => 9000,
    );

    await invoker.invoke('arn:aws:lambda:us-east-1:000000000000:function:follow:live', {
      Records: [3, 5].map((ApproximateCreationDateTime) => ({ dynamodb: { ApproximateCreationDateTime } })),
    });
    await invoker.invoke('follow', { other: true });

    expect(sum('IteratorAge', { FunctionName: 'follow', Resource: 'follow:live' }, 'AWS/Lambda')).toBe(4000);
    expect(sum('IteratorAge', { FunctionName: 'follow' }, 'AWS/Lambda')).toBe(4000);
  });
});

describe('metrics that a function writes in the embedded format', () => {
  const line = (more: object = {}) =>
    JSON.stringify({
      _aws: {
        Timestamp: 1,
        CloudWatchMetrics: [
          {
            Namespace: 'Pond',
            Dimensions: [['service'], ['service', 'stage']],
            Metrics: [{ Name: 'Leaks', Unit: 'Count' }, { Name: 'Depth' }, { Name: 'Absent' }],
          },
        ],
      },
      ...{ service: 'pond', stage: 'dev', Leaks: 2, Depth: [1, 4] },
      ...more,
    });

  it('count for each set of dimensions', () => {
    const { sources, sum } = metrics();
    sources.functionLine(line());

    expect(sum('Leaks', { service: 'pond' }, 'Pond')).toBe(2);
    expect(sum('Depth', { service: 'pond', stage: 'dev' }, 'Pond')).toBe(5);
    expect(sum('Absent', { service: 'pond' }, 'Pond')).toBe(undefined);
  });

  it('count for the minute in which they were written', () => {
    const { store, sources } = metrics();
    sources.functionLine(line());

    expect(store.all().map(({ newest }) => newest)).toEqual([now, now, now, now]);
  });

  it.each(['nothing', '{"_aws"', '{"_aws":1}', '{"_aws":{"CloudWatchMetrics":[1,{"Namespace":"P","Metrics":[2]}]}}'])(
    'are not in %s',
    (text) => {
      const { store, sources } = metrics();
      sources.functionLine(text);

      expect(store.all()).toEqual([]);
    },
  );
});

describe('an API', () => {
  const stage = stageOf({
    ...{ Name: 'pond-api', StageName: 'dev' },
    MethodSettings: [
      { ResourcePath: '/*', HttpMethod: '*', MetricsEnabled: true },
      { ResourcePath: '/~1frogs~1{name}', HttpMethod: 'GET', MetricsEnabled: false },
    ],
  });
  const request = { method: 'GET', resourcePath: '/frogs', status: 200, durationMillis: 7, integrationMillis: 5 };

  it('is counted as a whole, by stage, and by method where that is asked for', () => {
    const { sources, sum } = metrics();
    sources.request(stage, request);
    sources.request(stage, { ...request, status: 502 });
    sources.request(stage, { ...request, status: 404, resourcePath: '/frogs/{name}' });
    sources.request(stage, { method: 'GET', status: 403, durationMillis: 1 });

    const of = (dimensions: Record<string, string>) =>
      ['Count', '4XXError', '5XXError', 'Latency', 'IntegrationLatency'].map((name) =>
        sum(name, dimensions, 'AWS/ApiGateway'),
      );
    expect(of({ ApiName: 'pond-api' })).toEqual([4, 2, 1, 22, 15]);
    expect(of({ ApiName: 'pond-api', Stage: 'dev' })).toEqual([4, 2, 1, 22, 15]);
    const frogs = { ApiName: 'pond-api', Stage: 'dev', Method: 'GET', Resource: '/frogs' };
    expect(of(frogs)).toEqual([2, 0, 1, 14, 10]);
    expect(of({ ...frogs, Resource: '/frogs/{name}' })[0]).toBe(undefined);
  });

  it('is called by the title of its document when it has no name', () => {
    expect(stageOf({ DefinitionBody: { info: { title: 'Ponds' } } })).toMatchObject({ apiName: 'Ponds' });
  });
});

describe('queues, topics and state machines', () => {
  it('have AWS’s names', () => {
    const { sources, sum } = metrics();
    const queue = { name: 'inbox', counts: { visible: 2, notVisible: 1, delayed: 0 }, ageOfOldest: 61_500 };
    sources.queues([{ ...queue, sent: 3 }], now);
    sources.queues([{ ...queue, sent: 4 }], now);
    sources.topic('arn:aws:sns:us-east-1:000000000000:news', 'delivered');
    sources.execution({ machineArn: 'm', status: 'RUNNING', startDate: 5 });
    sources.execution({ machineArn: 'm', status: 'TIMED_OUT', startDate: 5, stopDate: 25 });

    const inbox = { QueueName: 'inbox' };
    expect(sum('ApproximateNumberOfMessagesVisible', inbox, 'AWS/SQS')).toBe(4);
    expect(sum('ApproximateAgeOfOldestMessage', inbox, 'AWS/SQS')).toBe(122);
    expect(sum('NumberOfMessagesSent', inbox, 'AWS/SQS')).toBe(4);
    expect(sum('NumberOfNotificationsDelivered', { TopicName: 'news' }, 'AWS/SNS')).toBe(1);
    const machine = { StateMachineArn: 'm' };
    expect(
      ['ExecutionsStarted', 'ExecutionsTimedOut', 'ExecutionTime'].map((name) => sum(name, machine, 'AWS/States')),
    ).toEqual([1, 1, 20]);
  });
});
