import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { isObject, type JsonObject } from '../json.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/index.ts';
import type { BuildError } from './build-error.ts';
import { readBuildProperties } from './build-properties.ts';

/** A function or layer of the template that is to be built. */
export interface BuildUnit {
  readonly logicalId: string;
  readonly kind: 'function' | 'layer';
  /** Absolute path of `CodeUri` or `ContentUri`. */
  readonly sourceDirectory: string;
  /** Where its files go, below the output folder: what Lambda mounts as /var/task or /opt. */
  readonly directory: string;
  /** Where its bundle goes, below `directory`. */
  readonly bundleDirectory: string;
  /** Settings for esbuild; entry points are relative to the source folder. Undefined where the template holds the code. */
  readonly options: BuildOptions | undefined;
  /** Files beside the bundle, by path below `directory`. */
  readonly extraFiles: Readonly<Record<string, string>>;
  /** The function's handler in the built folder; undefined for layers. */
  readonly handler: string | undefined;
  /** Whether SAM would add `--enable-source-maps` to the function's `NODE_OPTIONS`. */
  readonly sourceMaps: boolean;
}

/** Finds what is to be built. What cannot be built here comes back as errors at the resource's place. */
export function buildUnits(template: ResolvedTemplate): { units: readonly BuildUnit[]; errors: readonly BuildError[] } {
  const units: BuildUnit[] = [];
  const errors: BuildError[] = [];
  for (const resource of template.resources.values()) {
    const read =
      resource.type === 'AWS::Serverless::Function'
        ? functionUnit
        : resource.type === 'AWS::Serverless::LayerVersion'
          ? layerUnit
          : undefined;
    if (!read) continue;
    const complaints: string[] = [];
    const unit = read(template, resource, complaints);
    if (unit && complaints.length === 0) units.push(unit);
    errors.push(...complaints.map((text) => atResource(template, resource, text)));
  }
  return { units, errors };
}

function functionUnit(template: ResolvedTemplate, resource: TemplateResource, complaints: string[]) {
  const { logicalId, properties, metadata } = resource;
  if (typeof properties.InlineCode === 'string') return inlineUnit(template, resource, properties.InlineCode);
  if (metadata.BuildMethod !== 'esbuild') {
    complaints.push(`${logicalId}: only functions with InlineCode or Metadata BuildMethod esbuild are built here.`);
    return undefined;
  }
  const { Handler: handler } = properties;
  if (typeof handler !== 'string' || !handler.includes('.')) {
    complaints.push(`${logicalId}: Handler must be of the form file.export.`);
    return undefined;
  }
  const source = sourceOf(template, logicalId, 'CodeUri', properties, complaints);
  // SAM takes what stands before the first dot.
  const options = source && bundleOptions(resource, source, [handler.split('.', 1)[0] ?? ''], complaints);
  if (!options) return undefined;
  return {
    logicalId,
    kind: 'function' as const,
    sourceDirectory: source,
    directory: join('functions', logicalId),
    bundleDirectory: '',
    options,
    extraFiles: {},
    handler: builtHandler(handler, options),
    sourceMaps: Boolean(options.sourcemap),
  };
}

/** The code becomes the file `index.js`, and is not built (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html). */
function inlineUnit(template: ResolvedTemplate, { logicalId, properties }: TemplateResource, code: string): BuildUnit {
  return {
    logicalId,
    kind: 'function',
    sourceDirectory: template.directory,
    directory: join('functions', logicalId),
    bundleDirectory: '',
    options: undefined,
    extraFiles: { 'index.js': code },
    handler: typeof properties.Handler === 'string' ? properties.Handler : undefined,
    sourceMaps: false,
  };
}

