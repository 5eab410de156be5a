import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').replace(/\s+/g, ' ');
const [, differences = ''] = readme.split('## Where this differs from AWS');

describe('every difference from AWS in the README', () => {
  const points = differences.split(' - ').slice(1);

  it.each(points)('%s names a test that exists', (point) => {
    const match = /`([\w./-]+\.test\.ts)`: (".*")/.exec(point);
    const [, file = '', titles = ''] = match ?? [];

    const source = readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll('%s', '…');
    const named = [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title);

    expect(named.length).toBeGreaterThan(0);
    for (const title of named) {
      const [start = '', end = ''] = title.split('…').map((part) => part.trim());
      expect(source).toContain(start);
      expect(source).toContain(end);
    }
  });
});
