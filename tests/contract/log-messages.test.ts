import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logMessages } from '@dragons/core';
import { expect, it } from 'vitest';
import { root } from '../testing/contract.ts';

const messages = Object.values(logMessages);

it('every log message has a code of its own', () => {
  expect(new Set(messages.map(({ code }) => code)).size).toBe(messages.length);
});

it('docs/operations.md lists every log message with its level, and no other', () => {
  const table = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const rows = [...table.matchAll(/^\| `(DRAGONS_\d{4})` +\| (\w+) +\|/gm)].map(([, code, level]) => ({ code, level }));

  expect(rows).toEqual(messages.map(({ code, level }) => ({ code, level })));
});
