import { afterEach, beforeEach, expect, it } from 'vitest';

import { SampleStack, seed, template } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
});
afterEach(() => sample.close());

const refusedTemplate = template.replace('Value: !Ref Things', 'Value: twelve, AllowedPattern: "[0-9]+"');

it('a resource that its service refuses is named, with its place in the template', async () => {
  sample.write('template.yaml', refusedTemplate);
  const line = template.split('\n').findIndex((text) => text.startsWith('  Setting:')) + 1;

  await expect(sample.start()).rejects.toThrow(
    new RegExp(
      String.raw`template\.yaml:${line}: Setting \(AWS::SSM::Parameter\): Parameter value, cannot be validated`,
    ),
  );
});

it('an item of the seed that its service refuses is named', async () => {
  sample.write('seed.yaml', seed.replace('Sample-password-1', 'weak'));

  await expect(sample.start()).rejects.toThrow(/^user \S+\/reader of the seed: Password did not conform/);
});

it('a change that a service refuses is told with its place, and what ran goes on', async () => {
  await sample.start({ watch: true });

  sample.write('template.yaml', refusedTemplate);

  await expect.poll(() => sample.problems().join('\n'), soon).toMatch(/template\.yaml:\d+: Setting \(/);
  expect((await sample.get('/greeting')).body).toBe('hello from the layer');
});
