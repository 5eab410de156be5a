import { beforeEach, describe, expect, it } from 'vitest';
import { UnknownFunctionError } from '../lambda/invoker.ts';
import { Bench, poison, throttled } from './testing/bench.ts';
import { region, streamArn } from './testing/memory-change-streams.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

const changes = (...ids: string[]) => ids.map((id) => ({ id }));
describe('a batch', () => {
  it('comes with everything that AWS puts into the event, the identity of a time-to-live deletion in small letters', async () => {
    const userIdentity = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };
    const [sequenceNumber] = bench.streams.add('shard-1', { id: 'a', eventName: 'REMOVE', userIdentity });

    bench.start();
    await bench.finish();

    expect(bench.events).toEqual([
      {
        Records: [
          {
            eventID: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
            eventName: 'REMOVE',
            eventVersion: '1.1',
            eventSource: 'aws:dynamodb',
            awsRegion: region,
            dynamodb: {
              ApproximateCreationDateTime: Date.UTC(2026, 0, 1) / 1000,
              Keys: { id: { S: 'a' } },
              NewImage: { id: { S: 'a' } },
              SequenceNumber: sequenceNumber,
              SizeBytes: 10,
              StreamViewType: 'NEW_IMAGE',
            },
            userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
            eventSourceARN: streamArn,
          },
        ],
      },
    ]);
  });

  it('is invoked at once when records come, without polling', async () => {
    bench.start();
    bench.streams.add('shard-1', { id: 'a' });
    await bench.sources.idle();

    expect(bench.batches).toEqual([['a']]);
    expect(bench.time.waiting).toBe(0);
  });

  it('has at most as many records as BatchSize says', async () => {
    bench.streams.add('shard-1', ...changes('a', 'b', 'c', 'd', 'e'));

    bench.start({ BatchSize: 2 });
    await bench.finish();

    expect(bench.batches).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('has at most 6 MB', async () => {
    const image = { text: { S: 'x'.repeat(2_500_000) } };
    bench.streams.add('shard-1', { id: 'a', image }, { id: 'b', image }, { id: 'c', image });

    bench.start();
    await bench.finish();

    expect(bench.batches).toEqual([['a', 'b'], ['c']]);
  });

  it('waits for more records as long as the batching window says, or until it is full', async () => {
    bench.start({ MaximumBatchingWindowInSeconds: 5, BatchSize: 3 });
    bench.streams.add('shard-1', { id: 'a' });
    await bench.time.turn(4000);
    bench.streams.add('shard-1', { id: 'b' });
    expect(bench.batches).toEqual([]);
    await bench.time.turn(1000);
    expect(bench.batches).toEqual([['a', 'b']]);

    bench.streams.add('shard-1', ...changes('c', 'd', 'e'));
    await bench.sources.idle();

    expect(bench.batches).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('leaves out what the filter does not let through, and is not invoked for nothing', async () => {
    bench.start({ FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"kind":{"S":["new"]}}}}' }] } });
    bench.streams.add('shard-1', { id: 'a', image: { kind: { S: 'old' } } });
    await bench.finish();
    expect(bench.batches).toEqual([]);

    bench.streams.add('shard-1', { id: 'b', image: { kind: { S: 'new' } } }, { id: 'c' });
    await bench.finish();

    expect(bench.batches).toEqual([['b']]);
  });

  it('may be filtered by the identity of a time-to-live deletion', async () => {
    bench.start({ FilterCriteria: { Filters: [{ Pattern: '{"userIdentity":{"type":["Service"]}}' }] } });
    const userIdentity = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };
    bench.streams.add('shard-1', { id: 'a' }, { id: 'b', eventName: 'REMOVE', userIdentity });
    await bench.finish();

    expect(bench.batches).toEqual([['b']]);
  });
});

describe('a failed batch', () => {
  it('blocks its shard and comes again, with longer and longer waits, until it succeeds', async () => {
    let calls = 0;
    bench.handler = () => {
      calls += 1;
      if (calls < 4) throw new Error('not yet');
    };
    const begin = bench.time.now();
    bench.streams.add('shard-1', ...changes('a', 'b'));

    bench.start({ BatchSize: 1 });
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['a'], ['a'], ['a'], ['b']]);
    expect(bench.time.now() - begin).toBe(150 + 300 + 600);
    expect(bench.lines).toEqual([
      'Mapping (worker): shard shard-1, batch of 1: it failed with Error: not yet; retried in 150 ms',
    ]);
    expect(bench.sources.list()).toMatchObject([{ id: 'Mapping', state: 'Enabled', lastProcessingResult: 'OK' }]);
  });

  it('is discarded when its attempts are used up, and the failure destination is told where it is', async () => {
    bench.handler = poison('a');
    const [first, second] = bench.streams.add('shard-1', ...changes('a', 'b', 'c'));
    const destination = 'arn:aws:sqs:eu-west-1:000000000000:failed';

    bench.start({
      BatchSize: 2,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: destination } },
    });
    await bench.finish();

    expect(bench.batches).toEqual([['a', 'b'], ['a', 'b'], ['c']]);
    expect(bench.sent.map(({ arn }) => arn)).toEqual([destination]);
    expect(JSON.parse(bench.sent[0]!.body)).toEqual({
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:worker',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-01-01T00:00:00.150Z',
      DDBStreamBatchInfo: {
        shardId: 'shard-1',
        startSequenceNumber: first,
        endSequenceNumber: second,
        approximateArrivalOfFirstRecord: '2026-01-01T00:00:00Z',
        approximateArrivalOfLastRecord: '2026-01-01T00:00:00Z',
        batchSize: 2,
        streamArn,
      },
    });
  });

  it('is discarded with a line in the log when there is no failure destination', async () => {
    bench.handler = poison('a');
    bench.streams.add('shard-1', { id: 'a' });

    bench.start({ MaximumRetryAttempts: 0 });
    await bench.finish();

    expect(bench.lines.at(-1)).toMatch(
      /1 records discarded after 1 failed invocations.*no failure destination: \{.*\}$/,
    );
  });

  it('does not block its shard when the failure destination takes nothing: the document is in the log', async () => {
    bench.handler = poison('a');
    bench.send = async () => Promise.reject(new Error('no such queue'));
    bench.streams.add('shard-1', ...changes('a', 'b'));

    bench.start({
      BatchSize: 1,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:000000000000:failed' } },
    });
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['b']]);
    expect(bench.lines.filter((line) => line.includes('no such queue'))).toHaveLength(3);
    expect(bench.lines.at(-1)).toMatch(/could not be told: \{.*"RetryAttemptsExhausted"/);
  });

  it('is discarded record by record when they are older than allowed, whatever attempts are left', async () => {
    bench.handler = poison('a');
    bench.streams.add('shard-1', { id: 'a' });
    bench.start({
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:eu-west-1:000000000000:failed' } },
    });
    await bench.time.turn(59_000);
    bench.streams.add('shard-1', { id: 'b' });
    await bench.finish();

    expect(bench.batches.at(-1)).toEqual(['b']);
    const [document] = bench.sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(document).toMatchObject({
      requestContext: { condition: 'RecordAgeExceeded' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(document).not.toHaveProperty('responseContext');
  });

  it('without limits is retried until the stream would have lost it, after 24 hours', async () => {
    bench.handler = poison('a');
    bench.streams.add('shard-1', { id: 'a' });

    bench.start();
    await bench.finish();

    expect(bench.time.now() - Date.UTC(2026, 0, 1)).toBeGreaterThan(86_400_000);
    expect(bench.batches.length).toBeGreaterThan(1000);
    expect(bench.lines).toHaveLength(2);
  });

  it('is not used up by throttles: only runs of the function are attempts', async () => {
    let calls = 0;
    bench.handler = () => {
      calls += 1;
      if (calls < 6) return throttled;
      throw new Error('bad item');
    };
    bench.streams.add('shard-1', { id: 'a' });

    bench.start({ MaximumRetryAttempts: 1 });
    await bench.finish();

    expect(bench.batches).toHaveLength(7);
    expect(bench.lines.at(-1)).toMatch(/after 2 failed invocations \(RetryAttemptsExhausted\)/);
  });

  it('is kept while its function is not there, with one line in the log and waits in between', async () => {
    let isThere = false;
    bench.handler = () => {
      if (!isThere) throw new UnknownFunctionError('Function not found: worker');
    };
    bench.streams.add('shard-1', { id: 'a' });
    bench.start({ MaximumRetryAttempts: 0 });
    await bench.time.turn(1000);
    expect(bench.batches).toHaveLength(3);
    expect(bench.lines).toEqual([expect.stringMatching(/Function not found: worker; retried in 150 ms$/)]);
    expect(bench.sources.list()).toMatchObject([{ lastProcessingResult: 'PROBLEM: Function call failed' }]);

    isThere = true;
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['a'], ['a'], ['a']]);
    expect(bench.lines).toHaveLength(1);
  });
});
