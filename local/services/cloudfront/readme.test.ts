import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { shapes, type Shape } from './shapes.ts';

it('the table of properties is what a template may declare', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const rows = readme
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const byName = (names: readonly string[] = []) => names.toSorted().join(', ') || '–';
  const parts: [string, Shape][] = Object.entries(shapes);

  expect(rows).toEqual(
    parts.map(([part, { members, withoutEffect }]) => [part, byName(members), byName(withoutEffect)]),
  );
});
