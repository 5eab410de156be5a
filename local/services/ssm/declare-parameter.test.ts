import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import type { FolderStorage } from '../../state/folder-storage.ts';
import { ssmService } from './ssm-service.ts';
import type { SsmService } from './ssm-service.ts';

let directory: string;
let storage: FolderStorage;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ssm-state-'));
  storage = folderStorage(directory);
});
afterEach(() => {
  storage.close();
  rmSync(directory, { recursive: true });
});

/** A start of the stack on the state that the one before left. */
function start(): SsmService {
  storage.close();
  storage = folderStorage(directory);
  return ssmService({ storage, region: 'eu-west-1', accountId: '000000000000' });
}

async function call(ssm: SsmService, operation: string, input: object): Promise<{ Parameter: object }> {
  const { body } = await ssm.handle({
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `AmazonSSM.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    requestId: 'r',
    accessKeyId: 'operator',
  });
  return JSON.parse(body as string) as { Parameter: object };
}

const engine = (value: string) => ({ name: '/pond/engine', type: 'String', value }) as const;

describe('a parameter that a template declares', () => {
  it('is created the first time', async () => {
    const ssm = start();

    expect(ssm.declareParameter(engine('auto'))).toBe('created');
    expect(await call(ssm, 'GetParameter', { Name: '/pond/engine' })).toMatchObject({
      Parameter: { Value: 'auto', Version: 1 },
    });
  });

  it('keeps what an operator changed when the stack starts again', async () => {
    const first = start();
    first.declareParameter(engine('auto'));
    await call(first, 'PutParameter', { Name: '/pond/engine', Value: 'in-function', Overwrite: true });

    const second = start();

    expect(second.declareParameter(engine('auto'))).toBe('kept');
    expect(await call(second, 'GetParameter', { Name: '/pond/engine' })).toMatchObject({
      Parameter: { Value: 'in-function', Version: 2 },
    });
  });

  it('follows the template when its value there changes', async () => {
    const first = start();
    first.declareParameter(engine('auto'));
    await call(first, 'PutParameter', { Name: '/pond/engine', Value: 'in-function', Overwrite: true });

    const second = start();

    expect(second.declareParameter(engine('s3-select'))).toBe('updated');
    expect(second.declareParameter(engine('s3-select'))).toBe('kept');
    expect(await call(second, 'GetParameter', { Name: '/pond/engine' })).toMatchObject({
      Parameter: { Value: 's3-select', Version: 3 },
    });
  });

  it('comes back at the next start when somebody deleted it', async () => {
    const first = start();
    first.declareParameter(engine('auto'));
    await call(first, 'DeleteParameter', { Name: '/pond/engine' });

    expect(start().declareParameter(engine('auto'))).toBe('created');
  });

  it('must keep the rules of Parameter Store', () => {
    expect(() => start().declareParameter({ name: '/aws/x', type: 'String', value: 'x' })).toThrow(/reserved/);
    expect(() => start().declareParameter({ ...engine('x'), allowedPattern: '^y$' })).toThrow(/allowedPattern/);
  });
});
