import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  paginateGetParametersByPath,
  ParameterAlreadyExists,
  ParameterNotFound,
  ParameterVersionNotFound,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import type { GetParametersByPathCommandInput, PutParameterCommandInput } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';

let aws: TestEndpoint;
const now = Math.floor(Date.now() / 1000) * 1000 + 250;
beforeEach(async () => {
  aws = await startTestEndpoint({ clock: () => now });
});
afterEach(() => aws.close());

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  aws.ssmClient.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, WithDecryption?: boolean) => {
  const { Parameter } = await aws.ssmClient.send(new GetParameterCommand({ Name, WithDecryption }));
  return Parameter!;
};
const failure = (name: string) => ({ name, $metadata: { httpStatusCode: 400 } });

describe('a parameter', () => {
  it('comes back with everything that readers use', async () => {
    expect(await put('/pond/engine', 'auto')).toMatchObject({ Version: 1, Tier: 'Standard' });

    expect(await get('/pond/engine')).toEqual({
      Name: '/pond/engine',
      Type: 'String',
      Value: 'auto',
      Version: 1,
      LastModifiedDate: new Date(now),
      ARN: 'arn:aws:ssm:eu-west-1:000000000000:parameter/pond/engine',
      DataType: 'text',
    });
  });

  it('is overwritten only when the writer says so, and every version can be read', async () => {
    await put('/a', 'one');
    await expect(put('/a', 'two')).rejects.toThrow(ParameterAlreadyExists);

    expect(await put('/a', 'two', { Overwrite: true })).toMatchObject({ Version: 2 });

    expect(await get('/a')).toMatchObject({ Value: 'two', Version: 2 });
    expect(await get('/a:1')).toMatchObject({ Name: '/a', Value: 'one', Version: 1, Selector: ':1' });
    await expect(get('/a:3')).rejects.toThrow(ParameterVersionNotFound);
  });

  it('can be named by its ARN', async () => {
    await put('/deep/name', 'x');
    await put('flat', 'y');

    expect((await get('arn:aws:ssm:eu-west-1:000000000000:parameter/deep/name')).Value).toBe('x');
    expect((await get('arn:aws:ssm:eu-west-1:000000000000:parameter/flat')).Value).toBe('y');
    await expect(get('arn:aws:ssm:us-west-2:000000000000:parameter/flat')).rejects.toThrow(ParameterNotFound);
  });

  it('that is not there is ParameterNotFound, without a message', async () => {
    const error: unknown = await get('/no').catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ParameterNotFound);
    expect(error).toMatchObject(failure('ParameterNotFound'));
  });

  it('keeps its type', async () => {
    await put('/a', 'x');

    expect(await put('/a', 'y', { Overwrite: true, Type: undefined })).toMatchObject({ Version: 2 });
    await expect(put('/a', 'y', { Overwrite: true, Type: 'SecureString' })).rejects.toMatchObject(
      failure('HierarchyTypeMismatchException'),
    );
  });

  it('keeps its hundred newest versions', async () => {
    for (let n = 1; n <= 101; n++) await put('/a', `value ${n}`, { Overwrite: true });

    await expect(get('/a:1')).rejects.toThrow(ParameterVersionNotFound);
    expect((await get('/a:2')).Value).toBe('value 2');
    expect((await get('/a')).Version).toBe(101);
  });

  it('can be deleted, alone or with others', async () => {
    for (const name of ['/a', '/b', '/c']) await put(name, 'x');

    await aws.ssmClient.send(new DeleteParameterCommand({ Name: '/a' }));

    await expect(aws.ssmClient.send(new DeleteParameterCommand({ Name: '/a' }))).rejects.toThrow(ParameterNotFound);
    expect(await aws.ssmClient.send(new DeleteParametersCommand({ Names: ['/a', '/b'] }))).toMatchObject({
      DeletedParameters: ['/b'],
      InvalidParameters: ['/a'],
    });
    expect((await get('/c')).Value).toBe('x');
  });
});

