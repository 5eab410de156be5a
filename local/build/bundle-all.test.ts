import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildAll, bundleAll } from './index.ts';
import { Project, standardFiles } from './testing/project.ts';

test('bundles what the build writes, to the byte, and writes nothing', async () => {
  const project = new Project();

  const bundled = await bundleAll(project.template(), project.outDir);
  expect(() => readdirSync(project.outDir)).toThrow('ENOENT');
  const { units } = await buildAll(project.template(), project.outDir);

  expect(bundled.map(({ logicalId }) => logicalId)).toEqual([...units.keys()]);
  for (const { logicalId, kind, files } of bundled) {
    const built = units.get(logicalId);
    expect(kind).toBe(built?.kind);
    expect([...files.keys()].sort()).toEqual(built?.files.toSorted());
    for (const [path, contents] of files) {
      expect(Buffer.from(contents).equals(readFileSync(join(built?.directory ?? '', path))), path).toBe(true);
    }
  }
});

test('says what the code of a bundle comes from, and not what was read and left out', async () => {
  const project = new Project({
    ...standardFiles,
    'functions/bye/handler.ts': `import { used } from '../used.ts'; import '../unused.ts'; export const handler = () => used;`,
    'functions/used.ts': 'export const used = Math.random();',
    'functions/unused.ts': 'export const unused = 1;',
  });

  const bundled = await bundleAll(project.template(), project.outDir);

  const { code } = bundled.find(({ logicalId }) => logicalId === 'Bye')!;
  expect([...code.keys()].sort()).toEqual([
    project.path('functions/bye/handler.ts'),
    project.path('functions/used.ts'),
  ]);
  expect(Math.min(...code.values())).toBeGreaterThan(10);
});

test('says what is left to be found when a bundle runs', async () => {
  const project = new Project();

  const bundled = await bundleAll(project.template(), project.outDir);

  expect(bundled.map(({ logicalId, externals }) => [logicalId, externals])).toEqual([
    ['Hello', ['@test/shared']],
    ['Bye', []],
    ['Shared', []],
  ]);
});

test('tells everything that cannot be bundled', async () => {
  const project = new Project({ ...standardFiles, 'functions/hello/handler.ts': `import '../missing.ts';` });

  await expect(bundleAll(project.template(), project.outDir)).rejects.toThrow('Could not resolve "../missing.ts"');
});
