import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../testing/contract.ts';

interface Locked {
  optionalDependencies?: Record<string, string>;
}

/** The folders in which Node looks for a package, nearest first, as the lock file names them. */
function places(from: string, name: string): string[] {
  const parts = from.split('/node_modules/');
  return parts
    .map((_, i) => [...parts.slice(0, parts.length - i), name].join('/node_modules/'))
    .concat(`node_modules/${name}`);
}

it('knows the packages of every platform, without which npm ci refuses to install on any', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };

  const missing = Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !places(from, name).some((place) => place in lock.packages)),
  );

  expect(missing).toEqual([]);
});