describe('a SecureString', () => {
  it('is unreadable without decryption and comes back with it', async () => {
    await put('/secret', 'hush', { Type: 'SecureString' });

    expect((await get('/secret', true)).Value).toBe('hush');
    const { Value } = await get('/secret');
    expect(Value).not.toContain('hush');
    expect(Buffer.from(Value ?? '', 'base64').toString('base64')).toBe(Value);
    const byPath = await aws.ssmClient.send(new GetParametersByPathCommand({ Path: '/', WithDecryption: true }));
    expect(byPath.Parameters?.[0]?.Value).toBe('hush');
  });

  it('is refused with a key of its own, because there is no KMS', async () => {
    await expect(put('/secret', 'x', { Type: 'SecureString', KeyId: 'alias/mine' })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'ssm:PutParameter with KeyId alias/mine is not simulated by the local AWS.',
    });
  });
});

describe('several parameters', () => {
  it('are given by name, with the names that stand for nothing', async () => {
    await put('/a', '1');
    await put('/b', '2');
    const Names = ['/b', '/no', '/a:1', '/a:7'];

    const answer = await aws.ssmClient.send(new GetParametersCommand({ Names }));

    expect(answer.Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['/b', '2'],
      ['/a', '1'],
    ]);
    expect(answer.InvalidParameters).toEqual(['/no', '/a:7']);
  });

  it('are at most ten', async () => {
    const Names = Array.from({ length: 11 }, (_, n) => `/${n}`);

    await expect(aws.ssmClient.send(new GetParametersCommand({ Names }))).rejects.toMatchObject({
      ...failure('ValidationException'),
      message: expect.stringContaining("at 'names' failed to satisfy constraint: Member must have length") as string,
    });
  });
});

