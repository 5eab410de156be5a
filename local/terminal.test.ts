import { stripVTControlCharacters } from 'node:util';

import { expect, it } from 'vitest';

import type { Detail } from './arguments.ts';
import type { StackEvent } from './stack-event.ts';
import { Terminal } from './terminal.ts';

function shown(event: StackEvent, isTTY: boolean, detail: Detail = 'normal') {
  let said = '';
  let complained = '';
  const terminal = new Terminal(
    { isTTY, write: (text) => (said += text) },
    { isTTY, write: (text) => (complained += text) },
    detail,
    false,
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
const wrote = (line: string): StackEvent => ({
  type: 'function',
  line: { functionName: 'f', requestId: 'r-1', line, stream: 'stdout' },
});
const structured = JSON.stringify({
  level: 'ERROR',
  message: 'It broke',
  timestamp: 't',
  service: 's',
  code: 7,
  error: { name: 'Oops', message: 'no tea' },
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

it('a terminal gets the essence of structured logs, and no metrics', () => {
  expect(shown(wrote(structured), true).said).toBe('  f ERROR It broke code=7 Oops: no tea\n');
  expect(shown(wrote('plain'), true).said).toBe('  f plain\n');
  expect(shown(wrote('{not json'), true).said).toBe('  f {not json\n');
  expect(shown(wrote(metrics), true).said).toBe('');
  expect(shown(wrote(metrics), true, 'verbose').said).toBe(`  f ${metrics}\n`);
});

it('quiet leaves what is wrong', () => {
  expect(shown(request(200), true, 'quiet').said).toBe('');
  expect(shown(wrote('plain'), true, 'quiet').said).toBe('');
  expect(shown({ type: 'problem', text: 'a.ts:1:2: no' }, true, 'quiet').complained).toBe('a.ts:1:2: no\n');
});
