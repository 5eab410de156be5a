import { readFileSync } from 'node:fs';

/** As much of the package.json of layers/select as goes into the package. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly keywords: string[];
  readonly license: string;
  /** Where the sources are; `directory` is the package's folder in there. */
  readonly repository?: { readonly type: string; readonly url: string; readonly directory?: string };
  readonly engines: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { optional: boolean }>;
}

const fields = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'engines',
  'peerDependencies',
  'peerDependenciesMeta',
] as const satisfies (keyof Manifest)[];

/** Reads the package.json. Fails when it lacks something that a published one says. */
export function readManifest(path: string): Manifest {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (isManifest(manifest)) return manifest;
  throw new Error(`${path} must have all of: ${fields.join(', ')}.`);
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && fields.every((field) => field in value);
}

/** The package.json that is published: what the package offers, built, and nothing of the workspace. */
export function publishedManifest(manifest: Manifest): object {
  const { name, version, description, keywords, license, repository } = manifest;
  const { engines, peerDependencies, peerDependenciesMeta } = manifest;
  return {
    name,
    version,
    description,
    keywords,
    license,
    repository,
    type: 'module',
    sideEffects: false,
    exports: {
      '.': {
        import: { types: './types/index.d.ts', default: './index.js' },
        require: { types: './types/index.d.cts', default: './index.cjs' },
      },
      './package.json': './package.json',
    },
    main: './index.cjs',
    types: './types/index.d.cts',
    bin: { 's3-select': 's3-select.js' },
    files: ['*.js', '*.cjs', '*.map', 'types', 'COMPATIBILITY.md'],
    engines,
    peerDependencies,
    peerDependenciesMeta,
  };
}

/** Where files of the package's folder are read on the web; undefined when the package.json does not say where the sources are. */
export function webFolder({ repository }: Manifest): string | undefined {
  if (!repository) return undefined;
  const web = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return [web, 'blob/main', repository.directory].filter((part) => part !== undefined).join('/');
}
