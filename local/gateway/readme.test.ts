import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultBehaviour } from './behaviour.ts';

const folder = import.meta.dirname;
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

function rowsOf(heading: string): string[][] {
  const section = readme.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

describe('README.md', () => {
  it('lists every open question with its default', () => {
    const documented = Object.fromEntries(
      rowsOf('Open questions').map(([option = '', value]) => [option.slice(1, -1), value]),
    );
    const actual = Object.fromEntries(
      Object.entries(defaultBehaviour).map(([option, value]) => [option, String(value)]),
    );
    expect(documented).toEqual(actual);
  });
});
