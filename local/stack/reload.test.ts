import { renameSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { SampleStack, contract, handler, template } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';

let sample: SampleStack;
beforeEach(async () => {
  sample = new SampleStack();
});
afterEach(() => sample.close());

const greeting = async () => (await sample.get('/greeting')).body;

describe('a change becomes live', () => {
  it('of a function', async () => {
    await sample.start({ watch: true });
    expect(await greeting()).toBe('hello from the layer');

    sample.write('greet/handler.ts', handler("'changed'"));

    await expect.poll(greeting, soon).toBe('changed');
    expect(sample.events).toContainEqual(expect.objectContaining({ type: 'reloaded', what: 'Greet' }));
  });

  it('of a layer', async () => {
    await sample.start({ watch: true });

    sample.write('shared/index.ts', "export const name = () => 'another layer';\n");

    await expect.poll(greeting, soon).toBe('hello from another layer');
  });

  it('of the template: variables, new resources', async () => {
    await sample.start({ watch: true });

    sample.write(
      'template.yaml',
      template
        .replace('Default: hello', 'Default: goodbye')
        .replace(
          '\nOutputs:',
          '\n  More: { Type: AWS::S3::Bucket, Properties: { BucketName: more-things } }\nOutputs:',
        ),
    );

    await expect.poll(greeting, soon).toBe('goodbye from the layer');
    const { status } = await fetch(`${sample.stack.addresses.endpoint}/more-things`, { method: 'HEAD' });
    expect(status).toBe(403);
    expect(sample.stack.template.resources.has('More')).toBe(true);
  });

  it('of the contract, in place or by a new file of that name, and its command runs', async () => {
    let commands = 0;
    await sample.start({ watch: true, onContractChange: async () => void (commands += 1) });
    expect((await sample.get('/welcome')).status).toBe(403);

    sample.write('openapi.new', contract.replace('/greeting:', '/welcome:'));
    renameSync(sample.path('openapi.new'), sample.path('openapi.yaml'));

    await expect.poll(async () => (await sample.get('/welcome')).status, soon).toBe(200);
    expect((await sample.get('/greeting')).status).toBe(403);
    await expect.poll(() => commands, soon).toBe(1);
  });
});

it('keeps what the template no longer declares', async () => {
  await sample.start({ watch: true });
  const bucket = `${sample.stack.addresses.endpoint}/${sample.stack.template.resources.get('Things')?.ref}`;
  const anotherBucket = 'Type: AWS::S3::Bucket\n    Properties: { BucketName: another, ';

  sample.write('template.yaml', template.replace('Type: AWS::S3::Bucket\n    Properties: { ', anotherBucket));
  await expect.poll(() => sample.events.filter(({ type }) => type === 'reloaded'), soon).toHaveLength(1);

  expect(sample.stack.outputs.BucketName).toBe('another');
  expect((await fetch(`${bucket}/one.txt`)).status).toBe(403);
});

it('a contract that changes while its command runs has it run once more, not twice at a time', async () => {
  const runs: PromiseWithResolvers<void>[] = [];
  await sample.start({
    watch: true,
    onContractChange: () => {
      runs.push(Promise.withResolvers());
      return runs.at(-1)!.promise;
    },
  });
  const changes = async () => sample.events.filter(({ type }) => type === 'reloaded').length;
  for (const [index, path] of ['/one:', '/two:', '/three:'].entries()) {
    sample.write('openapi.yaml', contract.replace('/greeting:', path));
    await expect.poll(changes, soon).toBe(index + 1);
  }
  expect(runs).toHaveLength(1);

  runs[0]!.reject(new Error('of an older contract, so nobody is told'));
  await expect.poll(() => runs.length, soon).toBe(2);
  runs[1]!.resolve();
  await runs[1]!.promise;

  expect(runs).toHaveLength(2);
  expect([sample.problems(), sample.defects()]).toEqual([[], []]);
});

describe('an error is shown with its place while the last good version answers', () => {
  const firstProblem = () => sample.problems()[0];

  it('in a function', async () => {
    await sample.start({ watch: true });

    sample.write('greet/handler.ts', handler('nonsense +'));

    await expect.poll(firstProblem, soon).toMatch(/greet\/handler\.ts:5:\d+: .*\(Greet\)/s);
    expect(await greeting()).toBe('hello from the layer');

    sample.write('greet/handler.ts', handler("'mended'"));
    await expect.poll(greeting, soon).toBe('mended');
  });

  it('and that it is gone is told too, when the function is as it was before', async () => {
    await sample.start({ watch: true });
    sample.write('greet/handler.ts', handler('nonsense +'));
    await expect.poll(firstProblem, soon).toBeDefined();

    sample.write('greet/handler.ts', handler());

    const what = expect.stringContaining('errors are gone');
    await expect.poll(() => sample.events, soon).toContainEqual(expect.objectContaining({ type: 'reloaded', what }));
  });

  it('in the template', async () => {
    await sample.start({ watch: true });

    sample.write('template.yaml', template.replace('!Ref Greeting', '!Ref Greetings'));

    await expect.poll(firstProblem, soon).toMatch(/template\.yaml:\d+:45: .*Greetings/);
    expect(await greeting()).toBe('hello from the layer');

    sample.write('template.yaml', template.replace('Default: hello', 'Default: mended'));
    await expect.poll(greeting, soon).toBe('mended from the layer');
  });

  it('in the contract', async () => {
    await sample.start({ watch: true });

    sample.write('openapi.yaml', contract.replace('type: aws_proxy', 'type: http'));

    await expect.poll(firstProblem, soon).toMatch(/openapi\.yaml:10:9: /);
    expect(await greeting()).toBe('hello from the layer');
  });

  it('in the very first build, when somebody watches', async () => {
    sample.write('greet/handler.ts', handler('nonsense +'));
    await sample.start({ watch: true });
    expect(firstProblem()).toMatch(/greet\/handler\.ts:5:/);

    sample.write('greet/handler.ts', handler());

    await expect.poll(greeting, soon).toBe('hello from the layer');
  });

  it('of the command for a changed contract', async () => {
    await sample.start({
      watch: true,
      onContractChange: async () => {
        throw Object.assign(new Error('no generator'), { name: 'CommandFailedError' });
      },
    });

    sample.write('openapi.yaml', contract.replace('/greeting:', '/welcome:'));

    await expect.poll(firstProblem, soon).toBe('no generator');
  });
});

it('without watching, nothing changes', async () => {
  await sample.start();
  sample.write('greet/handler.ts', handler("'changed'"));
  sample.write('template.yaml', template.replace('Default: hello', 'Default: goodbye'));

  expect(await greeting()).toBe('hello from the layer');
});
