import { readFileSync } from 'node:fs';

/** As much of the package.json of layers/select as goes into the package. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly keywords: string[];
  readonly license: string;
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
  const { name, version, description, keywords, license, engines, peerDependencies, peerDependenciesMeta } = manifest;
  return {
    name,
    version,
    description,
    keywords,
    license,
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
