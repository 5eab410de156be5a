import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

// Packs and installs with npm, and compiles whole programs, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'select-package-'));
const installed = join(folder, 'node_modules/@dragons/select');
const peers = ['@aws-sdk/client-s3', 'hyparquet', 'hyparquet-compressors', 'unbzip2-stream'];

/** What somebody's program does with the package: the rows of a query as text. */
const program = `
  const query = prepare({
    Expression: "SELECT s.name FROM S3Object s WHERE s.family = 'red'",
    ExpressionType: 'SQL',
    InputSerialization: { JSON: { Type: 'LINES' } },
    OutputSerialization: { JSON: {} },
  });
  const rows = '{"name":"Ada","family":"red"}\\n{"name":"Bo","family":"blue"}\\n';
  async function* input() { yield Buffer.from(rows); }
  (async () => {
    for await (const event of query.run(input())) if (event.kind === 'records') process.stdout.write(event.bytes);
  })();
`;

/** What somebody sees who asks for what needs a package that is not there. */
const missingPackages = `
  const base = {
    Bucket: 'b', Key: 'k', Expression: 'SELECT * FROM S3Object', ExpressionType: 'SQL', OutputSerialization: { JSON: {} },
  };
  const bzip2 = { ...base, InputSerialization: { JSON: { Type: 'LINES' }, CompressionType: 'BZIP2' } };
  const parquet = { ...base, InputSerialization: { Parquet: {} } };
  async function* bytes(text) { yield Buffer.from(text); }
  const show = (error) => console.log(error.message.slice(error.message.indexOf('Run:')));
  new SelectObjectContentCommand({ ...bzip2 }).resolveMiddleware()({ input: bzip2 }).catch(show);
  prepare(bzip2).run(bytes('BZh91AY&SY')).next().catch(show);
  prepare(parquet).run(bytes('PAR1')).next().catch(show);
`;

