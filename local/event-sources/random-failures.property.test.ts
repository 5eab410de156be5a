import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ChangeRecord } from '../services/dynamodb/change-streams.ts';
import { laneOf } from './function-event.ts';
import type { FunctionEventRecord } from './function-event.ts';
import { Bench, failures, itemId, throttled } from './testing/bench.ts';

const destination = 'arn:aws:sqs:eu-west-1:000000000000:failed';

/** How one invocation goes; numbers choose records. */
const behaviour = fc.oneof(
  fc.constant({ kind: 'succeed' } as const),
  fc.constant({ kind: 'throw' } as const),
  fc.constant({ kind: 'throttle' } as const),
  fc.constant({ kind: 'nonsense' } as const),
  fc.record({ kind: fc.constant('report' as const), which: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }) }),
);

const properties = fc.record({
  BatchSize: fc.integer({ min: 1, max: 6 }),
  ParallelizationFactor: fc.integer({ min: 1, max: 3 }),
  MaximumRetryAttempts: fc.integer({ min: 0, max: 3 }),
  MaximumBatchingWindowInSeconds: fc.constantFrom(0, 0, 1),
  MaximumRecordAgeInSeconds: fc.constantFrom(-1, 60),
  BisectBatchOnFunctionError: fc.boolean(),
  FunctionResponseTypes: fc.constantFrom([], ['ReportBatchItemFailures']),
  FilterCriteria: fc.constantFrom(undefined, {
    Filters: [{ Pattern: '{"dynamodb":{"Keys":{"id":{"S":[{"anything-but":"ignored"}]}}}}' }],
  }),
});

const scenario = fc.record({
  properties,
  behaviours: fc.array(behaviour, { maxLength: 40 }),
  /** Items of three shards, in their order; the third shard is a child of the first. */
  items: fc.array(
    fc.record({ shard: fc.nat(2), item: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'poison', 'ignored') }),
    { maxLength: 40 },
  ),
  poisonReports: fc.boolean(),
  /** After how many invocations the process is started again; never when there are fewer. */
  restartAfter: fc.nat(30),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** Runs a scenario to its end, and checks that nothing was lost, blocked, or out of order. */
async function check({ properties: given, behaviours, items, poisonReports, restartAfter }: Scenario): Promise<void> {
  const bench = new Bench('shard-0', 'shard-1');
  const reports = given.FunctionResponseTypes.length > 0;
  const declared = { ...given, DestinationConfig: { OnFailure: { Destination: destination } } };
  const completed: string[] = [];
  const complete = (records: readonly FunctionEventRecord[]) => {
    completed.push(...records.map(({ dynamodb }) => dynamodb.SequenceNumber));
  };
  const report = (records: readonly FunctionEventRecord[], indexes: readonly number[]) => {
    complete(reports ? records.slice(0, Math.min(...indexes)) : records);
    return failures(...indexes.map((index) => records[index]));
  };
  const script = [...behaviours];

  bench.handler = (records) => {
    const next = script.shift() ?? { kind: 'succeed' };
    if (next.kind === 'throttle') return throttled;
    const poison = records.findIndex((record) => itemId(record) === 'poison');
    if (poison !== -1 && reports && poisonReports) return report(records, [poison]);
    if (next.kind === 'throw' || poison !== -1) throw new Error('failed');
    if (next.kind === 'report')
      return report(
        records,
        next.which.map((index) => index % records.length),
      );
    if (next.kind === 'nonsense' && reports) return 'nonsense';
    complete(records);
    return undefined;
  };
  const isWanted = (record: ChangeRecord) => given.FilterCriteria === undefined || itemId(record) !== 'ignored';
  bench.send = async (_arn, body) => {
    const records = discardedRecords(bench, body, given.ParallelizationFactor).filter(isWanted);
    completed.push(...records.map(sequenceNumber));
  };

  bench.start(declared);
  bench.streams.close('shard-0', 'shard-2');
  for (const { shard, item } of items) {
    // A closed shard gets nothing, so what is meant for it goes to its child.
    bench.streams.add(shard === 1 ? 'shard-1' : 'shard-2', { id: item });
    if (bench.batches.length >= restartAfter) await bench.restart(declared);
    else await bench.time.turn(100);
  }
  await bench.finish();

  const first = [...new Set(completed)];
  const expected = allRecords(bench).filter(isWanted);
  for (const record of expected) {
    if (!first.includes(record.dynamodb.SequenceNumber)) throw new Error(`${itemId(record)} was lost`);
  }
  if (first.length !== expected.length) throw new Error('more was completed than there was');
  for (const shardAndItem of new Set(expected.map(group))) {
    const inStream = expected.filter((record) => group(record) === shardAndItem).map(sequenceNumber);
    const inTime = first.filter((number) => inStream.includes(number));
    if (inStream.join() !== inTime.join()) throw new Error(`${shardAndItem} is out of order`);
  }
}

describe('random failures', () => {
  it('lose nothing, block nothing, and keep the order of each item', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(scenario, check), { numRuns: 300 });
  });
});

const shards = ['shard-0', 'shard-1', 'shard-2'];
const shardOf = new WeakMap<object, string>();

function allRecords(bench: Bench): ChangeRecord[] {
  return shards.flatMap((shardId) => {
    const { records } = bench.streams.read('', shardId, undefined, Infinity);
    for (const record of records) shardOf.set(record, shardId);
    return records;
  });
}

function group(record: ChangeRecord): string {
  return `${itemId(record)} of ${shardOf.get(record)}`;
}

function sequenceNumber({ dynamodb }: ChangeRecord): string {
  return dynamodb.SequenceNumber;
}

/** The records that a document of the failure destination stands for: those of its lane between its sequence numbers. */
function discardedRecords(bench: Bench, body: string, lanes: number): ChangeRecord[] {
  const { DDBStreamBatchInfo: info } = JSON.parse(body) as {
    DDBStreamBatchInfo: { startSequenceNumber: string; endSequenceNumber: string; batchSize: number; shardId: string };
  };
  const records = allRecords(bench).filter((record) => shardOf.get(record) === info.shardId);
  const start = records.find((record) => sequenceNumber(record) === info.startSequenceNumber)!;
  const isMeant = (record: ChangeRecord) =>
    laneOf(record, lanes) === laneOf(start, lanes) &&
    BigInt(sequenceNumber(record)) >= BigInt(info.startSequenceNumber) &&
    BigInt(sequenceNumber(record)) <= BigInt(info.endSequenceNumber);
  return records.filter(isMeant);
}
