import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LambdaFixture, payloadOf } from './testing/fixture.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

const lines = (stream: string) => lambda.lines.filter((entry) => entry.stream === stream).map(({ line }) => line);

describe('what a function writes', () => {
  it('comes line by line, with function, request and stream', async () => {
    const service = lambda.service([
      lambda.config('exports.handler = () => { console.log("one\\ntwo"); console.error("bad"); };'),
    ]);

    await service.invokeText('f', { payload: '{}', requestId: 'r-1' });

    expect(lambda.lines).toEqual([
      { functionName: 'f', requestId: 'r-1', line: 'one', stream: 'stdout' },
      { functionName: 'f', requestId: 'r-1', line: 'two', stream: 'stdout' },
      { functionName: 'f', requestId: 'r-1', line: 'bad', stream: 'stderr' },
    ]);
  });

  it('while it is loaded belongs to no request', async () => {
    await lambda.run('console.log("loading"); exports.handler = () => 1;');

    expect(lambda.lines).toEqual([{ functionName: 'f', requestId: undefined, line: 'loading', stream: 'stdout' }]);
  });

  it('is there before the answer is, whole even without a line break', async () => {
    await lambda.run('exports.handler = () => { process.stdout.write("a"); process.stdout.write("b"); };');

    expect(lines('stdout')).toEqual(['ab']);
  });

  it('is not lost when the environment is terminated', async () => {
    await lambda.run('exports.handler = () => { console.log("last words"); for (;;); };', {}, { timeoutSeconds: 1 });

    expect(lines('stdout')).toEqual(['last words']);
  });

  it('is not lost when the process ends itself', async () => {
    await lambda.run('exports.handler = () => { console.log("last words"); process.exit(1); };');

    expect(lines('stdout')).toEqual(['last words']);
  });

  it('passes JSON and any Unicode through, also cut between bytes', async () => {
    const text = JSON.stringify({ level: 'INFO', message: 'Žluťoučký 🐉' });
    const code = `exports.handler = () => { const b = Buffer.from(${JSON.stringify(`${text}\n`)}); for (const x of b) process.stdout.write(Buffer.of(x)); };`;

    await lambda.run(code);

    expect(lines('stdout')).toEqual([text]);
  });

  it('calls back those who wait for a write', async () => {
    const result = await lambda.run(
      'exports.handler = () => new Promise((resolve) => process.stdout.write("x\\n", () => resolve("written")));',
    );

    expect(payloadOf(result)).toBe('written');
  });

  it('includes the error that an invocation ends with', async () => {
    await lambda.run('exports.handler = () => { throw new Error("broken"); };');

    expect(lines('stderr')).toHaveLength(1);
    expect(lines('stderr')[0]).toMatch(/^Invoke Error\t\{"errorType":"Error","errorMessage":"broken"/);
  });
});