/** Files of the installed package below its folder. */
const files = () =>
  readdirSync(installed, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, input: '{"a":1}\n', encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/pack-select.ts')], { stdio: 'ignore' });
  const { version } = JSON.parse(readFileSync(join(root, 'layers/select/package.json'), 'utf8'));
  const packed = join(root, `dist/npm/select/dragons-select-${version}.tgz`);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], { cwd: folder, stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the package @dragons/select', () => {
  it('installs nothing but itself', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@dragons']);
  });

  it('holds what is run, its types, and what is to be read', () => {
    const rest = files().filter((file) => !/^[\w-]+\.c?js(\.map)?$|^types\/[\w/-]+\.d\.c?ts$/.test(file));

    expect(rest.sort()).toEqual(['COMPATIBILITY.md', 'LICENSE', 'README.md', 'package.json']);
    expect(files().filter((file) => /test|bench/.test(file))).toEqual([]);
  });

  it('has pages that lead to nothing which is not there', () => {
    const there = files();
    for (const page of ['README.md', 'COMPATIBILITY.md']) {
      const links = [...readFileSync(join(installed, page), 'utf8').matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g)];

      expect(links.map(([, path]) => path).filter((path = '') => !there.includes(path))).toEqual([]);
    }
  });

  it('imports nothing but Node, itself and what may be installed beside it', () => {
    const imported = files()
      .filter((file) => /\.c?[jt]s$/.test(file))
      .flatMap((file) => [
        ...readFileSync(join(installed, file), 'utf8').matchAll(
          /\b(?:from\s|import\s|import\(|require\()\s*["']([^"'\s]+)["']/g,
        ),
      ])
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('node:') && !name.startsWith('.'));

    expect(
      [...new Set(imported)].filter((name) => !peers.some((peer) => name === peer || name.startsWith(`${peer}/`))),
    ).toEqual([]);
  });

  it('is imported and required', () => {
    writeFileSync(join(folder, 'import.mjs'), `import { prepare } from '@dragons/select';${program}`);
    writeFileSync(join(folder, 'require.cjs'), `const { prepare } = require('@dragons/select');${program}`);

    for (const file of ['import.mjs', 'require.cjs']) {
      expect(run('node', file)).toEqual({ status: 0, stdout: '{"name":"Ada"}\n', stderr: '' });
    }
  });

  it('brings the command along', () => {
    const command = join(folder, 'node_modules/.bin/s3-select');

    expect(run(command, 'SELECT s.a + 1 AS b FROM S3Object s')).toEqual({ status: 0, stdout: '{"b":2}\n', stderr: '' });
    expect(run(command, '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['the AWS SDK', 'new SelectObjectContentCommand(input).resolveMiddleware()({ input })', '@aws-sdk/client-s3'],
    ['a reader of Parquet', 'parquet(input).next()', 'hyparquet'],
  ])('says what to install when it needs %s', (_what, call, name) => {
    const code = `
      import { prepare, SelectObjectContentCommand } from '@dragons/select';
      const input = {
        Bucket: 'b', Key: 'k', Expression: 'SELECT * FROM S3Object', ExpressionType: 'SQL',
        InputSerialization: { JSON: { Type: 'LINES' } }, OutputSerialization: { JSON: {} },
      };
      async function* bytes() { yield Buffer.from('PAR1'); }
      const parquet = () => prepare({ ...input, InputSerialization: { Parquet: {} } }).run(bytes());
      await ${call}.catch((error) => console.log(error.message));`;

    expect(run('node', '--input-type=module', '--eval', code).stdout).toContain(`npm install ${name}`);
  });

  it.each(['esm', 'cjs'] as const)('is bundled as %s where the optional packages are not installed', async (format) => {
    const isModule = format === 'esm';
    const names = '{ prepare, SelectObjectContentCommand }';
    const entry = join(folder, isModule ? 'bundled.mts' : 'bundled.cts');
    const outfile = join(folder, `bundle-${format}.${isModule ? 'mjs' : 'cjs'}`);
    const first = isModule ? `import ${names} from '@dragons/select';` : `const ${names} = require('@dragons/select');`;
    writeFileSync(entry, `${first}${program}${missingPackages}`);
    const { warnings } = await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format,
      logLevel: 'silent',
    });

    expect(warnings).toEqual([]);
    const { status, stdout, stderr } = run('node', outfile);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const wanted = ['@aws-sdk/client-s3', 'hyparquet hyparquet-compressors', 'unbzip2-stream'];
    const lines = ['{"name":"Ada"}', ...wanted.map((packages) => `Run: npm install ${packages}`)];
    expect(stdout.trimEnd().split('\n').sort()).toEqual(lines.sort());
  });

  it.each([
    ['imports it', 'typed.mts', 'import { prepare, SelectObjectContentCommand } from "@dragons/select";'],
    [
      'requires it',
      'typed.cts',
      'import select = require("@dragons/select"); const { prepare, SelectObjectContentCommand } = select;',
    ],
  ])('has types for a program that %s without the AWS SDK', (_how, file, first) => {
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
    rmSync(join(folder, 'node_modules/@types/node'), { force: true });
    symlinkSync(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
    writeFileSync(
      join(folder, file),
      `${first}
       const { needsSeeking }: { needsSeeking: boolean } = prepare({ Expression: '' });
       // @ts-expect-error a number is no key
       new SelectObjectContentCommand({ Key: 1 });
       export { needsSeeking };`,
    );
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];

    expect(run(join(root, 'node_modules/.bin/tsc'), ...flags, file)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.each([false, true])('takes the types of the AWS SDK with exactOptionalPropertyTypes %s', (isExact) => {
    // Where somebody has both: the SDK is linked below a folder of its own, so that the package itself stays without it.
    const both = join(folder, `both-${String(isExact)}`);
    mkdirSync(join(both, 'node_modules/@types'), { recursive: true });
    symlinkSync(join(root, 'node_modules/@aws-sdk'), join(both, 'node_modules/@aws-sdk'));
    symlinkSync(join(root, 'node_modules/@types/node'), join(both, 'node_modules/@types/node'));
    writeFileSync(
      join(both, 'both.mts'),
      `import { S3Client, type SelectObjectContentCommandInput } from '@aws-sdk/client-s3';
       import { SelectObjectContentCommand, selectObjectContent } from '@dragons/select';
       const s3 = new S3Client({});
       export const send = (input: SelectObjectContentCommandInput) => s3.send(new SelectObjectContentCommand(input));
       export const call = (input: SelectObjectContentCommandInput) => selectObjectContent(s3, input);
       export const direct = new SelectObjectContentCommand({
         Bucket: process.env.BUCKET, Key: process.env['KEY'], Expression: 'SELECT * FROM S3Object', ExpressionType: 'SQL',
         InputSerialization: { Parquet: {} }, OutputSerialization: { JSON: {} },
       });
       // @ts-expect-error the key has to be said
       new SelectObjectContentCommand({ Bucket: 'b' });`,
    );
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    const exact = ['--exactOptionalPropertyTypes', String(isExact), '--types', 'node'];
    const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), [...flags, ...exact, 'both.mts'], {
      cwd: both,
      encoding: 'utf8',
    });

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
