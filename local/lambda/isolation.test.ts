import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LambdaFixture, payloadOf } from './testing/fixture.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

const repository = join(import.meta.dirname, '..', '..');

describe('a package', () => {
  it('of the repository is not found when the function forgot to bundle it', async () => {
    expect(existsSync(join(repository, 'node_modules', 'yaml'))).toBe(true);

    const required = await lambda.run('require("yaml"); exports.handler = () => 1;');

    expect(payloadOf(required)).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringMatching(/^Error: Cannot find module 'yaml'/),
    });
  });

  it('of the repository is not found by an ES module either', async () => {
    const artifact = lambda.write('esm', { 'handler.mjs': 'import "yaml"; export const handler = async () => 1;' });
    const service = lambda.service([lambda.config('', { artifact })]);

    expect(payloadOf(await service.invoke('f', {})).errorMessage).toMatch(/Cannot find package 'yaml'/);
  });

  it('of the runtime, the AWS SDK, has to be bundled', async () => {
    const result = await lambda.run('require("@aws-sdk/client-s3"); exports.handler = () => 1;');

    expect(payloadOf(result).errorType).toBe('Runtime.ImportModuleError');
  });

  it('of a layer is found by require, before the repository’s package of that name', async () => {
    const layer = lambda.write('layer', { 'nodejs/node_modules/yaml/index.js': 'exports.from = "layer";' });

    const result = await lambda.run(
      'const yaml = require("yaml"); exports.handler = () => yaml.from;',
      {},
      { layers: [layer] },
    );

    expect(payloadOf(result)).toBe('layer');
  });

  it('of a layer is not found by an import, as NODE_PATH is none of its business', async () => {
    const layer = lambda.write('layer', { 'nodejs/node_modules/tea/index.js': 'exports.from = "layer";' });
    const code = 'exports.handler = () => import("tea").then((m) => m.default.from, (error) => error.code);';

    expect(payloadOf(await lambda.run(code, {}, { layers: [layer] }))).toBe('ERR_MODULE_NOT_FOUND');
  });

  it('for Node 24 goes before one for every version', async () => {
    const layer = lambda.write('layer', {
      'nodejs/node_modules/tea/index.js': 'module.exports = "any";',
      'nodejs/node24/node_modules/tea/index.js': 'module.exports = "24";',
    });

    expect(
      payloadOf(await lambda.run('const tea = require("tea"); exports.handler = () => tea;', {}, { layers: [layer] })),
    ).toBe('24');
  });

  it('of a later layer replaces an earlier layer’s, file by file', async () => {
    const earlier = lambda.write('one', {
      'nodejs/node_modules/tea/index.js': 'module.exports = ["one", require("./leaf")];',
      'nodejs/node_modules/tea/leaf.js': 'module.exports = "one";',
    });
    const later = lambda.write('two', { 'nodejs/node_modules/tea/leaf.js': 'module.exports = "two";' });

    const result = await lambda.run(
      'const tea = require("tea"); exports.handler = () => tea;',
      {},
      { layers: [earlier, later] },
    );

    expect(payloadOf(result)).toEqual(['one', 'two']);
  });

  it('in the artifact goes before a layer’s', async () => {
    const layer = lambda.write('layer', { 'nodejs/node_modules/tea/index.js': 'module.exports = "layer";' });
    const artifact = lambda.write('own', {
      'handler.js': 'const tea = require("tea"); exports.handler = () => tea;',
      'node_modules/tea/index.js': 'module.exports = "artifact";',
    });
    const service = lambda.service([lambda.config('', { artifact, layers: [layer] })]);

    expect(payloadOf(await service.invoke('f', {}))).toBe('artifact');
  });
});

