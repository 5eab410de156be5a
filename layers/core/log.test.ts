import { expect, it, vi } from 'vitest';
import { log, logContext } from './log.ts';
import { logMessages } from './log-messages.ts';

/** The line that something writes. */
function lineOf(write: () => void): Record<string, unknown> {
  const written = vi.spyOn(console, 'warn').mockReturnValue();
  write();
  const line = JSON.parse(String(written.mock.lastCall?.[0])) as Record<string, unknown>;
  written.mockRestore();
  return line;
}

it('a line has the code, the level and the text of its message, and what belongs to this time', () => {
  expect(lineOf(() => log(logMessages.engineFailed, { attempt: 2 }))).toMatchObject({
    code: 'DRAGONS_0202',
    level: 'WARN',
    message: 'S3 Select failed; the select engine answers',
    attempt: 2,
  });
});

it('nothing that is logged with it can change the code that alarms look for', () => {
  expect(lineOf(() => log(logMessages.engineFailed, { code: 'InternalError' })).code).toBe('DRAGONS_0202');
});

it('an error comes with what was behind it, and whatever else was thrown as an error', () => {
  const error = new Error('above', { cause: new RangeError('below') });

  expect(lineOf(() => log(logMessages.engineFailed, {}, error)).error).toMatchObject({
    message: 'above',
    cause: { name: 'RangeError', message: 'below' },
  });
  expect(lineOf(() => log(logMessages.engineFailed, {}, 'text')).error).toMatchObject({ cause: 'text' });
});

it('every invocation has the fields of its own, and none of the one before', () => {
  logContext({ requestId: 'request-1', operation: 'listDragons' });
  logContext({ requestId: 'request-2' });

  const line = lineOf(() => log(logMessages.engineFailed));

  expect(line.requestId).toBe('request-2');
  expect(line).not.toHaveProperty('operation');
});
