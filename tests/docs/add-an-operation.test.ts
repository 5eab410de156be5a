import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../testing/contract.ts';
import type { DragonsStack } from '../testing/dragons-stack.ts';
import { applyStep, copyRepository, stepsOf } from '../testing/worked-example.ts';

const page = readFileSync(join(root, 'docs/add-an-operation.md'), 'utf8');
const steps = stepsOf(page);
const parent = mkdtempSync(join(tmpdir(), 'dragons-example-'));
const folder = join(parent, 'dragons');

/** Runs a program of Node in the copy. */
async function node(...args: string[]): Promise<string> {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  return promisify(execFile)(process.execPath, args, { cwd: folder, env: { ...env, NO_COLOR: '1' } }).then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return expect.fail(`${args.join(' ')}\n${stdout}${stderr}`);
    },
  );
}

/** What the commands of the page do here. Those that are not named run everything, or need ports of their own: the tests below do what they do. */
const commands: Readonly<Record<string, () => Promise<string>>> = {
  'npm run generate': () => node('scripts/generate.ts'),
  'npm run contract:check': () => node('scripts/contract-check.ts'),
  'npm run cost -- --write-page docs/scaling-and-cost.md': () =>
    node('scripts/cost.ts', '--write-page', 'docs/scaling-and-cost.md'),
};
const outputs = new Map<string, string>();

beforeAll(async () => {
  copyRepository(root, folder);
  for (const step of steps) {
    if (step.kind === 'run') for (const line of step.commands) outputs.set(line, (await commands[line]?.()) ?? '');
    else applyStep(folder, step);
  }
}, 180_000);
afterAll(() => rmSync(parent, { recursive: true }));

// Long: these run tests, compile and start a stack of their own, perhaps beside others on the same processors.
describe('the page that adds an operation', () => {
  it('says what follows from the contract, which breaks nobody', () => {
    expect(outputs.get('npm run generate')).toContain('layers/core/generated/operations.ts');
    expect(outputs.get('npm run contract:check')).toContain('+ GET /families (listFamilies): is new');
  });

  it('leaves nothing out that tests ask for', { timeout: 300_000 }, async () => {
    // Not all of them, for time's sake: what needs bundles of every function (tests/template/bundles.test.ts) looks at the others in the same way.
    const files = [
      'functions/dragons/list-families',
      'functions/operations/verify-version/checks.test.ts',
      ...['join', 'generated', 'importable', 'answers'].map((name) => `tests/contract/${name}.test.ts`),
      ...['functions', 'alarms', 'dashboard', 'deployments', 'machine-api', 'throttling'].map(
        (name) => `tests/template/${name}.test.ts`,
      ),
      'tests/postman.test.ts',
      'tests/cost',
      'tests/docs/operations.test.ts',
      'tests/docs/scaling-and-cost.test.ts',
    ];
    await node('node_modules/vitest/vitest.mjs', 'run', ...files);
  });

  it('has code that compiles', { timeout: 180_000 }, async () => {
    const settings = {
      extends: './tsconfig.json',
      include: ['functions/dragons/list-families', 'layers/**/*.d.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.example.json'), JSON.stringify(settings));
    await node('node_modules/.bin/tsc', '--noEmit', '-p', 'tsconfig.example.json');
  });

  it('ends with the answer that it shows', { timeout: 180_000 }, async () => {
    const command = steps
      .flatMap((step) => (step.kind === 'run' ? step.commands : []))
      .find((line) => line.startsWith('curl'));
    const shown = steps.find((step) => step.kind === 'result');
    const [, user = '', path = ''] = /token -- (\w+)\)" http:\/\/127\.0\.0\.1:3000(\/\S+)$/.exec(command ?? '') ?? [];
    const module = (await import(pathToFileURL(join(folder, 'tests/testing/dragons-stack.ts')).href)) as {
      startDragons(): Promise<DragonsStack>;
    };
    const dragons = await module.startDragons();

    const answer = await dragons.api(path, { token: await dragons.token(user) });

    await dragons.close();
    expect(JSON.parse(answer.body)).toEqual(JSON.parse(shown?.block ?? ''));
  });
});
