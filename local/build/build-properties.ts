import type { BuildOptions } from 'esbuild';
import type { Json, JsonObject } from '../json.ts';

/** The build settings of a function or layer, in the form of esbuild's JavaScript API. */
export interface BuildSettings {
  /** As written in the template; paths are relative to the source folder. */
  readonly entryPoints: readonly string[] | undefined;
  readonly options: BuildOptions;
}

type Option = keyof BuildOptions;

/** How SAM hands a property on: `--flag`, `--name=value`, `--name:item` for every item. */
type Form = 'flag' | 'text' | 'comma list' | 'list' | 'pairs' | 'sourcemap';

const forms: Readonly<Record<string, readonly [Option, Form]>> = {
  Alias: ['alias', 'pairs'],
  AssetNames: ['assetNames', 'text'],
  Banner: ['banner', 'pairs'],
  Charset: ['charset', 'text'],
  Conditions: ['conditions', 'comma list'],
  Define: ['define', 'pairs'],
  Drop: ['drop', 'list'],
  EntryNames: ['entryNames', 'text'],
  External: ['external', 'list'],
  Footer: ['footer', 'pairs'],
  Format: ['format', 'text'],
  Inject: ['inject', 'list'],
  KeepNames: ['keepNames', 'flag'],
  LegalComments: ['legalComments', 'text'],
  Loader: ['loader', 'pairs'],
  MainFields: ['mainFields', 'comma list'],
  Minify: ['minify', 'flag'],
  MinifyIdentifiers: ['minifyIdentifiers', 'flag'],
  MinifySyntax: ['minifySyntax', 'flag'],
  MinifyWhitespace: ['minifyWhitespace', 'flag'],
  OutExtension: ['outExtension', 'pairs'],
  Packages: ['packages', 'text'],
  Pure: ['pure', 'list'],
  ResolveExtensions: ['resolveExtensions', 'comma list'],
  Sourcemap: ['sourcemap', 'sourcemap'],
  SourcesContent: ['sourcesContent', 'flag'],
  Target: ['target', 'comma list'],
  TreeShaking: ['treeShaking', 'flag'],
  Tsconfig: ['tsconfig', 'text'],
};

/** SAM sets the first three itself, and the last one is for npm. */
const ignored = ['Bundle', 'Platform', 'Outdir', 'UseNpmCi'];

/**
 * Reads `Metadata.BuildProperties` as SAM does: every property becomes a flag of esbuild.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html
 * @returns the settings, and a sentence for everything that is unknown or in a form that SAM could not hand on
 */
export function readBuildProperties(properties: JsonObject): { settings: BuildSettings; complaints: string[] } {
  const complaints: string[] = [];
  // SAM's own defaults; a property of the template replaces them even when it is `false`.
  const options: Record<string, unknown> = {
    target: 'es2020',
    format: 'cjs',
    minify: !('Minify' in properties),
  };
  let entryPoints: readonly string[] | undefined;
  for (const [name, value] of Object.entries(properties)) {
    if (ignored.includes(name)) continue;
    if (name === 'EntryPoints') {
      entryPoints = textList(value);
      if (!entryPoints?.length) complaints.push('EntryPoints must be a list of file names.');
      continue;
    }
    const known = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (!known) {
      complaints.push(
        `The build property ${name} is not simulated; known are EntryPoints, ${Object.keys(forms).join(', ')}.`,
      );
      continue;
    }
    const [option, form] = known;
    const read = readers[form](value);
    if (typeof read === 'string') complaints.push(`${name} must be ${read}.`);
    else if (read.value !== undefined) options[option] = read.value;
  }
  if (textList(properties.External ?? [])?.includes('./node_modules/*') === true) {
    complaints.push('External: ./node_modules/* is not simulated; name the packages.');
  }
  return { settings: { entryPoints, options }, complaints };
}

/** What a form makes of a value; a text says what the value must be. */
const readers: Readonly<Record<Form, (value: Json) => { value: unknown } | string>> = {
  // SAM writes `--name` for true and nothing at all for false: only the text 'false' turns esbuild's own default off.
  flag: (value) => {
    if (typeof value === 'boolean') return { value: value || undefined };
    return value === 'true' || value === 'false' ? { value: value === 'true' } : 'true or false';
  },
  sourcemap: (value) => {
    if (typeof value === 'boolean') return { value: value || undefined };
    const kinds = ['linked', 'inline', 'external', 'both'];
    return typeof value === 'string' && kinds.includes(value) ? { value } : `true or one of ${kinds.join(', ')}`;
  },
  text: (value) => (typeof value === 'string' ? { value } : 'text'),
  'comma list': (value) =>
    typeof value === 'string' ? { value: value.split(',') } : 'text, its items separated by commas',
  list: (value) => {
    const items = textList(value);
    return items ? { value: items } : 'a list of texts';
  },
  pairs: (value) => {
    const items = textList(value);
    if (!items?.every((item) => item.includes('='))) return 'a list of texts of the form name=value';
    const pairs = items.map((item) => [item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)]);
    return { value: Object.fromEntries(pairs) };
  },
};

function textList(value: Json): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}