describe('a module', () => {
  it('named .js is CommonJS, although the repository says "type": "module"', async () => {
    expect(payloadOf(await lambda.run('exports.handler = () => typeof require;'))).toBe('function');
  });

  it('named .js is an ES module when the artifact says so', async () => {
    const artifact = lambda.write('esm', {
      'package.json': '{"type": "module"}',
      'handler.js': 'export const handler = async () => import.meta.url.slice(-10);',
    });
    const service = lambda.service([lambda.config('', { artifact })]);

    expect(payloadOf(await service.invoke('f', {}))).toBe('handler.js');
  });

  it('named .mjs may await at its top level', async () => {
    const artifact = lambda.write('esm', {
      'handler.mjs': 'const value = await Promise.resolve(5); export const handler = async () => value;',
    });
    const service = lambda.service([lambda.config('', { artifact })]);

    expect(payloadOf(await service.invoke('f', {}))).toBe(5);
  });

  it('may lie in a folder and export its handler in an object', async () => {
    const artifact = lambda.write('deep', { 'src/app.js': 'exports.api = { get: () => "deep" };' });
    const service = lambda.service([lambda.config('', { artifact, handler: 'src/app.api.get' })]);

    expect(payloadOf(await service.invoke('f', {}))).toBe('deep');
  });
});

describe('the environment', () => {
  it('is Lambda’s and the template’s, and nothing of the host’s', async () => {
    process.env.SECRET_OF_THE_HOST = 'leaked';
    const result = payloadOf(
      await lambda.run(
        'exports.handler = () => process.env;',
        {},
        // An endpoint that is declared as empty is none.
        { environment: { TABLE: 't', AWS_ENDPOINT_URL: '' }, memoryMb: 512, logFormat: 'JSON' },
      ),
    );
    delete process.env.SECRET_OF_THE_HOST;

    const { NODE_PATH, LAMBDA_TASK_ROOT, AWS_LAMBDA_LOG_STREAM_NAME, _X_AMZN_TRACE_ID, ...fixed } = result;
    expect(fixed).toEqual({
      TABLE: 't',
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      _HANDLER: 'handler.handler',
    });
    expect(String(NODE_PATH).split(':')[2]).toBe(LAMBDA_TASK_ROOT);
    expect(_X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(AWS_LAMBDA_LOG_STREAM_NAME).toContain('[$LATEST]');
  });

  it('has a new trace id for every invocation, and no trace is sampled', async () => {
    const service = lambda.service([lambda.config('exports.handler = () => process.env._X_AMZN_TRACE_ID;')]);

    const [one, two] = [payloadOf(await service.invoke('f', {})), payloadOf(await service.invoke('f', {}))];

    expect(one).not.toBe(two);
    expect([one, two]).toEqual([expect.stringMatching(/;Sampled=0$/), expect.stringMatching(/;Sampled=0$/)]);
  });

  it('cannot be changed for another function', async () => {
    const service = lambda.service([
      lambda.config('process.env.SHARED = "yes"; exports.handler = () => 1;', { name: 'one' }),
      lambda.config('exports.handler = () => process.env.SHARED;', { name: 'two' }),
    ]);

    await service.invoke('one', {});

    expect(payloadOf(await service.invoke('two', {}))).toBeNull();
    expect(process.env.SHARED).toBeUndefined();
  });

  it('takes no variable that Lambda reserves', () => {
    expect(() => lambda.service([lambda.config('', { environment: { AWS_REGION: 'x', _HANDLER: 'y' } })])).toThrow(
      'function f: environment variables reserved by Lambda cannot be set: AWS_REGION, _HANDLER',
    );
  });
});

describe('a function is refused', () => {
  it.each([
    [{ runtime: 'nodejs20.x' }, 'runtime nodejs20.x is not simulated locally, only nodejs24.x'],
    [{ timeoutSeconds: 0 }, 'Timeout must be 1 to 900 seconds, not 0'],
    [{ timeoutSeconds: 901 }, 'Timeout must be 1 to 900 seconds, not 901'],
    [{ memoryMb: 127 }, 'MemorySize must be 128 to 10240 MB, not 127'],
    [{ artifact: '/no/such/folder' }, '/no/such/folder does not exist: build the function first'],
  ])('for %o', (overrides, why) => {
    expect(() => lambda.service([lambda.config('', overrides)])).toThrow(`function f: ${why}`);
  });
});
