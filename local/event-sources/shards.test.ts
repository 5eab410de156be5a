import { beforeEach, describe, expect, it } from 'vitest';
import { Bench, gate, itemId } from './testing/bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench('shard-1', 'shard-2');
});

const changes = (...ids: string[]) => ids.map((id) => ({ id }));

async function settled(): Promise<void> {
  await bench.time.turn(0);
}

describe('the shards of a stream', () => {
  it('are followed side by side, and one that fails does not hold up another', async () => {
    bench.handler = (records) => {
      if (records.some((record) => itemId(record) === 'bad')) throw new Error('bad item');
    };
    bench.streams.add('shard-1', ...changes('bad', 'a'));
    bench.streams.add('shard-2', ...changes('b'));

    bench.start({ BatchSize: 1 });
    await settled();

    expect(bench.batches).toEqual([['bad'], ['b']]);
  });

  it('have one invocation at a time each', async () => {
    const { handler, release } = gate();
    bench.handler = handler;
    bench.streams.add('shard-1', ...changes('a', 'b'));

    bench.start({ BatchSize: 1 });
    await settled();
    expect(bench.batches).toEqual([['a']]);
    release();
    await settled();

    expect(bench.batches).toEqual([['a'], ['b']]);
  });

  it('begin when their parent has ended and everything in it was processed', async () => {
    const { handler, release } = gate();
    bench.handler = handler;
    bench.streams.add('shard-1', ...changes('a'));
    bench.start();
    await settled();
    bench.streams.close('shard-1', 'child-1', 'child-2');
    bench.streams.add('child-1', ...changes('b'));
    bench.streams.add('child-2', ...changes('c'));
    await settled();
    expect(bench.batches).toEqual([['a']]);

    release();
    await settled();

    expect(bench.batches).toEqual([['a'], ['b'], ['c']]);
  });

  it('are followed through generations, also when they are empty, and when the parent is no longer kept', async () => {
    bench.start();
    bench.streams.close('shard-1', 'child-1');
    bench.streams.close('child-1', 'grandchild-1');
    bench.streams.add('grandchild-1', ...changes('a'));
    bench.streams.open('orphan', 'long-gone');
    bench.streams.add('orphan', ...changes('b'));
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['b']]);
  });

  it('are let go when the stream no longer has them', async () => {
    bench.start();
    bench.streams.add('shard-1', ...changes('a'));
    await bench.finish();
    bench.streams.trim('shard-1');
    bench.streams.add('shard-2', ...changes('b'));
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['b']]);
    expect(bench.lines).toEqual([]);
  });

  it('may come later than the mapping', async () => {
    bench.streams.exists = false;
    bench.streams.add('shard-1', ...changes('a'));
    bench.start();
    await bench.sources.idle();
    expect(bench.lines).toEqual([expect.stringMatching(/there is no stream .*Notes.* yet/)]);

    bench.streams.exists = true;
    await bench.time.turn(10_000);
    await bench.finish();

    expect(bench.batches).toEqual([['a']]);
  });
});

describe('a parallelization factor', () => {
  it('runs several batches of a shard at the same time, and keeps the order of each item', async () => {
    const { handler, release } = gate();
    bench.handler = handler;
    const ids = Array.from({ length: 40 }, (_, index) => `item-${index % 8}`);
    bench.streams.add('shard-1', ...changes(...ids));

    bench.start({ ParallelizationFactor: 4, BatchSize: 1 });
    await settled();
    const first = bench.batches.flat();
    expect(first.length).toBeGreaterThan(1);
    expect(first.length).toBeLessThanOrEqual(4);
    expect(new Set(first).size).toBe(first.length);
    for (let round = 0; round < 40; round += 1) {
      release();
      await settled();
    }

    expect(bench.batches.flat().sort()).toEqual([...ids].sort());
    const sequenceNumbers = new Map<string, string[]>();
    for (const record of bench.events.flatMap(({ Records }) => Records)) {
      const before = sequenceNumbers.get(itemId(record)) ?? [];
      sequenceNumbers.set(itemId(record), [...before, record.dynamodb.SequenceNumber]);
    }
    for (const numbers of sequenceNumbers.values()) expect(numbers).toEqual([...numbers].sort());
  });

  it('may be changed while one of the batches fails: nothing is lost', async () => {
    bench.handler = (records) => {
      if (records.some((record) => itemId(record) === 'a')) throw new Error('not yet');
    };
    bench.streams.add('shard-1', ...changes('a', 'b', 'c', 'd', 'e', 'f'));
    bench.start({ ParallelizationFactor: 3 });
    await settled();
    bench.handler = () => undefined;
    const failed = bench.batches.length;
    await bench.restart({ ParallelizationFactor: 2 });
    await bench.finish();

    expect(bench.batches.slice(failed).flat()).toContain('a');
  });

  it('may be changed: nothing is lost', async () => {
    bench.streams.add('shard-1', ...changes('a', 'b', 'c', 'd', 'e', 'f'));
    bench.start({ ParallelizationFactor: 3 });
    await bench.finish();
    bench.declare({ ParallelizationFactor: 2 });
    bench.streams.add('shard-1', ...changes('g', 'h', 'i', 'j'));
    await bench.finish();

    expect(new Set(bench.batches.flat())).toEqual(new Set('abcdefghij'));
  });
});

describe('the starting position', () => {
  it('TRIM_HORIZON is the oldest record', async () => {
    bench.streams.add('shard-1', ...changes('a'));
    bench.start({ StartingPosition: 'TRIM_HORIZON' });
    bench.streams.add('shard-1', ...changes('b'));
    await bench.finish();

    expect(bench.batches.flat()).toEqual(['a', 'b']);
  });

  it('LATEST is the end of the shards that are there, and the oldest record of those that come later', async () => {
    bench.streams.add('shard-1', ...changes('a'));
    bench.streams.add('shard-2', ...changes('b'));
    bench.streams.close('shard-2');
    bench.start({ StartingPosition: 'LATEST' });
    bench.streams.close('shard-1', 'child-1');
    bench.streams.add('child-1', ...changes('c'));
    await bench.finish();

    expect(bench.batches).toEqual([['c']]);
  });

  it('counts once: what came while nothing ran is delivered at the next start', async () => {
    bench.start({ StartingPosition: 'LATEST' });
    bench.streams.add('shard-1', ...changes('a'));
    await bench.finish();
    await bench.sources.close();
    bench.streams.add('shard-1', ...changes('b'));
    await bench.restart({ StartingPosition: 'LATEST' });
    await bench.finish();

    expect(bench.batches).toEqual([['a'], ['b']]);
  });
});
