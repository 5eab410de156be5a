import { beforeEach, describe, expect, it } from 'vitest';
import { Bench, failures, itemId, poison } from './testing/bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

const changes = (...ids: string[]) => ids.map((id) => ({ id }));

describe('bisection', () => {
  it('splits a failed batch in two until the bad record is alone, and uses up no attempts with that', async () => {
    bench.handler = poison('c');
    bench.streams.add('shard-1', ...changes('a', 'b', 'c', 'd'));

    bench.start({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 });
    await bench.finish();

    expect(bench.batches).toEqual([['a', 'b', 'c', 'd'], ['a', 'b'], ['c', 'd'], ['c'], ['c'], ['d']]);
    expect(bench.lines.filter((line) => line.includes('discarded'))).toEqual([
      expect.stringMatching(/1 records discarded after 2 failed invocations/),
    ]);
  });

  it('splits at the reported sequence number, and only what remains is retried', async () => {
    bench.handler = (records) => {
      const bad = records.find((record) => itemId(record) === 'c');
      return bad === undefined || records.length < 3 ? undefined : failures(bad);
    };
    bench.streams.add('shard-1', ...changes('a', 'b', 'c', 'd'));

    bench.start({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 0,
    });
    await bench.finish();

    expect(bench.batches).toEqual([
      ['a', 'b', 'c', 'd'],
      ['c', 'd'],
    ]);
    expect(bench.lines.filter((line) => line.includes('discarded'))).toEqual([]);
  });
});

describe('a report of batch item failures', () => {
  const report = { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1 };

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['an empty list', []],
    ['a null list', { batchItemFailures: null }],
    ['an empty list of failures', { batchItemFailures: [] }],
  ])('that is %s means success', async (_what, answer) => {
    bench.handler = () => answer;
    bench.streams.add('shard-1', ...changes('a', 'b'));

    bench.start(report);
    await bench.finish();

    expect(bench.batches).toEqual([['a', 'b']]);
  });

  it.each([
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['a null identifier', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['another name', { batchItemFailures: [{ itemId: '1' }] }],
    ['a number', { batchItemFailures: [{ itemIdentifier: 123 }] }],
    ['an unknown sequence number', { batchItemFailures: [{ itemIdentifier: '1' }] }],
    ['no object in the list', { batchItemFailures: ['1'] }],
    ['no list', { batchItemFailures: 'all' }],
    ['a text', 'done'],
    ['a filled list', [{ itemIdentifier: '1' }]],
  ])('with %s means that everything failed', async (_what, answer) => {
    bench.handler = () => answer;
    bench.streams.add('shard-1', ...changes('a', 'b'));

    bench.start(report);
    await bench.finish();

    expect(bench.batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('goes on from the lowest sequence number that failed', async () => {
    bench.handler = (records) => (records.length === 4 ? failures(records[3], records[1]) : undefined);
    bench.streams.add('shard-1', ...changes('a', 'b', 'c', 'd'));

    bench.start(report);
    await bench.finish();

    expect(bench.batches).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'c', 'd'],
    ]);
  });

  it('leads to a document without function error when attempts are used up', async () => {
    bench.handler = (records) => failures(records.at(-1));
    bench.streams.add('shard-1', ...changes('a', 'b'));

    bench.start({
      ...report,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:000000000000:failed' } },
    });
    await bench.finish();

    expect(JSON.parse(bench.sent[0]!.body)).toMatchObject({
      responseContext: { functionError: null },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  it('is not looked at when the mapping does not ask for it', async () => {
    bench.handler = (records) => failures(records[0]);
    bench.streams.add('shard-1', { id: 'a' });

    bench.start();
    await bench.finish();

    expect(bench.batches).toEqual([['a']]);
  });
});
