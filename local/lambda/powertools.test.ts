import { join } from 'node:path';

import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { LambdaFixture, payloadOf } from './testing/fixture.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

const source = `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer({ serviceName: 'test' });
export const handler = async () => {
  const segment = tracer.getSegment();
  const part = segment?.addNewSubsegment('work');
  if (part) tracer.setSegment(part);
  tracer.putAnnotation('cold', true);
  part?.close();
  if (segment) tracer.setSegment(segment);
  return { enabled: tracer.isTracingEnabled(), root: tracer.getRootXrayTraceId(), sampled: tracer.isTraceSampled() };
};`;

it('the tracer of Powertools runs, and records nothing', async () => {
  const artifact = join(lambda.folder, 'traced');
  await build({
    stdin: { contents: source, resolveDir: join(import.meta.dirname, '..', '..', 'layers', 'core') },
    outfile: join(artifact, 'handler.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const service = lambda.service([lambda.config('', { artifact, tracing: 'Active' })]);

  const first = payloadOf(await service.invoke('f', {}));
  const second = payloadOf(await service.invoke('f', {}));

  expect(first).toEqual({ enabled: true, root: expect.stringMatching(/^1-/), sampled: false });
  expect(second.root).not.toBe(first.root);
  expect(lambda.lines).toEqual([]);
});
