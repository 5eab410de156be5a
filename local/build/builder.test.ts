import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildAll, Builder, buildLayer } from './index.ts';
import { Project, standardFiles } from './testing/project.ts';

const require = createRequire(import.meta.url);

describe('a build', () => {
  test('writes what SAM would write, and tells where', async () => {
    const project = new Project();

    const result = await buildAll(project.template(), project.outDir);

    expect(result.errors).toEqual([]);
    expect(result.rebuilt.toSorted()).toEqual(['Bye', 'Hello', 'Shared']);
    expect(result.units.get('Hello')).toEqual({
      logicalId: 'Hello',
      kind: 'function',
      directory: project.path('dist/functions/Hello'),
      handler: 'handler.handler',
      sourceMaps: true,
      files: ['handler.js.map', 'handler.js'],
      inputs: expect.arrayContaining([project.path('functions/hello/handler.ts'), project.path('functions/shout.ts')]),
    });
    // SAM drops the folders from the handler, because esbuild drops them from the bundle's name.
    expect(result.units.get('Bye')).toMatchObject({
      handler: 'handler.handler',
      sourceMaps: false,
      files: ['handler.js'],
    });
    expect(result.units.get('Shared')).toMatchObject({ kind: 'layer', handler: undefined });
    expect(JSON.parse(project.read('dist/layers/Shared/nodejs/node_modules/@test/shared/package.json'))).toEqual({
      name: '@test/shared',
      version: '1.2.3',
      type: 'commonjs',
      main: './index.js',
    });
  });

  test('makes CommonJS that Node loads although the project says "type": "module"', async () => {
    const project = new Project({ ...standardFiles, 'package.json': '{"type": "module"}' });

    await buildAll(project.template(), project.outDir);

    const bye = require(project.path('dist/functions/Bye/handler.js')) as {
      handler: (name: string) => Promise<string>;
    };
    const shared = require(project.path('dist/layers/Shared/nodejs/node_modules/@test/shared')) as { version: string };
    expect(await bye.handler('you')).toBe('bye YOU');
    expect(shared.version).toBe('v1');
  });

  test('writes code that stands in the template as it is', async () => {
    const code = 'exports.handler = async () => "hi";';
    const project = new Project({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Inline: { Type: AWS::Serverless::Function, Properties: { Handler: index.handler, InlineCode: '${code}' } }
`,
    });

    const first = await buildAll(project.template(), project.outDir);
    const again = await buildAll(project.template(), project.outDir);
    project.write('template.yaml', project.read('template.yaml').replace('hi', 'ho'));
    const changed = await buildAll(project.template(), project.outDir);

    expect([first, again, changed].map(({ rebuilt }) => rebuilt)).toEqual([['Inline'], [], ['Inline']]);
    expect(first.units.get('Inline')).toMatchObject({ handler: 'index.handler', files: ['index.js'] });
    expect(project.read('dist/functions/Inline/index.js')).toBe(code.replace('hi', 'ho'));
  });

  test('follows the settings of the template', async () => {
    const project = new Project();

    await buildAll(project.template(), project.outDir);

    expect(project.read('dist/functions/Bye/handler.js')).toContain('\n  handler: () => handler\n');
    expect(project.read('dist/functions/Hello/handler.js')).toContain('require("@test/shared")');
    expect(project.read('dist/functions/Hello/handler.js')).toContain('//# sourceMappingURL=handler.js.map');
  });
});

describe('a further build', () => {
  test('does nothing when nothing changed', async () => {
    const project = new Project();
    await buildAll(project.template(), project.outDir);
    const before = statSync(project.path('dist/functions/Hello/handler.js')).mtimeMs;
    // esbuild would fail on the entry point; the record says that it need not be asked.
    const { mtime, atime, size } = statSync(project.path('functions/shout.ts'));
    writeFileSync(project.path('functions/shout.ts'), '('.repeat(size));
    utimesSync(project.path('functions/shout.ts'), atime, mtime);

    const result = await buildAll(project.template(), project.outDir);

    expect(result).toMatchObject({ rebuilt: [], errors: [] });
    expect(result.units.size).toBe(3);
    expect(statSync(project.path('dist/functions/Hello/handler.js')).mtimeMs).toBe(before);
  });

  test('builds again what a changed file is part of, and only that', async () => {
    const project = new Project();
    await buildAll(project.template(), project.outDir);
    project.write('functions/bye/handler.ts', standardFiles['functions/bye/handler.ts'].replace('bye', 'ciao'));

    const one = await buildAll(project.template(), project.outDir);
    project.write('functions/shout.ts', standardFiles['functions/shout.ts'].replace('Upper', 'Lower'));
    const both = await buildAll(project.template(), project.outDir);

    expect(one.rebuilt).toEqual(['Bye']);
    expect(both.rebuilt.toSorted()).toEqual(['Bye', 'Hello']);
  });

  test('touching a file changes nothing', async () => {
    const project = new Project();
    await buildAll(project.template(), project.outDir);
    utimesSync(project.path('functions/shout.ts'), 1_700_000_100, 1_700_000_100);

    const result = await buildAll(project.template(), project.outDir);

    expect(result.rebuilt).toEqual([]);
  });

  test('a change that leaves the bundle as it was is no change of the function', async () => {
    const project = new Project();
    await buildAll(project.template(), project.outDir);
    project.write('layers/shared/index.ts', `// Says more.\n${standardFiles['layers/shared/index.ts']}`);

    const result = await buildAll(project.template(), project.outDir);

    expect(result).toMatchObject({ rebuilt: [], errors: [] });
  });

  test.each([
    [
      'the settings',
      (project: Project) =>
        project.write('template.yaml', project.read('template.yaml').replace('node24', 'es2022, Minify: false')),
    ],
    [
      'compiler options',
      (project: Project) => project.write('tsconfig.json', '{"compilerOptions": {"alwaysStrict": true}}'),
    ],
    ['the output', (project: Project) => project.write('dist/functions/Hello/handler.js', 'x')],
    ['the record', (project: Project) => project.write('dist/.build.json', '{"format": 1, "units": {"Hello": {}}}')],
  ])('heeds a change of %s', async (what, change) => {
    const project = new Project({ ...standardFiles, 'tsconfig.json': '{}' });
    await buildAll(project.template(), project.outDir);
    change(project);

    const result = await buildAll(project.template(), project.outDir);

    expect(result.errors).toEqual([]);
    if (what !== 'the record') expect(result.rebuilt).toContain('Hello');
    expect(result.units.size).toBe(3);
    expect(project.read('dist/functions/Hello/handler.js')).toContain('@test/shared');
  });

  test('is news to a builder although another one has written the same files already', async () => {
    const project = new Project();
    const builder = new Builder(project.outDir);
    onTestFinished(() => builder.dispose());
    await builder.build(project.template());
    project.write('functions/bye/handler.ts', standardFiles['functions/bye/handler.ts'].replace('bye', 'ciao'));
    await buildAll(project.template(), project.outDir);

    const result = await builder.build(project.template());

    expect(result).toMatchObject({ rebuilt: ['Bye'], errors: [] });
  });

  test('removes files that no longer belong there', async () => {
    const project = new Project();
    await buildAll(project.template(), project.outDir);
    project.write('template.yaml', project.read('template.yaml').replace('Sourcemap: true, ', ''));

    const result = await buildAll(project.template(), project.outDir);

    expect(readdirSync(project.path('dist/functions/Hello'))).toEqual(['handler.js']);
    expect(result.units.get('Hello')?.sourceMaps).toBe(false);
  });
});

describe('a build that fails', () => {
  test('tells the place, builds the rest, and keeps the last good files', async () => {
    const project = new Project();
    await buildAll(project.template(), project.outDir);
    const good = project.read('dist/functions/Hello/handler.js');
    project.write(
      'functions/hello/handler.ts',
      `import { x } from './nowhere.ts';\nexport const é = 1; const handler = ;\n`,
    );
    project.write('functions/bye/handler.ts', standardFiles['functions/bye/handler.ts'].replace('bye', 'ciao'));

    const result = await buildAll(project.template(), project.outDir);

    expect(result.errors).toEqual([
      {
        logicalId: 'Hello',
        file: project.path('functions/hello/handler.ts'),
        line: 2,
        column: 37,
        text: 'Unexpected ";"',
        source: 'export const é = 1; const handler = ;',
      },
    ]);
    expect(result.rebuilt).toEqual(['Bye']);
    expect(result.units.has('Hello')).toBe(true);
    expect(project.read('dist/functions/Hello/handler.js')).toBe(good);
  });

  test('fails again until it is mended, also in another process', async () => {
    const project = new Project();
    project.write('functions/hello/handler.ts', 'export const handler = ;');
    const first = await buildAll(project.template(), project.outDir);
    const second = await buildAll(project.template(), project.outDir);
    project.write('functions/hello/handler.ts', standardFiles['functions/hello/handler.ts']);

    const third = await buildAll(project.template(), project.outDir);

    expect(first.errors).toHaveLength(1);
    expect(first.units.has('Hello')).toBe(false);
    expect(second.errors).toEqual(first.errors);
    expect(third).toMatchObject({ errors: [], rebuilt: ['Hello'] });
  });

  test('an import that does not exist has its place', async () => {
    const project = new Project();
    project.write('functions/shout.ts', `export * from './gone.ts';\n`);

    const { errors } = await buildAll(project.template(), project.outDir);

    expect(errors.map(({ logicalId, file, line, column }) => [logicalId, file, line, column])).toEqual([
      ['Hello', project.path('functions/shout.ts'), 1, 15],
      ['Bye', project.path('functions/shout.ts'), 1, 15],
    ]);
  });

  test.each([
    [
      'BuildMethod: esbuild, BuildProperties: {Minify: false}',
      'BuildMethod: nodejs24.x',
      'Bye: only functions with InlineCode or Metadata BuildMethod esbuild are built here.',
    ],
    ['{Minify: false}', '{Colour: red}', 'Bye: The build property Colour is not simulated'],
    ['{Minify: false}', '{EntryPoints: [no.ts]}', 'the entry point'],
    ['{Handler: bye/handler.handler}', '{Handler: bye}', 'Bye: Handler must be of the form file.export.'],
    [
      '{Handler: bye/handler.handler}',
      '{Handler: bye/handler.handler, CodeUri: nowhere/}',
      'Bye: CodeUri nowhere/ does not exist.',
    ],
    [
      '{Handler: bye/handler.handler}',
      '{Handler: bye/handler.handler, CodeUri: "s3://a/b"}',
      'Bye: CodeUri must be a folder beside the template.',
    ],
    [
      'BuildMethod: makefile',
      'BuildMethod: nodejs24.x',
      'Shared: only layers with Metadata BuildMethod makefile are built here.',
    ],
    [
      '{EntryPoints: [index.ts]}',
      '{}',
      "Shared: BuildProperties.EntryPoints must say what the layer's Makefile bundles.",
    ],
  ])('%s changed to %s is refused at the resource, and the others are built', async (from, to, expected) => {
    const project = new Project();
    project.write('template.yaml', project.read('template.yaml').replace(from, to));
    const id = expected.startsWith('Shared') ? 'Shared' : 'Bye';

    const { errors, rebuilt } = await buildAll(project.template(), project.outDir);

    expect(errors).toEqual([
      expect.objectContaining({
        logicalId: id,
        file: project.path('template.yaml'),
        text: expect.stringContaining(expected),
      }),
    ]);
    expect(project.read('template.yaml').split('\n')[(errors[0]?.line ?? 0) - 1]).toBe(`  ${id}:`);
    expect(rebuilt).toHaveLength(2);
  });
});

test.each(['{', '{}', '[]'])(
  'a layer whose package.json is %s has no name that functions could import',
  async (manifest) => {
    const project = new Project({ ...standardFiles, 'layers/shared/package.json': manifest });

    const { errors } = await buildAll(project.template(), project.outDir);

    expect(errors).toEqual([
      expect.objectContaining({
        logicalId: 'Shared',
        text: expect.stringContaining('must have the name that functions import'),
      }),
    ]);
  },
);

describe('one layer alone', () => {
  test('goes into the folder that SAM names, and leaves no record', async () => {
    const project = new Project();
    const folder = project.path('artifacts');

    const errors = await buildLayer(project.template(), 'Shared', folder);
    await buildAll(project.template(), project.outDir);

    const file = 'nodejs/node_modules/@test/shared/index.js';
    expect(errors).toEqual([]);
    expect(project.read(`artifacts/${file}`)).toBe(project.read(`dist/layers/Shared/${file}`));
    expect(readdirSync(folder)).toEqual(['nodejs']);
  });

  test('that does not exist or does not compile is told', async () => {
    const project = new Project();
    project.write('layers/shared/index.ts', 'export const = 1;');

    const missing = await buildLayer(project.template(), 'Nobody', project.path('a'));
    const broken = await buildLayer(project.template(), 'Shared', project.path('a'));

    expect(missing).toEqual([expect.objectContaining({ text: 'There is no layer Nobody in the template.' })]);
    expect(broken).toEqual([expect.objectContaining({ file: project.path('layers/shared/index.ts'), line: 1 })]);
    expect(existsSync(project.path('a'))).toBe(false);
  });
});