function layerUnit(template: ResolvedTemplate, resource: TemplateResource, complaints: string[]) {
  const { logicalId, properties, metadata } = resource;
  if (metadata.BuildMethod !== 'makefile') {
    complaints.push(`${logicalId}: only layers with Metadata BuildMethod makefile are built here.`);
    return undefined;
  }
  const source = sourceOf(template, logicalId, 'ContentUri', properties, complaints);
  const options = source && bundleOptions(resource, source, undefined, complaints);
  if (!options) return undefined;
  const manifest = readManifest(source);
  if (!manifest) {
    complaints.push(`${logicalId}: ${join(source, 'package.json')} must have the name that functions import.`);
    return undefined;
  }
  const bundleDirectory = join('nodejs', 'node_modules', manifest.name);
  const type = options.format === 'esm' ? 'module' : 'commonjs';
  const built = { ...manifest, type, main: `./${entryOutput(options)}` };
  return {
    logicalId,
    kind: 'layer' as const,
    sourceDirectory: source,
    directory: join('layers', logicalId),
    bundleDirectory,
    options,
    extraFiles: { [join(bundleDirectory, 'package.json')]: `${JSON.stringify(built, null, 2)}\n` },
    handler: undefined,
    sourceMaps: false,
  };
}

function sourceOf(
  template: ResolvedTemplate,
  logicalId: string,
  property: string,
  properties: JsonObject,
  complaints: string[],
): string | undefined {
  const uri = properties[property];
  if (typeof uri !== 'string' || /^s3:/i.test(uri)) {
    complaints.push(`${logicalId}: ${property} must be a folder beside the template.`);
    return undefined;
  }
  const directory = resolve(template.directory, uri);
  if (existsSync(directory)) return directory;
  complaints.push(`${logicalId}: ${property} ${uri} does not exist.`);
  return undefined;
}

function bundleOptions(
  resource: TemplateResource,
  source: string,
  defaultEntryPoints: readonly string[] | undefined,
  complaints: string[],
): BuildOptions | undefined {
  const { logicalId, metadata } = resource;
  const properties = metadata.BuildProperties ?? {};
  if (!isObject(properties)) {
    complaints.push(`${logicalId}: BuildProperties must be a map.`);
    return undefined;
  }
  const { settings, complaints: found } = readBuildProperties(properties);
  complaints.push(...found.map((text) => `${logicalId}: ${text}`));
  const entryPoints = settings.entryPoints ?? defaultEntryPoints;
  if (!entryPoints) {
    complaints.push(`${logicalId}: BuildProperties.EntryPoints must say what the layer's Makefile bundles.`);
    return undefined;
  }
  const files: string[] = [];
  for (const entryPoint of entryPoints) {
    const candidates = extname(entryPoint) === '' ? [`${entryPoint}.ts`, `${entryPoint}.js`] : [entryPoint];
    const file = candidates.find((candidate) => existsSync(join(source, candidate)));
    if (file === undefined)
      complaints.push(`${logicalId}: the entry point ${join(source, entryPoint)} does not exist.`);
    else files.push(file);
  }
  return { ...settings.options, bundle: true, platform: 'node', absWorkingDir: source, entryPoints: files };
}

/** esbuild puts a single entry point at the top of the output folder; SAM then drops the folders from the handler. */
function builtHandler(handler: string, options: BuildOptions): string {
  const entryPoints = Array.isArray(options.entryPoints) ? options.entryPoints : [];
  return entryPoints.length === 1 ? (handler.split('/').at(-1) ?? handler) : handler;
}

function entryOutput(options: BuildOptions): string {
  const [first] = Array.isArray(options.entryPoints) ? options.entryPoints : [];
  const name = typeof first === 'string' ? (first.split('/').at(-1) ?? '') : '';
  return `${name.slice(0, -extname(name).length)}${options.outExtension?.['.js'] ?? '.js'}`;
}

function readManifest(directory: string): { name: string; version: string } | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
  if (!isObject(manifest) || typeof manifest.name !== 'string') return undefined;
  return { name: manifest.name, version: typeof manifest.version === 'string' ? manifest.version : '0.0.0' };
}

function atResource(template: ResolvedTemplate, resource: TemplateResource, text: string): BuildError {
  const line = Number(resource.place.split(':').at(-1));
  return { logicalId: resource.logicalId, file: template.file, line, column: 1, text, source: undefined };
}
