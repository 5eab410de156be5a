import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lambdaSegment, sampledHeader, xrayDaemon, type XrayDaemon } from './testing/xray-daemon.ts';
import { traced, withTrace } from './trace.ts';

let daemon: XrayDaemon;
beforeEach(async () => {
  daemon = await xrayDaemon();
  vi.stubEnv('_X_AMZN_TRACE_ID', sampledHeader);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const nothing = () => Promise.resolve();

async function failing(thrown: unknown): Promise<never> {
  await setImmediate();
  throw thrown;
}

describe('a step of a sampled invocation', () => {
  it('is sent as a subsegment of the segment that Lambda makes', async () => {
    const before = Date.now() / 1000;
    const result = await withTrace('## getDragon', { operation: 'getDragon', cold: true, dragons: 3 }, async () => {
      await setImmediate();
      return 'done';
    });

    expect(result).toBe('done');
    const [sent, ...more] = await daemon.received();
    expect(more).toEqual([]);
    expect(sent).toEqual({
      type: 'subsegment',
      trace_id: lambdaSegment.trace,
      parent_id: lambdaSegment.id,
      id: expect.stringMatching(/^[\da-f]{16}$/),
      name: '## getDragon',
      start_time: expect.any(Number),
      end_time: expect.any(Number),
      annotations: { operation: 'getDragon', cold: true, dragons: 3 },
    });
    expect(sent!.start_time).toBeGreaterThanOrEqual(before);
    expect(sent!.end_time).toBeGreaterThanOrEqual(sent!.start_time);
    expect(sent!.end_time).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it('has the steps within it below it, also those that run at the same time', async () => {
    await withTrace('outer', {}, async () => {
      await Promise.all(
        ['left', 'right'].map((side) =>
          traced(side, async () => {
            await setImmediate();
            await traced(`${side} inner`, () => setImmediate());
          }),
        ),
      );
      await traced('after', nothing);
    });

    const sent = await daemon.received();
    const names = new Map(sent.map(({ id, name }) => [id, name]));
    expect(Object.fromEntries(sent.map(({ name, parent_id }) => [name, names.get(parent_id)]))).toEqual({
      outer: undefined,
      '### left': 'outer',
      '### right': 'outer',
      '### left inner': '### left',
      '### right inner': '### right',
      '### after': 'outer',
    });
    expect(sent.at(-1)).toMatchObject({ name: 'outer', parent_id: lambdaSegment.id });
    expect(names.size).toBe(6);
  });

  it('has only annotations and a name that X-Ray takes', async () => {
    const annotations = { 'dragon.name': 'x'.repeat(1001), nan: NaN, 'größe-in-m': 1.5 };
    await withTrace(`<${'x'.repeat(300)}>`, annotations, nothing);

    const [sent] = await daemon.received();
    expect(sent!.name).toBe(`_${'x'.repeat(199)}`);
    expect(sent!.annotations).toEqual({ dragon_name: 'x'.repeat(1000), gr__e_in_m: 1.5 });
  });

  it('was sent when it ends, even if the environment stops in the same turn of the event loop', async () => {
    const script = `
      const { withTrace } = await import(${JSON.stringify(new URL('trace.ts', import.meta.url).href)});
      await withTrace('outer', {}, () => withTrace('inner', {}, async () => undefined));
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);

    expect((await daemon.received()).map(({ name }) => name)).toEqual(['inner', 'outer']);
  });

  it('keeps no process alive', async () => {
    const script = `
      const { withTrace } = await import(${JSON.stringify(new URL('trace.ts', import.meta.url).href)});
      await withTrace('only', {}, async () => undefined);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });

    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('a step that fails', () => {
  it('throws its error on, and tells its type, message and stack', async () => {
    const failure = new RangeError('too many\n    at heart (a secret:1:2)');
    failure.cause = new Error('somebody@example.com');

    await expect(withTrace('## failing', { operation: 'failing' }, () => failing(failure))).rejects.toBe(failure);

    const [sent] = await daemon.received();
    expect(sent).toMatchObject({
      fault: true,
      annotations: { operation: 'failing' },
      cause: {
        working_directory: process.cwd(),
        exceptions: [
          {
            id: expect.stringMatching(/^[\da-f]{16}$/),
            type: 'RangeError',
            message: failure.message,
            remote: false,
          },
        ],
      },
    });
    const { stack } = (sent!.cause as { exceptions: { stack: unknown[] }[] }).exceptions[0]!;
    expect(stack[0]).toEqual({ path: import.meta.filename, line: expect.any(Number), label: expect.any(String) });
    expect(JSON.stringify(stack)).not.toContain('secret');
    expect(JSON.stringify(sent)).not.toContain('somebody');
  });

  it('is referred to by the steps around it', async () => {
    const failure = new Error('once');

    await expect(withTrace('outer', {}, () => withTrace('inner', {}, () => failing(failure)))).rejects.toBe(failure);

    const [inner, outer] = await daemon.received();
    const { exceptions } = inner!.cause as { exceptions: { id: string }[] };
    expect(outer).toMatchObject({ name: 'outer', fault: true, cause: exceptions[0]!.id });
  });

  it('is described again in the trace of another invocation', async () => {
    const failure = new Error('kept');
    await withTrace('one', {}, () => failing(failure)).catch(nothing);
    vi.stubEnv('_X_AMZN_TRACE_ID', sampledHeader.replace('5759e988', '5759e989'));
    await withTrace('two', {}, () => failing(failure)).catch(nothing);

    expect((await daemon.received()).map(({ cause }) => typeof cause)).toEqual(['object', 'object']);
  });

  it.each([
    ['a text', 'only a text', 'only a text'],
    ['nothing', undefined, 'undefined'],
  ])('may throw %s', async (_what, thrown, message) => {
    await expect(withTrace('odd', {}, () => failing(thrown))).rejects.toBe(thrown);

    const [sent] = await daemon.received();
    expect(sent).toMatchObject({ fault: true, cause: { exceptions: [{ type: 'Error', message }] } });
  });

  it('may throw what cannot be described', async () => {
    const thrown: unknown = Object.create(null);
    await expect(withTrace('odd', {}, () => failing(thrown))).rejects.toBe(thrown);
  });

  it('is told shortly, however long its message', async () => {
    await withTrace('long', {}, () => failing(new Error('ü'.repeat(1_000_000)))).catch(nothing);

    const [sent] = await daemon.received();
    expect(sent).toMatchObject({ cause: { exceptions: [{ message: 'ü'.repeat(2000) }] } });
  });
});

describe('nothing is recorded', () => {
  it.each([
    ['that is not sampled', sampledHeader.replace('Sampled=1', 'Sampled=0')],
    ['that is not decided about', sampledHeader.replace('Sampled=1', 'Sampled=?')],
    ['without a decision', sampledHeader.replace(';Sampled=1', '')],
    ['without active tracing', `Root=${lambdaSegment.trace}`],
    ['with a root that is none', sampledHeader.replace('Root=1-', 'Root=')],
    ['with a parent that is none', sampledHeader.replace('Parent=5', 'Parent=')],
    ['without a header', undefined],
  ])('of an invocation %s', async (_what, header) => {
    vi.stubEnv('_X_AMZN_TRACE_ID', header);
    const failure = new Error('untraced');

    expect(await withTrace('step', {}, () => traced('inner', async () => 7))).toBe(7);
    await expect(withTrace('step', {}, () => failing(failure))).rejects.toBe(failure);

    expect(await daemon.received()).toEqual([]);
  });

  it.each([undefined, '', 'localhost:2000', '127.0.0.1', '127.0.0.1:99999'])(
    'when the daemon is at %j, and the step goes on',
    async (address) => {
      vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', address);

      expect(await withTrace('step', {}, async () => 7)).toBe(7);

      expect(await daemon.received()).toEqual([]);
    },
  );

  it('of a document that is longer than X-Ray takes, and the next is sent', async () => {
    const annotations = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`a${n}`, 'x'.repeat(1000)]));

    expect(await withTrace('long', annotations, async () => 7)).toBe(7);
    await withTrace('next', {}, nothing);

    expect((await daemon.received()).map(({ name }) => name)).toEqual(['next']);
  });
});

it('finds the daemon behind an address for each protocol', async () => {
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `tcp:127.0.0.1:1 udp:${daemon.address}`);
  await withTrace('step', {}, nothing);

  expect(await daemon.received()).toHaveLength(1);
});

it('what an invocation left running stays in its own trace, and the next begins in its own', async () => {
  let finish: () => void = () => undefined;
  let left: Promise<void> = Promise.resolve();
  await withTrace('first', {}, async () => {
    left = traced('left', async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      await traced('late', nothing);
    });
  });
  const [first] = await daemon.received();
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-00000000-000000000000000000000002;Parent=0000000000000002;Sampled=1');
  await withTrace('second', {}, async () => {
    finish();
    await left;
  });

  const sent = new Map((await daemon.received()).map((subsegment) => [subsegment.name, subsegment]));
  expect(sent.get('second')).toMatchObject({ parent_id: '0000000000000002', trace_id: expect.stringMatching(/2$/) });
  expect(sent.get('### left')).toMatchObject({ parent_id: first!.id, trace_id: lambdaSegment.trace });
  expect(sent.get('### late')).toMatchObject({ parent_id: sent.get('### left')!.id, trace_id: lambdaSegment.trace });
});

it('asks the runtime for the header where it works on many invocations at once', async () => {
  const header = 'Root=1-00000000-000000000000000000000003;Parent=0000000000000003;Sampled=1';
  vi.stubGlobal('awslambda', { InvokeStore: { getXRayTraceId: () => header } });
  await withTrace('stored', {}, nothing);
  vi.stubGlobal('awslambda', { InvokeStore: { getXRayTraceId: () => undefined } });
  await withTrace('from the variable', {}, nothing);

  expect((await daemon.received()).map(({ parent_id }) => parent_id)).toEqual(['0000000000000003', lambdaSegment.id]);
});
