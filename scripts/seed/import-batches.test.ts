import { expect, it } from 'vitest';
import { CallBrokenOffError, CallRefusedError } from '../aws/aws-call-errors.ts';
import type { Batch } from './batches.ts';
import { importBatches, type ImportedCandidate, type ImportSettings } from './import-batches.ts';

/** An import of some batches of dragons' names through a function that a test gives. */
class TestImport implements ImportSettings {
  readonly settled: ImportedCandidate[] = [];
  readonly calls: string[][] = [];
  readonly waits: number[] = [];
  readonly stop = new AbortController();
  readonly signal = this.stop.signal;
  readonly read: (number | undefined)[] = [];
  readonly caller: ImportSettings['caller'];

  constructor(answer: (names: readonly string[], call: number) => unknown) {
    this.caller = {
      invoke: async (_, payload) => {
        const names = (JSON.parse(payload) as { dragons: string[] }).dragons;
        if (names.length > 0) this.calls.push(names);
        return names.length === 0 ? { outcomes: [] } : answer(names, this.calls.length);
      },
    };
  }

  async wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
  }

  settle(imported: readonly ImportedCandidate[]): void {
    this.settled.push(...imported);
  }

  progress(read: number | undefined): void {
    this.read.push(read);
  }

  /** What was settled: `name outcome`. */
  get outcomes(): string[] {
    return this.settled.map(({ candidate, outcome }) => `${candidate.dragonName ?? ''} ${outcome}`);
  }
}

async function* batchesOf(...names: readonly string[][]): AsyncGenerator<Batch> {
  for (const [index, some] of names.entries()) {
    yield {
      candidates: some.map((name) => ({ place: name, dragonName: name, text: JSON.stringify(name) })),
      read: (index + 1) / names.length,
    };
  }
}

const all = (outcome: string) => (names: readonly string[]) => ({ outcomes: names.map(() => ({ outcome })) });

it('gives up after six times, each after a longer wait', async () => {
  const run = new TestImport(all('failed'));

  expect(await importBatches(batchesOf(['a', 'b']), run)).toBe(true);

  expect(run.calls).toHaveLength(6);
  expect(run.outcomes).toEqual(['a failed', 'b failed']);
  expect(run.settled[0]?.why).toBe('the registry could not be reached');
  for (const [index, wait] of run.waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
    expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
  }
});

it('tells why the last call broke off when all of them did', async () => {
  const run = new TestImport(() => {
    throw new CallBrokenOffError('socket hang up');
  });

  await importBatches(batchesOf(['a']), run);

  expect(run.settled).toMatchObject([{ outcome: 'failed', why: 'socket hang up' }]);
});

it('settles each dragon once, whatever becomes of the others in its batch', async () => {
  const run = new TestImport((names, call) => ({
    outcomes: names.map((name) => ({ outcome: name === 'b' && call < 3 ? 'failed' : 'added' })),
  }));

  await importBatches(batchesOf(['a', 'b', 'c']), run);

  expect(run.calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  expect(run.outcomes).toEqual(['a added', 'c added', 'b added']);
});

it('has four batches under way at once', async () => {
  let underWay = 0;
  let most = 0;
  const run = new TestImport(async (names) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
    return all('added')(names);
  });

  await importBatches(batchesOf(...Array.from({ length: 20 }, (_, index) => [`${index}`])), run);

  expect(most).toBe(4);
  expect(run.outcomes).toHaveLength(20);
  expect(run.read.at(-1)).toBe(1);
});

it('calls nobody when there is nothing to send', async () => {
  const run = new TestImport(all('added'));

  expect(await importBatches(batchesOf(), run)).toBe(true);
  expect(run.calls).toEqual([]);
});

it('begins nothing new once it is stopped, and does not wait', async () => {
  const run = new TestImport((names) => {
    run.stop.abort();
    return all('failed')(names);
  });

  expect(await importBatches(batchesOf(['a'], ['b'], ['c'], ['d'], ['e'], ['f']), run)).toBe(false);

  expect(run.calls.flat()).not.toContain('e');
  expect(run.waits).toEqual([]);
  expect(run.outcomes).toContain('a failed');
});

it('ends the others and says why when no call can succeed any more', async () => {
  const run = new TestImport((names, call) => {
    if (call > 2) throw new CallRefusedError('the token expired');
    return all('added')(names);
  });

  const ended = importBatches(batchesOf(...Array.from({ length: 50 }, (_, index) => [`${index}`])), run);

  await expect(ended).rejects.toThrow('the token expired');
  expect(run.calls.length).toBeLessThan(10);
  expect(run.outcomes).toEqual(['0 added', '1 added']);
});
