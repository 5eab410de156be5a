// What style.md calls "making the wrong thing unspellable": the exceptions stand here, in one place.
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a file is named after what it exports.',
};

/** Forbids a folder to import what the house's arrows do not allow: patterns of paths, or a regular expression. */
function arrows(files, ...groups) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: groups.map(([group, message]) =>
            group instanceof RegExp ? { regex: group.source, message } : { group: [].concat(group), message },
          ),
        },
      ],
    },
  };
}

const beyondSelect = /^@dragons\/|^(\.\.\/)+(core|functions|local)\//;
const beyondContract = ['**/functions/**', '**/layers/**', '**/local/**', '@dragons/*'];
const onlyContract = 'This folder knows only the contract.';

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '.aws-sam', 'out', '**/generated', 'coverage', 'tests/fixtures/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Tests may narrow what they just made, and say what a fake is.
    files: ['**/*.test.{ts,tsx}', '**/testing/**', 'layers/select/properties/**', 'tests/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // These read documents of any shape (the contract, the template, a collection) and say what must be in them.
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // Configuration files are read by tools that want a default export.
  { files: ['**/*.config.{js,ts}'], rules: { 'no-restricted-syntax': 'off' } },
  // These speak to a person at a terminal.
  {
    files: ['scripts/**', 'bench/**', 'layers/select/bench/**', 'local/cli.ts', 'local/command/terminal.ts'],
    rules: { 'no-console': 'off' },
  },

  arrows(['layers/select/**'], [beyondSelect, 'layers/select looks at no other folder.']),
  {
    ...arrows(
      ['layers/select/**'],
      [beyondSelect, 'layers/select looks at no other folder.'],
      [/^(?!\.|node:)/, 'layers/select imports nothing but Node.'],
    ),
    // None of these is part of the package.
    ignores: [
      '**/*.test.ts',
      'layers/select/properties/**',
      'layers/select/bench/**',
      'layers/select/formats/parquet/testing/**',
    ],
  },
  {
    // Packages that are loaded when a request needs them (docs/decisions/0014-select-optional-packages.md), each in one place.
    files: ['layers/select/**'],
    ignores: [
      '**/*.test.ts',
      'layers/select/input/compression/bzip2.ts',
      'layers/select/formats/parquet/library.ts',
      'layers/select/sdk/sdk-get-object.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        noDefaultExport,
        { selector: 'ImportExpression', message: 'layers/select loads nothing but the packages of decision 14.' },
      ],
    },
  },
  arrows(
    ['layers/core/**'],
    [
      ['**/functions/**', '**/local/**', '../select/**', '@dragons/*'],
      'layers import no function, and not each other.',
    ],
  ),
  // The contexts below name their neighbours; a new one at least stays away from the local AWS until it does, too.
  arrows(['functions/**'], [['**/local/**', '@dragons/local'], 'functions import layers and their own context.']),
  arrows(
    ['functions/dragons/**'],
    [
      ['**/accounts/**', '**/operations/**', '**/local/**', '@dragons/local'],
      'Contexts meet through events or the contract.',
    ],
  ),
  arrows(
    ['functions/accounts/**'],
    [
      ['**/dragons/**', '**/operations/**', '**/local/**', '@dragons/local'],
      'Contexts meet through events or the contract.',
    ],
  ),
  arrows(
    ['functions/operations/**'],
    [
      ['**/dragons/**', '**/accounts/**', '**/local/**', '@dragons/local'],
      'Contexts meet through events or the contract.',
    ],
  ),
  arrows(
    ['local/**'],
    [
      ['**/functions/**', '@dragons/core', '**/layers/core/**'],
      'local knows the template and the contract, never the dragons.',
    ],
  ),
  arrows(['web/**', 'postman/**'], [beyondContract, onlyContract]),
  arrows(
    ['web/src/pages/**'],
    [beyondContract, onlyContract],
    [
      /^\.\.\/(browse|dragon|report|reports)\//,
      'Pages do not know each other: what they share stands outside of them.',
    ],
  ),
  {
    ...arrows(['scripts/**', 'bench/**'], [['**/functions/**'], 'Nothing imports functions.']),
    // Whether an item of a restored table can be read is what the functions say.
    ignores: ['scripts/restore/registry-item.ts'],
  },
);
