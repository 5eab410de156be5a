import { describe, expect, test } from 'vitest';
import { readBuildProperties } from './build-properties.ts';

const defaults = { target: 'es2020', format: 'cjs', minify: true };

describe('build properties', () => {
  test('without any, the defaults are those of SAM', () => {
    expect(readBuildProperties({})).toEqual({
      settings: { entryPoints: undefined, options: defaults },
      complaints: [],
    });
  });

  test.each([
    [{ Minify: false }, { minify: false }],
    [{ Minify: true }, { minify: true }],
    [{ Minify: 'false' }, { minify: false }],
    [{ Target: 'node24,es2022' }, { target: ['node24', 'es2022'] }],
    [{ Format: 'esm' }, { format: 'esm' }],
    [{ OutExtension: ['.js=.mjs'] }, { outExtension: { '.js': '.mjs' } }],
    [{ Sourcemap: true }, { sourcemap: true }],
    [{ Sourcemap: 'inline' }, { sourcemap: 'inline' }],
    [{ Sourcemap: false }, {}],
    // SAM leaves a flag out that is false, so esbuild's default stays.
    [{ SourcesContent: false }, {}],
    [{ SourcesContent: 'false' }, { sourcesContent: false }],
    [{ TreeShaking: 'false' }, { treeShaking: false }],
    [{ KeepNames: true }, { keepNames: true }],
    [{ MainFields: 'module,main' }, { mainFields: ['module', 'main'] }],
    [{ External: ['@aws-sdk/*', 'x'] }, { external: ['@aws-sdk/*', 'x'] }],
    [{ Banner: ['js=import "a=b";'] }, { banner: { js: 'import "a=b";' } }],
    [{ Define: ['process.env.A="1"'] }, { define: { 'process.env.A': '"1"' } }],
    [{ Loader: ['.sql=text'] }, { loader: { '.sql': 'text' } }],
    [{ Bundle: false, Platform: 'browser', Outdir: 'x', UseNpmCi: true }, {}],
  ])('%j', (properties, expected) => {
    const { settings, complaints } = readBuildProperties(properties);

    expect(complaints).toEqual([]);
    expect(settings.options).toEqual({ ...defaults, ...expected });
  });

  test.each([
    [{ Colour: 'red' }, /^The build property Colour is not simulated; known are EntryPoints, Alias, /],
    [{ EntryPoints: 'a.ts' }, /^EntryPoints must be a list of file names\.$/],
    [{ EntryPoints: [] }, /^EntryPoints must be a list of file names\.$/],
    [{ External: 'a' }, /^External must be a list of texts\.$/],
    [{ MainFields: ['module'] }, /^MainFields must be text, its items separated by commas\.$/],
    [{ Minify: 1 }, /^Minify must be true or false\.$/],
    [{ Define: { A: '1' } }, /^Define must be a list of texts of the form name=value\.$/],
    [{ Sourcemap: 'none' }, /^Sourcemap must be true or one of /],
    [{ External: ['./node_modules/*'] }, /^External: \.\/node_modules\/\* is not simulated/],
  ])('%j is refused', (properties, expected) => {
    expect(readBuildProperties(properties).complaints).toEqual([expect.stringMatching(expected)]);
  });
});
