import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readTemplate, type ResolvedTemplate } from '../../template/index.ts';

/** A small application in a folder of its own, which is removed when the test ends. */
export class Project {
  readonly directory = mkdtempSync(join(tmpdir(), 'build-'));
  readonly outDir = join(this.directory, 'dist');

  constructor(files: Readonly<Record<string, string>> = standardFiles) {
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true }));
    for (const [name, contents] of Object.entries(files)) this.write(name, contents);
    // The files are old, as in a project that is built some time after it was written.
    for (const name of Object.keys(files)) utimesSync(this.path(name), 1_700_000_000, 1_700_000_000);
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** Writes a file in one step, as far as somebody who watches can tell. */
  write(name: string, contents: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path('.written'), contents);
    renameSync(this.path('.written'), this.path(name));
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  template(): ResolvedTemplate {
    return readTemplate(this.path('template.yaml'), { stackName: 'test' });
  }
}

/** Two functions that share a file, and a layer. */
export const standardFiles = {
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {CodeUri: functions/, Handler: handler.handler, Runtime: nodejs24.x}
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties: {EntryPoints: [hello/handler.ts], Target: node24, Sourcemap: true, External: ['@test/*']}
  Bye:
    Type: AWS::Serverless::Function
    Properties: {Handler: bye/handler.handler}
    Metadata: {BuildMethod: esbuild, BuildProperties: {Minify: false}}
  Shared:
    Type: AWS::Serverless::LayerVersion
    Metadata: {BuildMethod: makefile, BuildProperties: {EntryPoints: [index.ts]}}
    Properties: {ContentUri: layers/shared}
`,
  'functions/hello/handler.ts': `import { shout } from '../shout.ts';
import { version } from '@test/shared';
export const handler = async (name: string): Promise<string> => shout(name + version);
`,
  'functions/bye/handler.ts': `import { shout } from '../shout.ts';
export const handler = async (name: string): Promise<string> => 'bye ' + shout(name);
`,
  'functions/shout.ts': `export const shout = (text: string): string => text.toUpperCase();\n`,
  'layers/shared/package.json':
    '{"name": "@test/shared", "version": "1.2.3", "type": "module", "exports": "./index.ts"}',
  'layers/shared/index.ts': `export const version = 'v1';\n`,
};
