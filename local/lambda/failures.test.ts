import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LambdaFixture, payloadOf } from './testing/fixture.ts';
import { soon } from '../testing/soon.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

/** Counts the invocations of one environment, so that a second one shows. */
const counting = (body: string) => `let n = 0; exports.handler = async (event) => { n += 1; ${body}; return n; };`;

describe('an error that the handler throws', () => {
  it('comes with type, message and trace, and leaves the environment alive', async () => {
    const service = lambda.service([lambda.config(counting('if (event.fail) throw new RangeError("too far")'))]);

    const failed = await service.invoke('f', { fail: true });
    const next = await service.invoke('f', {});

    expect(failed.outcome).toBe('failed');
    expect(payloadOf(failed)).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
    expect(payloadOf(failed).trace[0]).toBe('RangeError: too far');
    expect(payloadOf(next)).toBe(2);
  });

  it('may be anything', async () => {
    const result = await lambda.run('exports.handler = async () => { throw "tea"; };');

    expect(payloadOf(result)).toEqual({ errorType: 'string', errorMessage: 'tea', trace: [] });
  });
});

describe('an environment is discarded after', () => {
  it('a time-out, also of a loop that never yields', async () => {
    const service = lambda.service([lambda.config(counting('if (event.hang) for (;;);'), { timeoutSeconds: 2 })]);

    const hung = await service.invokeText('f', { payload: '{"hang":true}', requestId: 'r-1' });
    const next = await service.invoke('f', {});

    expect(hung.outcome).toBe('failed');
    expect(payloadOf(hung)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: r-1 Error: Task timed out after 2.00 seconds',
    });
    expect(payloadOf(next)).toBe(1);
    expect(lambda.lines).toContainEqual(expect.objectContaining({ stream: 'platform', requestId: 'r-1' }));
  });

  it.each([
    [1, 'Runtime exited with error: exit status 1'],
    [0, 'Runtime exited without providing a reason'],
  ])('process.exit(%i)', async (code, message) => {
    const service = lambda.service([lambda.config(counting(`if (event.exit) process.exit(${code})`))]);

    const ended = await service.invokeText('f', { payload: '{"exit":true}', requestId: 'r-1' });
    const next = await service.invoke('f', {});

    expect(payloadOf(ended)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: r-1 Error: ${message}`,
    });
    expect(payloadOf(next)).toBe(1);
  });

  // V8 collects garbage for a while before it gives up.
  it('running out of memory', { timeout: 90_000 }, async () => {
    const service = lambda.service([
      lambda.config(counting('if (event.eat) { const all = []; for (;;) all.push({ a: n, b: [1, 2, 3] }); }'), {
        memoryMb: 128,
        timeoutSeconds: 60,
      }),
    ]);

    const starved = await service.invokeText('f', { payload: '{"eat":true}', requestId: 'r-1' });
    const next = await service.invoke('f', {});

    expect(payloadOf(starved)).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'RequestId: r-1 Error: Runtime exited with error: signal: killed',
    });
    expect(payloadOf(next)).toBe(1);
  });

  it('an unhandled rejection, even when the handler has already returned', async () => {
    const service = lambda.service([
      lambda.config(counting('if (event.reject) Promise.reject(new TypeError("lost"))')),
    ]);

    const failed = await service.invoke('f', { reject: true });
    const next = await service.invoke('f', {});

    expect(payloadOf(failed)).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'TypeError: lost',
    });
    expect(payloadOf(next)).toBe(1);
  });

  it.each([
    ['rejects', 'Promise.reject(new Error("late"))'],
    ['throws', 'throw new Error("late")'],
    ['exits', 'process.exit(1)'],
  ])('something that the handler left behind and that %s while nothing runs', async (_, failing) => {
    const late = `if (event.late) setTimeout(() => { ${failing}; }, 5);`;
    const service = lambda.service([lambda.config(counting(late))]);

    const first = await service.invoke('f', { late: true });
    await expect.poll(() => service.environmentCount('f'), soon).toBe(0);
    const next = await service.invoke('f', {});

    expect(payloadOf(first)).toBe(1);
    expect(next).toEqual({ outcome: 'returned', payload: '1' });
    expect(lambda.lines.some(({ line }) => /late|exit status 1/.test(line))).toBe(true);
  });

  it('an exception that nobody catches', async () => {
    const result = await lambda.run(
      'exports.handler = () => new Promise(() => setTimeout(() => { throw new Error("late"); }, 1));',
    );

    expect(payloadOf(result)).toMatchObject({ errorType: 'Error', errorMessage: 'late' });
  });
});

describe('loading', () => {
  it.each([
    [
      'a missing module',
      { 'handler.js': 'require("no-such-module");' },
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'no-such-module'/,
    ],
    ['a missing file', { 'other.js': '' }, 'Runtime.ImportModuleError', /^Error: Cannot find module 'handler'/],
    [
      'a missing export',
      { 'handler.js': 'exports.other = 1;' },
      'Runtime.HandlerNotFound',
      /^handler.handler is undefined or not exported$/,
    ],
    [
      'an export that is no function',
      { 'handler.js': 'exports.handler = 1;' },
      'Runtime.HandlerNotFound',
      /^handler.handler is not a function$/,
    ],
    [
      'code that does not parse',
      { 'handler.js': 'exports.handler = async () => {;' },
      'Runtime.UserCodeSyntaxError',
      /^SyntaxError: /,
    ],
    ['an error at the top', { 'handler.js': 'throw new RangeError("top");' }, 'RangeError', /^top$/],
    [
      'a callback handler',
      { 'handler.js': 'exports.handler = (event, context, callback) => callback(null, 1);' },
      'Runtime.CallbackHandlerDeprecated',
      /removed support for callback-based function handlers/,
    ],
    [
      'a streaming handler',
      { 'handler.js': 'exports.handler = awslambda.streamifyResponse(async () => {});' },
      'Runtime.NotSimulated',
      /streamifyResponse/,
    ],
  ])('fails for %s, once per invocation', async (_title, files, errorType, message) => {
    const artifact = lambda.write('broken', files);
    const service = lambda.service([lambda.config('', { artifact })]);

    const first = await service.invoke('f', {});
    const second = await service.invoke('f', {});

    expect(first.outcome).toBe('failed');
    expect(payloadOf(first)).toEqual({
      errorType,
      errorMessage: expect.stringMatching(message),
      trace: expect.any(Array),
    });
    expect(second).toEqual(first);
    expect(service.environmentCount('f')).toBe(0);
  });

  it('fails for a process that ends itself', async () => {
    const result = await lambda.run('process.exit(3);');

    expect(payloadOf(result)).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  it('fails for NODE_OPTIONS that Node does not know', async () => {
    const result = await lambda.run('exports.handler = () => 1;', {}, { environment: { NODE_OPTIONS: '--nonsense' } });

    expect(payloadOf(result).errorMessage).toContain('--nonsense');
  });

  it('that takes longer than the initialisation phase is done again within the invocation', async () => {
    const code = 'const end = Date.now() + 400; while (Date.now() < end); exports.handler = async () => "loaded";';
    const service = lambda.service([lambda.config(code, { timeoutSeconds: 5 })], { limits: { init: 300 } });

    expect(payloadOf(await service.invoke('f', {}))).toBe('loaded');
  });

  it('that never ends times out like the handler', async () => {
    const service = lambda.service([lambda.config('for (;;);', { timeoutSeconds: 1 })], { limits: { init: 100 } });

    expect(payloadOf(await service.invoke('f', {})).errorMessage).toMatch(/Task timed out after 1.00 seconds$/);
  });

  it('that fails while nobody waits shows in the log', async () => {
    await lambda.service([lambda.config('require("no-such-module");')]).warm();

    await expect
      .poll(() => lambda.lines.map(({ line }) => line).join('\n'), soon)
      .toMatch(/^Init Error\t.*Cannot find module 'no-such-module'/);
  });
});
