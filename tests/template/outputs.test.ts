import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../testing/contract.ts';
import { source } from '../testing/deployed-template.ts';

/** The texts of files below a folder, without tests, which are no reason for an output. */
function textsBelow(folder: string, kind: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => kind.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

const texts = [
  readFileSync(join(root, 'README.md'), 'utf8'),
  ...textsBelow('docs', /\.md$/),
  ...textsBelow('postman', /\.md$/),
  ...textsBelow('scripts', /\.ts$/),
  ...textsBelow('.github/workflows', /\.yml$/),
].join('\n');

it('has no output that neither a script uses nor a page explains', () => {
  const unknown = Object.keys(source.Outputs).filter((name) => !new RegExp(`\\b${name}\\b`).test(texts));

  expect(unknown).toEqual([]);
});

it.each(Object.entries(source.Outputs))('output %s says what it is', (_, { Description }) => {
  expect(Description).toMatch(/^[A-Z].*(\.|ID)$/);
});
