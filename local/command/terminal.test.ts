import { stripVTControlCharacters } from 'node:util';

import { expect, it } from 'vitest';

import type { Detail } from './arguments.ts';
import type { AlarmState } from '../services/cloudwatch/index.ts';
import type { StackEvent } from '../stack/stack-event.ts';
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

it('what a function threw is not told again by its request', () => {
  const thrown = '{"errorType":"TypeError","errorMessage":"no tea","trace":["TypeError: no tea"]}';
  const event = request(502);
  if (event.type !== 'request') throw new Error('not a request');
  const failed: StackEvent = { ...event, entry: { ...event.entry, cause: `the function failed: ${thrown}` } };

  expect(shown(failed, true).said).toBe('GET /things 502 1.3 ms DEFAULT_5XX: the function failed (TypeError)\n');
});

it('a pipe gets no colours', () => {
  expect(shown(request(500), false).raw).not.toContain('\u001b');
  expect(shown(wrote(structured), false).raw).not.toContain('\u001b');
  expect(shown(request(500), true).raw).toContain('\u001b');
});

it.each([true, false])(
  'of structured logs the essence is shown: level, message, code and error (terminal: %s)',
  (isTTY) => {
    expect(shown(wrote(structured), isTTY).said).toBe(
      '✖ f ERROR It broke  7  Oops: no tea\n      at brew (kettle.ts:3:5)\n',
    );
    expect(shown(wrote('{"level":"WARN","message":"Slow"}'), isTTY).said).toBe('  f WARN Slow\n');
  },
);

it('an answer is told with its operation, status, time and problem, and enough of the request’s id to find it', () => {
  const answered = {
    level: 'INFO',
    message: 'Answered',
    code: 'C_1',
    operation: 'getThing',
    requestId: '3e26124a-ab36-4aa8-8eac-04dcbd239b36',
    correlationId: '3e26124a-ab36-4aa8-8eac-04dcbd239b36',
    status: 404,
    milliseconds: 2.5,
    problem: 'not-found',
  };

  for (const detail of ['normal', 'verbose'] as const) {
    expect(shown(wrote(JSON.stringify(answered)), true, detail).said).toBe(
      '  f INFO Answered  getThing  404  2.5 ms  not-found  3e26124a  C_1\n',
    );
  }
});

it('an empty text has no style', () => {
  expect(shown({ type: 'problem', text: '' }, true).complained).toBe('\n');
  expect(
    new Terminal({ isTTY: true, write: () => true }, { write: () => true }, 'normal', false).style('red', ''),
  ).toBe('');
});

it('a terminal gets lines without structure as they are', () => {
  expect(shown(wrote('plain'), true).said).toBe('  f INFO plain\n');
  expect(shown(wrote('{not json'), true).said).toBe('  f INFO {not json\n');
  expect(shown(wrote('{"a":1}'), true).said).toBe('  f INFO {"a":1}\n');
  expect(shown(wrote('careful', 'stderr'), true).said).toBe('  f WARN careful\n');
  expect(shown(wrote('{"errorType":"Runtime.ExitError","errorMessage":"gone"}', 'platform'), true).said).toBe(
    '✖ f ERROR Runtime.ExitError: gone\n',
  );
  expect(shown(wrote('Task timed out after 3.00 seconds', 'platform'), true).said).toMatch(/^✖ f ERROR Task timed out/);
});

it.each(['stack', 'trace'])('an error that a function did not catch stands out, with its calls (%s)', (list) => {
  const line = `Invoke Error\t${JSON.stringify({
    errorType: 'TypeError',
    errorMessage: 'no',
    [list]: [
      'TypeError: no',
      `    at one (${process.cwd()}/src/a.ts:1:1)`,
      '    at two (node:internal/x:1:1)',
      '    at async answer (file:///x/local/lambda/runtime/bootstrap.mjs:53:20)',
    ],
  })}`;

  expect(shown(wrote(line, 'stderr'), true).said).toBe(
    '✖ f ERROR TypeError: no  (Invoke Error)\n      at one (src/a.ts:1:1)\n',
  );
});

it.each([true, false])('metrics are shown on request only (terminal: %s)', (isTTY) => {
  expect(shown(wrote(metrics), isTTY).said).toBe('');
  expect(shown(wrote(metrics), isTTY, 'verbose').said).toContain(metrics);
});

it('a pipe gets what functions wrote as it is, on request', () => {
  expect(shown(wrote(structured), false, 'verbose').said).toBe(`${structured}\n`);
  expect(shown(wrote(metrics), false, 'verbose').said).toBe(`${metrics}\n`);
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
  expect(shown(request(404), true, 'quiet').said).toBe('');
  expect(shown(wrote('plain'), true, 'quiet').said).toBe('');
  expect(shown(request(502), true, 'quiet').said).toContain('502');
  expect(shown(wrote(structured), true, 'quiet').said).toContain('It broke');
  expect(shown({ type: 'problem', text: 'a.ts:1:2: no' }, true, 'quiet').complained).toBe('a.ts:1:2: no\n');
});

it('an alarm that rings is one line with what it means, and another when it is over', () => {
  const change = (oldState: AlarmState, state: AlarmState): StackEvent => ({
    type: 'alarm',
    change: { name: 'leaks', oldState, state, reason: 'Threshold Crossed', description: 'docs/leaks.md' },
  });

  expect(shown(change('OK', 'ALARM'), false, 'quiet').said).toBe(
    '✖ alarm leaks: OK → ALARM  Threshold Crossed  docs/leaks.md\n',
  );
  expect(shown(change('ALARM', 'OK'), true).said).toBe('✔ alarm leaks: ALARM → OK\n');
  expect(shown(change('ALARM', 'OK'), false, 'quiet').said).toBe('');
  expect(shown(change('INSUFFICIENT_DATA', 'OK'), false).said).toBe('');
  expect(shown(change('INSUFFICIENT_DATA', 'OK'), false, 'verbose').said).toContain('Threshold Crossed');
});
