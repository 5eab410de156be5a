import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingTests, namedTests } from '../../local/testing/named-tests.ts';
import { root } from '../testing/contract.ts';

const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const threats = page
  .split(/^#### /m)
  .slice(1)
  .map((text) => {
    const [title = '', ...rest] = text.split(/^#{2,3} /m)[0]!.split('\n');
    return { title, text: rest.join(' ').replace(/\s+/g, ' ') };
  });

describe('docs/security.md', () => {
  it('has threats of all six kinds, and of delivery', () => {
    expect(threats.length).toBeGreaterThan(20);
    for (const kind of [
      'Spoofing',
      'Tampering',
      'Repudiation',
      'Information disclosure',
      'Denial of service',
      'Elevation',
    ]) {
      expect(page).toMatch(new RegExp(`^### ${kind}`, 'm'));
    }
  });

  it.each(threats)('names tests that exist, and says what is left: $title', ({ text }) => {
    const named = namedTests(text);

    expect(named).not.toEqual([]);
    // No title that stands there is passed over because of the way it is written.
    expect(text.match(/"[^"]+"(?=[,;.])/g)).toHaveLength(named.length);
    expect(missingTests(root, named)).toEqual([]);
    expect(text).toMatch(/ - Left: \S/);
  });
});
