import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { unitDocument, wholeDocument } from './document.ts';
import { isAllowed, licenceFault } from './licences.ts';
import { packageOf, type Package } from './package-of.ts';

const root = mkdtempSync(join(tmpdir(), 'dragons-sbom-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Installs a package with one file and a licence text. */
function install(place: string, manifest: object): string {
  const folder = join(root, place);
  mkdirSync(join(folder, 'lib'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'LICENSE'), 'Take it.');
  // Packages say so below their own folder, too, and name neither themselves nor a version there.
  writeFileSync(join(folder, 'lib/package.json'), '{"type": "commonjs"}');
  return join(folder, 'lib/index.js');
}

const wing = install('node_modules/@scale/wing', { name: '@scale/wing', version: '1.2.3', license: 'MIT' });
const claw = install('node_modules/@scale/wing/node_modules/claw', {
  name: 'claw',
  version: '0.1.0',
  license: '(MIT OR GPL-3.0-only)',
});
/** A document, as far as the tests look into it. */
interface Whole {
  readonly components: readonly {
    readonly name: string;
    readonly properties: readonly { readonly name: string; readonly value: string }[];
    readonly evidence: {
      readonly licenses: readonly { readonly license: { readonly text: { readonly content: string } } }[];
    };
  }[];
}
const packageAt = (file: string): Package => packageOf(file, root) ?? expect.fail(file);

describe('the package that a file belongs to', () => {
  it('is the innermost one, in the version that is installed', () => {
    expect(packageAt(wing)).toMatchObject({ name: '@scale/wing', version: '1.2.3', licence: 'MIT' });
    expect(packageAt(claw)).toMatchObject({ name: 'claw', version: '0.1.0' });
  });

  it('is the same one for all of its files', () => {
    expect(packageAt(join(root, 'node_modules/@scale/wing/other.js'))).toBe(packageAt(wing));
  });

  it('is the bundler for a module that the bundler wrote', () => {
    install('node_modules/vite', { name: 'vite', version: '8.0.0', license: 'MIT' });

    expect(packageAt('\0vite/preload-helper.js').name).toBe('vite');
  });

  it('is none for the files of the repository', () => {
    expect(packageOf(join(root, 'functions/handler.ts'), root)).toBeUndefined();
  });

  it('has to say what it is', () => {
    expect(() => packageOf(install('node_modules/nameless', {}), root)).toThrow('nameless/package.json has no name');
  });
});

describe('a licence', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'GPL-3.0-only OR ISC', 'MIT AND ISC', '(MIT AND (ISC OR X))'])(
    'is fine: %s',
    (expression) => {
      expect(isAllowed(expression)).toBe(true);
    },
  );

  it.each([
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'MIT AND (GPL-3.0-only OR AGPL-3.0-only)',
    'GPL-3.0-only WITH Classpath-exception-2.0',
    'SEE LICENSE IN LICENSE.txt',
    'UNLICENSED',
    'MIT ISC',
    'MIT OR',
    '(MIT',
    '',
  ])('is not: "%s"', (expression) => {
    expect(isAllowed(expression)).toBe(false);
  });

  it('that is not on the list is told with its package, where it was found, and what is allowed', () => {
    const fault = licenceFault({ ...packageAt(wing), licence: 'AGPL-3.0-only' }, 'ListDragons');

    expect(fault).toMatch(
      /^ListDragons holds @scale\/wing 1\.2\.3, whose licence is AGPL-3\.0-only\. Allowed are .*MIT/,
    );
  });

  it('that is missing is told, too', () => {
    expect(licenceFault({ ...packageAt(wing), licence: undefined }, 'web')).toContain('names no licence');
    expect(licenceFault(packageAt(wing), 'web')).toBeUndefined();
  });
});

describe('a document', () => {
  const application = { name: 'dragons', version: '0.1.0', licence: 'Apache-2.0' };
  const both = { name: 'ListDragons', packages: [packageAt(wing), packageAt(claw)] };
  const one = { name: 'web', packages: [packageAt(claw)] };

  it('of a unit is CycloneDX, with name, version, address and licence of each package', () => {
    const document = JSON.parse(unitDocument(application, both)) as object;

    expect(document).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: {
        component: { type: 'application', group: 'dragons', name: 'ListDragons', version: '0.1.0' },
        lifecycles: [{ phase: 'build' }],
      },
      components: [
        {
          type: 'library',
          group: '@scale',
          name: 'wing',
          version: '1.2.3',
          purl: 'pkg:npm/%40scale/wing@1.2.3',
          licenses: [{ license: { id: 'MIT' } }],
        },
        { name: 'claw', purl: 'pkg:npm/claw@0.1.0', licenses: [{ expression: '(MIT OR GPL-3.0-only)' }] },
      ],
    });
  });

  it('of everything names each package once, with the units that hold it and the text of its licence', () => {
    const { components } = JSON.parse(wholeDocument(application, [both, one])) as Whole;

    expect(components.map(({ name }) => name)).toEqual(['wing', 'claw']);
    const [, { properties, evidence } = expect.fail()] = components;
    expect(properties).toEqual([
      { name: 'dragons:bundledIn', value: 'ListDragons' },
      { name: 'dragons:bundledIn', value: 'web' },
    ]);
    expect(evidence.licenses.map(({ license }) => Buffer.from(license.text.content, 'base64').toString())).toEqual([
      'Take it.',
    ]);
  });

  it('is what the schema of CycloneDX takes', () => {
    const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');
    const schema = (name: string): object =>
      JSON.parse(readFileSync(join(library, `../res/schema/${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ['spdx', 'jsf-0.82']) {
      ajv.addSchema({ ...schema(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
    }
    const validate = ajv.compile(schema('bom-1.6'));

    for (const document of [unitDocument(application, both), wholeDocument(application, [both, one])]) {
      validate(JSON.parse(document));
      expect(validate.errors).toBeNull();
    }
    expect(validate({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ name: 'wing' }] })).toBe(false);
  });

  it('is the same for the same packages, in whatever order they were found', () => {
    const turned = { ...both, packages: both.packages.toReversed() };

    expect(wholeDocument(application, [one, turned])).toBe(wholeDocument(application, [both, one]));
  });
});
