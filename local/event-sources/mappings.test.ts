import { beforeEach, describe, expect, it } from 'vitest';
import { Bench, gate, itemId, poison } from './testing/bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench('shard-1', 'shard-2');
});

const changes = (...ids: string[]) => ids.map((id) => ({ id }));

async function settled(): Promise<void> {
  await bench.time.turn(0);
}

describe('checkpoints', () => {
  it('let a new process go on after the last batch that was processed', async () => {
    bench.streams.add('shard-1', ...changes('a', 'b', 'c'));
    bench.start({ BatchSize: 2 });
    await bench.finish();
    bench.streams.add('shard-1', ...changes('d'));
    await bench.restart({ BatchSize: 2 });
    await bench.finish();

    expect(bench.batches).toEqual([['a', 'b'], ['c'], ['d']]);
  });

  it('come after the invocation: a kill in between delivers the batch again', async () => {
    const { handler } = gate();
    bench.handler = handler;
    bench.streams.add('shard-1', ...changes('a'));
    bench.start();
    await settled();
    bench.crash();
    bench.handler = () => undefined;
    bench.start();
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['a']]);
  });

  it('come after the failure destination was told: one that takes nothing before the end is told at the next start', async () => {
    const OnFailure = { Destination: 'arn:aws:sqs:eu-west-1:000000000000:failed' };
    const properties = { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure } };
    bench.handler = poison('a');
    bench.send = () => Promise.reject(new Error('not now'));
    bench.streams.add('shard-1', ...changes('a'));
    bench.start(properties);
    await settled();
    await bench.sources.close();
    bench.send = () => Promise.resolve();
    await bench.restart(properties);
    await bench.finish();

    expect(bench.sent).toHaveLength(1);
    expect(bench.lines.filter((line) => line.includes('could not be told'))).toEqual([]);
  });

  it('stay where they are when the function is ended with the process, which is no attempt that failed', async () => {
    const OnFailure = { Destination: 'arn:aws:sqs:eu-west-1:000000000000:failed' };
    const properties = { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure } };
    const ended = Promise.withResolvers<never>();
    bench.handler = () => ended.promise;
    bench.streams.add('shard-1', ...changes('a'));
    bench.start(properties);
    await settled();
    const closed = bench.sources.close();
    ended.reject(new Error('exit status 1'));
    await closed;
    bench.handler = () => undefined;
    await bench.restart(properties);
    await bench.finish();

    expect(bench.sent).toEqual([]);
    expect(bench.batches).toEqual([['a'], ['a']]);
  });

  it('are kept for what a failed batch has behind it', async () => {
    bench.handler = (records) => {
      const bad = records.find((record) => itemId(record) === 'b');
      return bad === undefined ? undefined : { batchItemFailures: [{ itemIdentifier: bad.dynamodb.SequenceNumber }] };
    };
    bench.streams.add('shard-1', ...changes('a', 'b', 'c'));
    bench.start({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await settled();
    await bench.sources.close();
    bench.crash();
    bench.handler = () => undefined;
    bench.start();
    await bench.finish();

    expect(bench.batches).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('pass over what the filter left out: another filter does not bring it back', async () => {
    const only = (id: string) => ({
      FilterCriteria: { Filters: [{ Pattern: `{"dynamodb":{"Keys":{"id":{"S":["${id}"]}}}}` }] },
    });
    bench.streams.add('shard-1', ...changes('a', 'b'));
    bench.start(only('a'));
    await bench.finish();
    await bench.restart(only('b'));
    bench.streams.add('shard-1', ...changes('b'));
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['b']]);
  });
});

describe('a mapping', () => {
  it('that is not enabled delivers nothing, and what came meanwhile when it is enabled again', async () => {
    bench.start({ Enabled: false });
    bench.streams.add('shard-1', ...changes('a'));
    await bench.finish();
    expect(bench.batches).toEqual([]);
    expect(bench.sources.list()).toMatchObject([{ state: 'Disabled' }]);

    bench.declare({ Enabled: true });
    await bench.finish();

    expect(bench.batches).toEqual([['a']]);
  });

  it('takes over a change when its invocation under way has ended', async () => {
    const { handler, release } = gate();
    bench.handler = handler;
    bench.streams.add('shard-1', ...changes('a', 'b', 'c'));
    bench.start({ BatchSize: 1 });
    await settled();
    bench.declare({ BatchSize: 10 });
    bench.sources.start();
    await settled();
    expect(bench.batches).toEqual([['a']]);
    release();
    await settled();

    expect(bench.batches).toEqual([['a'], ['b', 'c']]);
  });

  it('goes on undisturbed when it is declared again as it was', async () => {
    const { handler } = gate();
    bench.handler = handler;
    bench.streams.add('shard-1', ...changes('a'));
    bench.start();
    await settled();
    bench.declare();
    await settled();

    expect(bench.batches).toEqual([['a']]);
  });

  it('that the template no longer declares is removed with what was remembered of it', async () => {
    bench.streams.add('shard-1', ...changes('a'));
    bench.start();
    await bench.finish();
    bench.sources.keepOnly([]);
    await bench.finish();
    expect(bench.sources.list()).toEqual([]);
    bench.streams.add('shard-1', ...changes('b'));
    await bench.finish();
    expect(bench.batches).toEqual([['a']]);

    bench.declare();
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['a', 'b']]);
  });

  it('begins anew at another starting position, as another mapping', async () => {
    bench.streams.add('shard-1', ...changes('a'));
    bench.start({ StartingPosition: 'LATEST' });
    await bench.finish();
    bench.declare({ StartingPosition: 'TRIM_HORIZON' });
    await bench.finish();

    expect(bench.batches).toEqual([['a']]);
  });

  it('is one of several that each get every record', async () => {
    bench.declare({}, 'Other');
    bench.start();
    bench.streams.add('shard-1', ...changes('a'));
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['a']]);
  });

  it('ends with its invocation under way, and delivers nothing any more', async () => {
    const { handler, release } = gate();
    bench.handler = handler;
    bench.streams.add('shard-1', ...changes('a', 'b'));
    bench.start({ BatchSize: 1 });
    await settled();
    const closed = bench.sources.close();
    release();
    await closed;
    bench.streams.add('shard-1', ...changes('c'));
    await settled();

    expect(bench.batches).toEqual([['a']]);
    expect(bench.time.waiting).toBe(0);
  });
});
