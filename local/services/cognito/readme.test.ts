import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { memoryStorage } from '../../state/memory-storage.ts';
import { cognitoOperations } from './cognito-service.ts';
import { cognitoResourceTypes } from './declarations/declarations.ts';
import { clientPropertiesWithoutEffect } from './declarations/user-pool-client.ts';
import { poolPropertiesWithoutEffect } from './declarations/user-pool.ts';
import { functions } from './testing/fixture.ts';
import { UserPools } from './user-pools.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const section = (title: string) => readme.split(/^##+ /m).find((text) => text.startsWith(title)) ?? '';
/** The cells of a column of a section's table, without its head. */
const column = (title: string, index: number) =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split(/(?<!\\)\|/)[index + 1]?.trim() ?? '');

describe('the README', () => {
  it('lists the operations that there are', () => {
    const invoker = functions({});
    const pools = new UserPools({
      storage: memoryStorage(),
      clock: systemClock,
      region: 'us-east-1',
      accountId: '000000000000',
      invoker,
    });

    const listed = column('Operations of the API', 1).flatMap((cell) => cell.split(', '));

    expect(listed.sort()).toEqual(Object.keys(cognitoOperations(pools)).sort());
  });

  it('lists the resources that can be declared, and properties without effect', () => {
    const text = section('Resources and their properties');

    for (const type of cognitoResourceTypes) expect(text).toContain(`\`${type.replace('AWS::Cognito::', '')}\``);
    for (const name of [...poolPropertiesWithoutEffect, ...clientPropertiesWithoutEffect]) {
      expect(text).toContain(name);
    }
  });
});
