import { stripVTControlCharacters } from 'node:util';

import { expect, it } from 'vitest';

import type { Detail } from './arguments.ts';
import type { StackEvent } from './stack-event.ts';
import { Terminal } from './terminal.ts';

function shown(event: StackEvent, isTTY: boolean, detail: Detail = 'normal', noColor = false) {
  let said = '';
  let complained = '';
  const terminal = new Terminal(
    { isTTY, write: (text) => (said += text) },
    { isTTY, write: (text) => (complained += text) },
    detail,
    noColor,
  );
  terminal.show(event);
  return { said: stripVTControlCharacters(said), complained: stripVTControlCharacters(complained), raw: said };
}

const request = (status: number): StackEvent => ({
  type: 'request',
  entry: {
    requestId: 'r-1',
    extendedRequestId: 'x',
    method: 'GET',
    path: '/things',
    sourceIp: '127.0.0.1',
    status,
    responseBytes: 2,
    durationMillis: 1.25,
    ...(status >= 400 && { responseType: 'DEFAULT_5XX', cause: new Error('why') }),
  },
});
const wrote = (line: string, stream: 'stdout' | 'stderr' | 'platform' = 'stdout'): StackEvent => ({
  type: 'function',
  line: { functionName: 'f', requestId: 'r-1', line, stream },
});
const structured = JSON.stringify({
  level: 'ERROR',
  message: 'It broke',
  timestamp: 't',
  service: 's',
  code: 7,
  error: { name: 'Oops', message: 'no tea', stack: 'Oops: no tea\n    at brew (kettle.ts:3:5)' },
});
const metrics = '{"_aws":{},"Count":1}';

it('a request is one line: method, path, status, time', () => {
  expect(shown(request(200), false).said).toBe('GET /things 200 1.3 ms\n');
  expect(shown(request(200), true).said).toBe('GET /things 200 1.3 ms\n');
});

it('the cause of a failure is told, that of a refusal only on request', () => {
  expect(shown(request(502), false).said).toBe('GET /things 502 1.3 ms DEFAULT_5XX: why\n');
  expect(shown(request(403), false).said).toBe('GET /things 403 1.3 ms\n');
  expect(shown(request(403), false, 'verbose').said).toBe('GET /things 403 1.3 ms r-1 DEFAULT_5XX: why\n');
});

it('a pipe gets no colours and a function’s lines as they are', () => {
  expect(shown(request(500), false).raw).not.toContain('\u001b');
  expect(shown(request(500), true).raw).toContain('\u001b');
  expect(shown(wrote(structured), false).said).toBe(`${structured}\n`);
  expect(shown(wrote(metrics), false).said).toBe(`${metrics}\n`);
});

it('a terminal gets the essence of structured logs: level, message, code and error', () => {
  expect(shown(wrote(structured), true).said).toBe(
    '✖ f ERROR It broke  7  Oops: no tea\n      at brew (kettle.ts:3:5)\n',
  );
  expect(shown(wrote('{"level":"INFO","message":"Answered","requestId":"r"}'), true).said).toBe('  f INFO Answered\n');
  expect(shown(wrote('{"level":"WARN","message":"Slow"}'), true).said).toBe('  f WARN Slow\n');
});

it('a terminal gets lines without structure as they are', () => {
  expect(shown(wrote('plain'), true).said).toBe('  f INFO plain\n');
  expect(shown(wrote('{not json'), true).said).toBe('  f INFO {not json\n');
  expect(shown(wrote('{"a":1}'), true).said).toBe('  f INFO {"a":1}\n');
  expect(shown(wrote('careful', 'stderr'), true).said).toBe('  f WARN careful\n');
  expect(shown(wrote('Task timed out after 3.00 seconds', 'platform'), true).said).toMatch(/^✖ f ERROR Task timed out/);
});

it('an error that a function did not catch stands out, with the calls it came from', () => {
  const line = `Invoke Error\t${JSON.stringify({
    errorType: 'TypeError',
    errorMessage: 'no',
    stack: ['TypeError: no', '    at one (a.ts:1:1)', '    at two (node:internal/x:1:1)'],
  })}`;

  expect(shown(wrote(line, 'stderr'), true).said).toBe(
    '✖ f ERROR Invoke Error  TypeError: no\n      at one (a.ts:1:1)\n',
  );
});

it('a terminal gets metrics, and whole lines, on request only', () => {
  expect(shown(wrote(metrics), true).said).toBe('');
  expect(shown(wrote(metrics), true, 'verbose').said).toBe(`  f ${metrics}\n`);
  expect(shown(wrote(structured), true, 'verbose').said).toBe(`  f ${structured}\n`);
});

it('without colours a terminal still gets the essence', () => {
  expect(shown(wrote(structured), true, 'normal', true).raw).toMatch(/^✖ f ERROR It broke/);
});

it('errors that go to a file have no colours', () => {
  let complained = '';
  const errors = { isTTY: false, write: (text: string) => (complained += text) };

  new Terminal({ isTTY: true, write: () => true }, errors, 'normal', false).complain('a.ts:1:2: no');

  expect(complained).toBe('a.ts:1:2: no\n');
});

it('quiet leaves what is wrong', () => {
  expect(shown(request(200), true, 'quiet').said).toBe('');
  expect(shown(wrote('plain'), true, 'quiet').said).toBe('');
  expect(shown({ type: 'problem', text: 'a.ts:1:2: no' }, true, 'quiet').complained).toBe('a.ts:1:2: no\n');
});
