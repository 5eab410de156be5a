import { expect, onTestFinished, test } from 'vitest';
import { watchBuild, type BuildResult } from './index.ts';
import { Project, standardFiles } from './testing/project.ts';

/** Watches a project, and hands out the builds one by one. */
async function watching(project: Project) {
  const results: BuildResult[] = [];
  const waiting: ((result: BuildResult) => void)[] = [];
  const watched = await watchBuild(project.template(), project.outDir, (result) => {
    const first = waiting.shift();
    if (first) first(result);
    else results.push(result);
  });
  onTestFinished(() => watched.close());
  const next = () => {
    const ready = results.shift();
    return ready ? Promise.resolve(ready) : new Promise<BuildResult>((resolve) => waiting.push(resolve));
  };
  /** The first build from now on that is as wanted: a file may be seen before it is written to the end. */
  const until = async (wanted: (result: BuildResult) => boolean) => {
    let result = await next();
    while (!wanted(result)) result = await next();
    return result;
  };
  return { watched, until };
}

test('a change of a source is built, and what it belongs to is named', async () => {
  const project = new Project();
  const { watched, until } = await watching(project);
  const shared = 'dist/layers/Shared/nodejs/node_modules/@test/shared/index.js';

  project.write('layers/shared/index.ts', `export const version = 'v2';\n`);
  const result = await until(() => project.read(shared).includes('v2'));

  expect(watched.first.rebuilt).toHaveLength(3);
  expect(result).toMatchObject({ rebuilt: ['Shared'], errors: [] });
});

test('an error is told while the last good build stays, and so is its end', async () => {
  const project = new Project();
  const { until } = await watching(project);
  const good = project.read('dist/functions/Bye/handler.js');

  project.write('functions/bye/handler.ts', 'export const handler = ;\n');
  const broken = await until(({ errors }) => errors.length > 0);
  const kept = project.read('dist/functions/Bye/handler.js');
  project.write('functions/bye/handler.ts', standardFiles['functions/bye/handler.ts']);
  const mended = await until(({ errors }) => errors.length === 0);

  expect(broken.errors).toEqual([expect.objectContaining({ logicalId: 'Bye', line: 1, column: 24 })]);
  expect(broken.units.has('Bye')).toBe(true);
  expect(kept).toBe(good);
  expect(mended.errors).toEqual([]);
});

test('a file in a new folder mends the import that misses it', async () => {
  const project = new Project();
  project.write('functions/shout.ts', `export { shout } from './voices/loud.ts';\n`);
  const { watched, until } = await watching(project);

  project.write('functions/voices/loud.ts', standardFiles['functions/shout.ts']);
  const result = await until(({ errors }) => errors.length === 0);

  expect(watched.first.errors).toHaveLength(2);
  expect(result.rebuilt.toSorted()).toEqual(['Bye', 'Hello']);
});

test('a file outside the source folders is followed as well', async () => {
  const project = new Project();
  project.write('lib/loud.ts', standardFiles['functions/shout.ts']);
  project.write('functions/shout.ts', `export { shout } from '../lib/loud.ts';\n`);
  const { until } = await watching(project);

  project.write('lib/loud.ts', standardFiles['functions/shout.ts'].replace('Upper', 'Lower'));
  const result = await until(({ rebuilt }) => rebuilt.length > 0);

  expect(result.rebuilt.toSorted()).toEqual(['Bye', 'Hello']);
});

test('a changed template is built when it is handed over', async () => {
  const project = new Project();
  const { watched } = await watching(project);
  project.write('template.yaml', project.read('template.yaml').replace('Minify: false', 'Minify: true'));

  const result = await watched.update(project.template());

  expect(result).toMatchObject({ rebuilt: ['Bye'], errors: [] });
  expect(result.units.size).toBe(3);
});
