import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LambdaEndpoint } from './lambda/testing/lambda-endpoint.ts';

let stage: LambdaEndpoint;
beforeEach(() => {
  stage = new LambdaEndpoint();
});
afterEach(() => stage.close());

async function rebuild(code: string, ...args: readonly string[]) {
  await stage.start({ 'rebuild-catalog': code });
  return stage.run('scripts/catalog-rebuild.ts', args);
}

describe('npm run catalog:rebuild', () => {
  it('says what was done', async () => {
    const ended = await rebuild(
      'exports.handler = async () => ({ changed: 1234, bytes: 10547, attempts: 2, unreadable: [] });',
    );

    expect(ended).toEqual({
      code: 0,
      stdout: 'The catalogue has 1,234 lines different from before: 10,547 bytes, 2 attempts.\n',
      stderr: '',
    });
  });

  it('says so when nothing was to be done', async () => {
    const { code, stdout } = await rebuild(
      'exports.handler = async () => ({ changed: 0, bytes: 1, attempts: 1, unreadable: [] });',
    );

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'The catalogue was right already: 1 byte, 1 attempt.\n' });
  });

  it('fails when items could not be read, and says which', async () => {
    const { code, stdout, stderr } = await rebuild(
      "exports.handler = async () => ({ changed: 1, bytes: 9, attempts: 1, unreadable: ['smaug', 'faf\\u0007nir'] });",
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(/^The catalogue has 1 line different/);
    expect(stderr).toBe(
      '2 items of the registry could not be read; the lines of their names are as they were:\n  DRAGON#smaug\n  DRAGON#faf\\u{7}nir\n',
    );
  });

  it.each<[string, string, RegExp]>([
    [
      'fails',
      "exports.handler = async () => { const error = new Error('no \\u001b[31mbucket'); error.name = 'CatalogUnavailableError'; throw error; };",
      /^dragons-local-rebuild-catalog failed: CatalogUnavailableError: no \\u\{1b\}\[31mbucket\n$/,
    ],
    ['answers something else', 'exports.handler = async () => ({ done: true });', /answered something else/],
    ['answers nothing', 'exports.handler = async () => undefined;', /answered something else/],
  ])('says what is wrong when the function %s', async (_, code, message) => {
    const ended = await rebuild(code);

    expect(ended).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toContain('    at ');
  });

  it('says so when the function runs out of time', async () => {
    await stage.start(
      { 'rebuild-catalog': 'exports.handler = () => new Promise(() => setTimeout(() => {}, 60_000));' },
      1,
    );

    const ended = await stage.run('scripts/catalog-rebuild.ts', []);

    const message = /failed: Sandbox\.Timedout: .*Task timed out after 1\.00 seconds/;
    expect(ended).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toContain('    at ');
  });

  it.each<[string, string[], number, RegExp]>([
    ['another stage', ['--stage', 'dev'], 1, /^There is no function dragons-dev-rebuild-catalog at http/],
    ['nobody there', ['--endpoint', 'http://127.0.0.1:9'], 1, /^Nothing answers at http:\/\/127\.0\.0\.1:9\./],
    ['an unknown option', ['--all'], 2, /--all/],
  ])('says what is wrong with %s', async (_, args, code, message) => {
    const ended = await rebuild('exports.handler = async () => 1;', ...args);

    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
  });
});
