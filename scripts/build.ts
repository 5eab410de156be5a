/** `npm run build`: builds every function and layer into dist/, as `sam build` would, and says how large each function is. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildAll, formatBuildError, type BuildResult, type BuiltUnit } from '../local/build/index.ts';
import { InvalidTemplateError, readTemplate, type ResolvedTemplate } from '../local/template/index.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';

const usage = `npm run build

Builds every function and layer of template.yaml into dist/, as "sam build" would, and says how large each function is.

Ends with 1 when one cannot be built.`;

interface Size {
  readonly raw: number;
  readonly gzip: number;
}

const root = join(import.meta.dirname, '..');
const outDir = join(root, 'dist');
const startedAt = performance.now();

await commandLine(
  async () => {
    const { values } = parseArgs({ options: helpOption });
    if (values.help) console.log(usage);
    else await build();
  },
  (error) => error instanceof InvalidTemplateError,
);

async function build(): Promise<void> {
  const template = readTemplate(join(root, 'template.yaml'));
  const result = await buildAll(template, outDir);
  for (const line of report(template, result)) console.log(line);
  for (const error of result.errors) console.error(formatBuildError(error));
  if (result.errors.length > 0) process.exitCode = 1;
}

function report(template: ResolvedTemplate, result: BuildResult): string[] {
  const built = [...result.units.values()];
  const width = Math.max(0, ...built.map(({ logicalId }) => logicalId.length));
  const rows = built.map((unit) => {
    const own = sizeOf(unit);
    const layers = unit.kind === 'function' ? layersOf(template, result, unit) : [];
    const total = layers.map(sizeOf).reduce((a, b) => ({ raw: a.raw + b.raw, gzip: a.gzip + b.gzip }), own);
    const names = layers.map(({ logicalId }) => logicalId).join(' + ');
    const withLayers = layers.length > 0 ? `   ${show(total)} with ${names}` : '';
    return `  ${unit.logicalId.padEnd(width)}  ${show(own)}${withLayers}`;
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  const done = result.rebuilt.length > 0 ? `built ${result.rebuilt.join(', ')}` : 'nothing changed';
  return [`${relative(process.cwd(), outDir) || '.'}: ${done} (${seconds} s)`, ...rows];
}

/** The layers of a function: its property `Layers` holds what `Ref` yields for each. */
function layersOf(template: ResolvedTemplate, result: BuildResult, { logicalId }: BuiltUnit): BuiltUnit[] {
  const refs = template.resources.get(logicalId)?.properties.Layers;
  const ids = [...template.resources.values()]
    .filter(({ ref }) => Array.isArray(refs) && refs.includes(ref))
    .map((layer) => layer.logicalId);
  return ids.map((id) => result.units.get(id)).filter((unit) => unit !== undefined);
}

/** Source maps are not loaded unless something fails, so they do not count. */
function sizeOf({ directory, files }: BuiltUnit): Size {
  const code = files.filter((file) => !file.endsWith('.map')).map((file) => readFileSync(join(directory, file)));
  return {
    raw: code.reduce((sum, contents) => sum + contents.length, 0),
    gzip: code.reduce((sum, contents) => sum + gzipSync(contents).length, 0),
  };
}

function show({ raw, gzip }: Size): string {
  const kib = (bytes: number) => (bytes / 1024).toFixed(1).padStart(7);
  return `${kib(raw)} KiB (gzip ${kib(gzip).trim()} KiB)`;
}
