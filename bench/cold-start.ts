import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { buildAll, formatBuildError } from '../local/build/index.ts';
import { isObject, type JsonObject } from '../local/json.ts';
import { readTemplate, type TemplateResource } from '../local/template/index.ts';
import { median, ms, printTable } from './statistics.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const rounds = 15;

/** A bundle to load in a fresh process. */
interface Subject {
  readonly name: string;
  readonly file: string;
  /** Folders of layers, which Lambda puts on NODE_PATH. */
  readonly layers: readonly string[];
  /** The variables that the template gives it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * How long a fresh process takes to load each function's bundle with its layers, beside one that holds only `@aws-sdk/client-s3`.
 * Rounds go over all subjects in turn, so that noise of the machine meets all alike.
 */
export async function coldStart(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dragons-bench-'));
  try {
    const subjects = [await baseline(folder), ...(await functions(folder)), await withoutLayers(folder)];
    const samples = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const subject of subjects) samples.get(subject)?.push(await loadTime(subject));
    }
    const base = median(samples.get(subjects[0] ?? fail()) ?? []);
    const rows = await Promise.all(
      subjects.map(async (subject) => {
        const time = median(samples.get(subject) ?? []);
        return [
          subject.name,
          `${((await sizeOf(subject)) / 1024).toFixed(0)} KiB`,
          ms(time),
          `${(time / base).toFixed(2)} ×`,
        ];
      }),
    );
    printTable([['bundle with its layers', 'size', 'load', 'ratio'], ...rows]);
    console.log(`\nMedians of ${rounds} fresh processes. Budget: 700 KiB, 3 ×.`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function baseline(folder: string): Promise<Subject> {
  const file = join(folder, 'baseline', 'handler.js');
  await build({
    stdin: {
      contents: `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
        const s3 = new S3Client({});
        export const handler = () => s3.send(new GetObjectCommand({}));`,
      resolveDir: root,
    },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outfile: file,
  });
  return { name: 'only @aws-sdk/client-s3', file, layers: [], environment: {} };
}

/** The same function with the layers' code in its own bundle, and else built alike: what layers cost or save. */
async function withoutLayers(folder: string): Promise<Subject> {
  const file = join(folder, 'without-layers', 'handler.js');
  const { resources } = readTemplate(join(root, 'template.yaml'));
  const listDragons = resources.get('ListDragons') ?? fail();
  await build({
    entryPoints: [join(root, 'functions/dragons/list-dragons/handler.ts')],
    bundle: true,
    minify: true,
    // Node reads the map when the bundle is loaded, as the template's NODE_OPTIONS ask it to.
    sourcemap: true,
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: externals(listDragons).filter((name) => !name.startsWith('@dragons/')),
    plugins: [leave(externals(resources.get('SelectLayer') ?? fail()))],
    outfile: file,
  });
  return { name: 'ListDragons without layers', file, layers: [], environment: variablesOf(listDragons.properties) };
}

/** The packages that the template leaves out of a bundle. */
function externals({ metadata }: TemplateResource): string[] {
  const settings = metadata.BuildProperties;
  return isObject(settings) && Array.isArray(settings.External) ? settings.External.map(String) : [];
}

/** Leaves packages out where they are loaded only when asked for, as they stay out of the layer that asks for them. */
function leave(packages: string[]): Plugin {
  return {
    name: 'leave',
    setup: (bundle) => {
      bundle.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
        const isLeft = packages.some((name) => path === name || path.startsWith(`${name}/`));
        return kind === 'dynamic-import' && isLeft ? { path, external: true } : undefined;
      });
    },
  };
}

async function functions(folder: string): Promise<Subject[]> {
  const template = readTemplate(join(root, 'template.yaml'));
  const { units, errors } = await buildAll(template, join(folder, 'dist'));
  for (const error of errors) console.error(formatBuildError(error));
  const directoryOf = new Map(
    [...template.resources.values()].map(({ ref, logicalId }) => [ref, units.get(logicalId)?.directory]),
  );
  return [...template.resources.values()].flatMap(({ type, logicalId, properties }) => {
    const directory = units.get(logicalId)?.directory;
    if (type !== 'AWS::Serverless::Function' || directory === undefined) return [];
    const layers = Array.isArray(properties.Layers) ? properties.Layers : [];
    return [
      {
        name: logicalId,
        file: join(directory, 'handler.js'),
        layers: layers.map((layer) => (typeof layer === 'string' ? directoryOf.get(layer) : undefined) ?? ''),
        environment: variablesOf(properties),
      },
    ];
  });
}

function variablesOf({ Environment: environment }: JsonObject): Record<string, string> {
  const variables = isObject(environment) && isObject(environment.Variables) ? environment.Variables : {};
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (typeof value === 'object' ? [] : [[name, String(value)]])),
  );
}

async function loadTime({ file, layers, environment }: Subject): Promise<number> {
  const script = `const start = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - start)`;
  const { stdout } = await run(process.execPath, ['-e', script], {
    env: {
      ...environment,
      NODE_PATH: layers.map((layer) => join(layer, 'nodejs/node_modules')).join(delimiter),
      AWS_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
  });
  return Number(stdout.trim().split('\n').at(-1));
}

async function sizeOf({ file, layers }: Subject): Promise<number> {
  const files = [
    file,
    ...(
      await Promise.all(
        layers.map(async (layer) => (await readdir(layer, { recursive: true })).map((name) => join(layer, name))),
      )
    ).flat(),
  ];
  const sizes = await Promise.all(
    files.filter((name) => name.endsWith('.js')).map(async (name) => (await stat(name)).size),
  );
  return sizes.reduce((a, b) => a + b);
}

function fail(): never {
  throw new Error('There is nothing to measure.');
}