describe('parameters by path', () => {
  const names = ['/pond/a', '/pond/b', '/pond/deep/c', '/pond/deep/er/d', '/pondside/x', 'flat'];
  beforeEach(async () => {
    for (const name of names.toReversed()) await put(name, name);
  });
  const byPath = async (input: GetParametersByPathCommandInput) => {
    const found: string[][] = [];
    for await (const page of paginateGetParametersByPath({ client: aws.ssmClient }, input)) {
      found.push((page.Parameters ?? []).map(({ Name }) => Name!));
    }
    return found;
  };

  it.each<[string, boolean, string[]]>([
    ['/pond', false, ['/pond/a', '/pond/b']],
    ['/pond/', false, ['/pond/a', '/pond/b']],
    ['/pond', true, ['/pond/a', '/pond/b', '/pond/deep/c', '/pond/deep/er/d']],
    ['/pond/deep', false, ['/pond/deep/c']],
    ['/', true, names],
    ['/', false, ['flat']],
    ['/nothing', true, []],
  ])('%s (recursive: %s) are %j', async (Path, Recursive, expected) => {
    expect((await byPath({ Path, Recursive })).flat()).toEqual(expected);
  });

  it('come in pages', async () => {
    expect(await byPath({ Path: '/pond', Recursive: true, MaxResults: 3 })).toEqual([
      ['/pond/a', '/pond/b', '/pond/deep/c'],
      ['/pond/deep/er/d'],
    ]);
  });

  it.each<[GetParametersByPathCommandInput, string]>([
    [{ Path: 'pond' }, 'ValidationException'],
    [{ Path: '/po nd' }, 'ValidationException'],
    [{ Path: '/pond', MaxResults: 11 }, 'ValidationException'],
    [{ Path: '/pond', MaxResults: 0 }, 'ValidationException'],
    [{ Path: '/pond', NextToken: 'x' }, 'InvalidNextToken'],
    [{ Path: '/pond', ParameterFilters: [{ Key: 'Type', Values: ['String'] }] }, 'NotImplemented'],
  ])('refuse %j with %s', async (input, name) => {
    await expect(aws.ssmClient.send(new GetParametersByPathCommand(input))).rejects.toMatchObject({ name });
  });

  it('are described without their values, filtered by name, type and path', async () => {
    await put('/pond/list', 'a,b', { Type: 'StringList', Description: 'a list', AllowedPattern: '.*' });
    const described = async (Key: string, Option: string | undefined, ...Values: string[]) => {
      const ParameterFilters = [{ Key, Option, Values }];
      const { Parameters } = await aws.ssmClient.send(new DescribeParametersCommand({ ParameterFilters }));
      return Parameters!;
    };
    const namesOf = (found: { Name?: string | undefined }[]) => found.map(({ Name }) => Name);

    const [list] = await described('Type', undefined, 'StringList');
    expect(list).toMatchObject({ Name: '/pond/list', Description: 'a list', AllowedPattern: '.*', Version: 1 });
    expect(list).not.toHaveProperty('Value');
    expect(namesOf(await described('Name', 'BeginsWith', '/ponds'))).toEqual(['/pondside/x']);
    expect(namesOf(await described('Name', 'Contains', 'deep'))).toEqual(['/pond/deep/c', '/pond/deep/er/d']);
    expect(namesOf(await described('Name', 'Equals', 'flat', '/pond/a'))).toEqual(['/pond/a', 'flat']);
    expect(namesOf(await described('Path', 'Recursive', '/pond/deep'))).toEqual(['/pond/deep/c', '/pond/deep/er/d']);
    expect(namesOf(await described('Path', 'OneLevel', '/pond/deep'))).toEqual(['/pond/deep/c']);
    await expect(described('Tier', 'Equals', 'Standard')).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('the history of a parameter', () => {
  it('holds its versions, oldest first, in pages', async () => {
    for (let n = 1; n <= 12; n++) await put('/a', `value ${n}`, { Overwrite: true });

    const first = await aws.ssmClient.send(new GetParameterHistoryCommand({ Name: '/a', MaxResults: 10 }));
    const { NextToken } = first;
    const second = await aws.ssmClient.send(new GetParameterHistoryCommand({ Name: '/a', NextToken }));

    const values = [...first.Parameters!, ...second.Parameters!].map(({ Value }) => Value);
    expect(values).toEqual(Array.from({ length: 12 }, (_, n) => `value ${n + 1}`));
    expect(first.Parameters![0]!.LastModifiedUser).toBe('arn:aws:iam::000000000000:user/AKIDTEST');
  });
});

describe('what Parameter Store does not take', () => {
  it.each<[string, Partial<PutParameterCommandInput>, string]>([
    ['/aws/x', {}, 'AccessDeniedException'],
    ['awsThing', {}, 'ValidationException'],
    ['/SSM/x', {}, 'ValidationException'],
    ['ssm-x', {}, 'ValidationException'],
    ['a/b', {}, 'ValidationException'],
    ['/a b', {}, 'ValidationException'],
    ['/a//b', {}, 'ValidationException'],
    ['ü', {}, 'ValidationException'],
    [`/${'x'.repeat(1011)}`, {}, 'ValidationException'],
    ['/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16', {}, 'HierarchyLevelLimitExceededException'],
    ['/a', { Value: '' }, 'ValidationException'],
    ['/a', { Value: 'x'.repeat(4097) }, 'ValidationException'],
    ['/a', { Value: '{{other}}' }, 'ValidationException'],
    ['/a', { Type: undefined }, 'ValidationException'],
    ['/a', { Type: 'Text' as 'String' }, 'ValidationException'],
    ['/a', { AllowedPattern: '^\\d+$' }, 'ParameterPatternMismatchException'],
    ['/a', { AllowedPattern: '(' }, 'InvalidAllowedPatternException'],
    ['/a', { AllowedPattern: '^(a+)+$', Value: `${'a'.repeat(60)}!` }, 'InvalidAllowedPatternException'],
    ['/a', { Tier: 'Advanced' }, 'NotImplemented'],
    ['/a', { Policies: '[]' }, 'NotImplemented'],
    ['/a', { Tags: [{ Key: 'k', Value: 'v' }] }, 'NotImplemented'],
    ['/a', { DataType: 'aws:ec2:image' }, 'NotImplemented'],
  ])('is %s with %j: %s', async (name, more, code) => {
    await expect(put(name, 'x', more)).rejects.toMatchObject({ name: code });
    await expect(get('/a')).rejects.toThrow(ParameterNotFound);
  });

  it('is a label, neither given nor asked for', async () => {
    await put('/a', 'x');

    await expect(
      aws.ssmClient.send(new LabelParameterVersionCommand({ Name: '/a', Labels: ['live'] })),
    ).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    await expect(get('/a:live')).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('is told on the wire as JSON 1.1 tells it', async () => {
    const response = await aws.send({
      method: 'POST',
      path: '/',
      service: 'ssm',
      headers: { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' },
      body: '{"Name":"/no"}',
    });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-errortype')).toBe('ParameterNotFound');
    expect(await response.text()).toBe('{"__type":"ParameterNotFound"}');
  });
});
