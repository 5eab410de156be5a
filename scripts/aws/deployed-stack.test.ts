import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloudFormation } from '../../local/services/cloudformation/index.ts';
import { createEndpoint, type Endpoint } from '../../local/services/endpoint.ts';
import { readTemplate } from '../../local/template/index.ts';
import { deployedStack, StackMissingError, withStage } from './deployed-stack.ts';
import { stageAddress } from './stage-address.ts';

const folder = mkdtempSync(join(tmpdir(), 'deployed-stack-'));
const file = join(folder, 'template.yaml');
let parameter = 'Stage';
let server: Endpoint;
let endpoint: string;

beforeAll(async () => {
  const stack = () => {
    writeFileSync(
      file,
      `Parameters: { ${parameter}: { Type: String, Default: blue } }
Resources: { Shelf: { Type: AWS::S3::Bucket, Properties: { BucketName: shelf } } }
Outputs: { ShelfName: { Value: !Ref Shelf } }
`,
    );
    const template = readTemplate(file, { stackName: 'library' });
    return { template, createdAt: 0, updatedAt: undefined, isComplete: true, madeBy: () => undefined };
  };
  server = createEndpoint({
    services: [cloudFormation(stack)],
    credentials: [{ accessKeyId: 'local', secretAccessKey: 'local' }],
  });
  endpoint = await server.listen(0);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const find = async (stack: string) => deployedStack({ stage: 'local', stack, endpoint }, {});

it('tells the stage and the outputs of a stack', async () => {
  const stack = await find('library');

  expect([stack.name, stack.stage, stack.output('ShelfName')]).toEqual(['library', 'blue', 'shelf']);
  expect(stack.optionalOutput('CellarName')).toBeUndefined();
  expect(() => stack.output('CellarName')).toThrow('The stack library has no output CellarName.');
});

it('takes the place of --stage', async () => {
  const choice = { stage: 'local', endpoint };

  expect(await withStage(choice, {})).toBe(choice);
  expect(await withStage({ ...choice, stack: 'library' }, {})).toMatchObject({ stage: 'blue', endpoint });
});

it('says that there is no such stack, or that it is of another template', async () => {
  await expect(find('archive')).rejects.toThrow(StackMissingError);
  parameter = 'Colour';
  await expect(find('library').finally(() => (parameter = 'Stage'))).rejects.toThrow('has no parameter Stage');
});

it('is on AWS unless something else is said, whatever its stage', () => {
  expect(stageAddress({}, { stage: 'local', stack: 'library' }, 'CloudFormation')).toMatchObject({
    endpoint: undefined,
    credentials: undefined,
  });
});
