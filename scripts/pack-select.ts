/** `npm run pack:select`: builds the package of layers/select as it can be published, and packs it into a file that npm can install. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import { emitDeclarations } from './pack-select/declarations.ts';
import { publishedManifest, readManifest, webFolder } from './pack-select/manifest.ts';
import { standAlone } from './pack-select/pages.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';

const usage = `npm run pack:select

Builds the package of layers/select as it can be published, into dist/npm/select, and packs it there into a file that npm can install.`;

const root = join(import.meta.dirname, '..');
const source = join(root, 'layers/select');
const outDir = join(root, 'dist/npm/select');

await commandLine(async () => {
  const { values } = parseArgs({ options: helpOption });
  if (values.help) console.log(usage);
  else await pack();
});

async function pack(): Promise<void> {
  const manifest = readManifest(join(source, 'package.json'));
  const settings: BuildOptions = {
    absWorkingDir: root,
    outdir: outDir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    external: Object.keys(manifest.peerDependencies),
    logLevel: 'warning',
  };

  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  await build({
    ...settings,
    entryPoints: { index: join(source, 'index.ts'), 's3-select': join(source, 'cli.ts') },
    format: 'esm',
    splitting: true,
  });
  await build({
    ...settings,
    entryPoints: { index: join(source, 'index.ts') },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  });
  emitDeclarations(root, source, join(outDir, 'types'));
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`);
  const pages = ['README.md', 'COMPATIBILITY.md'];
  for (const page of pages) {
    const text = standAlone(readFileSync(join(source, page), 'utf8'), [...pages, 'LICENSE'], webFolder(manifest));
    writeFileSync(join(outDir, page), text);
  }
  copyFileSync(join(root, 'LICENSE'), join(outDir, 'LICENSE'));

  // npm is run from the folder that it packs, where it finds no workspace. The file is put there, too; it is not packed itself.
  const file = `dragons-select-${manifest.version}.tgz`;
  execFileSync('npm', ['pack', '--silent'], {
    cwd: outDir,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const packed = join(outDir, file);
  const shown = relative(process.cwd(), packed);
  console.log(`${shown}: ${(statSync(packed).size / 1024).toFixed(1)} KiB`);
  console.log('Install it in another project:');
  console.log(`  npm install ${packed}`);
  console.log('Publish it:');
  console.log(`  npm publish ./${shown} --access public`);
}
