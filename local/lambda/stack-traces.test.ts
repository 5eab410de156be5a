import { join } from 'node:path';

import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { LambdaFixture, payloadOf } from './testing/fixture.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

const source = `interface Event { readonly depth: number }

function fail(event: Event): never {
  throw new Error(\`depth \${event.depth}\`);
}
export const handler = async (event: Event) => fail(event);
`;

async function bundle(sourcemap: boolean): Promise<string> {
  const sources = lambda.write('src', { 'handler.ts': source });
  const artifact = join(lambda.folder, 'built');
  await build({
    entryPoints: [join(sources, 'handler.ts')],
    outdir: artifact,
    bundle: true,
    minify: true,
    sourcemap,
    platform: 'node',
    format: 'cjs',
  });
  return artifact;
}

it('a trace shows where the error is in the TypeScript source, when the bundle has a map', async () => {
  const service = lambda.service([lambda.config('', { artifact: await bundle(true) })]);

  const { trace } = payloadOf(await service.invoke('f', { depth: 3 }));

  expect(trace[0]).toBe('Error: depth 3');
  expect(trace[1]).toContain(`${join(lambda.folder, 'src', 'handler.ts')}:4:9`);
});

it('a trace shows the bundle’s place in the build folder, when it has no map', async () => {
  const artifact = await bundle(false);
  const service = lambda.service([lambda.config('', { artifact })]);

  const { trace } = payloadOf(await service.invoke('f', { depth: 3 }));

  expect(trace[1]).toContain(`${join(artifact, 'handler.js')}:1:`);
});
