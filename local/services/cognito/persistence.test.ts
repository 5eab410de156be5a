import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import { memoryStorage } from '../../state/memory-storage.ts';
import type { Storage } from '../../state/storage.ts';
import { soon } from '../../testing/soon.ts';
import { cognito } from './cognito.ts';
import {
  call,
  claimsOf,
  functions,
  lair,
  password,
  poolId,
  region,
  secretOf,
  serverClientId,
  signedIn,
  template,
  webClientId,
} from './testing/fixture.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-'));
  folders.push(folder);
  return folder;
};

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('keeps users, keys, secrets and sign-ins over a restart', async () => {
  const folder = newFolder();
  const first = folderStorage(folder);
  const before = await lair({}, { storage: first });
  const tokens = await signedIn(before, 'ada', ['Keepers']);
  const secret = await secretOf(before, serverClientId);
  first.close();

  const second = folderStorage(folder);
  const after = await lair({}, { storage: second });

  expect(await after.verificationKeys(poolId)).toEqual(await before.verificationKeys(poolId));
  expect(await secretOf(after, serverClientId)).toBe(secret);
  await expect(call(after.service, 'GetUser', { AccessToken: tokens.AccessToken })).resolves.toBeDefined();
  const { AuthenticationResult } = await call(after.service, 'GetTokensFromRefreshToken', {
    ClientId: webClientId,
    RefreshToken: tokens.RefreshToken,
  });
  expect(claimsOf(AuthenticationResult.AccessToken)['cognito:groups']).toEqual(['Keepers']);
  second.close();
});

it('stores no password and no refresh token as they are', async () => {
  const folder = newFolder();
  const storage = folderStorage(folder);
  const { RefreshToken } = await signedIn(await lair({}, { storage }));
  storage.close();

  const stored = readdirSync(join(folder, 'tables'))
    .map((name) => readFileSync(join(folder, 'tables', name), 'utf8'))
    .join('');

  expect(stored).toContain('"username":"ada"');
  expect(stored).not.toContain(password);
  expect(stored).not.toContain(RefreshToken);
});

it('stores a sample user who can sign in from the first write on, so that a kill leaves nobody half created', async () => {
  const storage = memoryStorage();
  const written: unknown[] = [];
  const watched: Storage = {
    blobs: (name) => storage.blobs(name),
    table: (name, parse) => {
      const table = storage.table(name, parse);
      if (name !== 'cognito-users') return table;
      const set = (key: string, value: ReturnType<typeof parse>) => {
        written.push(value);
        table.set(key, value);
      };
      return {
        size: table.size,
        get: (key) => table.get(key),
        set,
        delete: (key) => table.delete(key),
        [Symbol.iterator]: () => table[Symbol.iterator](),
      };
    },
  };
  const local = await lair({}, { storage: watched });

  await local.ensureUser({ poolId, username: 'ada', password, attributes: { email: 'ada@example.com' } });

  expect(written).toEqual([
    expect.objectContaining({
      username: 'ada',
      status: 'CONFIRMED',
      temporaryPasswordExpiresAt: undefined,
      attributes: { email: 'ada@example.com', email_verified: 'true' },
    }),
  ]);
});

it('tells whoever asks for keys that could not be stored, and nothing ends of that before', async () => {
  let attempts = 0;
  const full: Storage = {
    ...memoryStorage(),
    table<T>(name: string, parse: (value: unknown) => T) {
      const table = memoryStorage().table(name, parse);
      if (name !== 'cognito-keys') return table;
      return {
        size: 0,
        get: () => undefined,
        set() {
          attempts += 1;
          throw new Error('no space left');
        },
        delete: () => false,
        [Symbol.iterator]: () => table[Symbol.iterator](),
      };
    },
  };
  const invoker = functions({});
  const local = cognito({
    storage: full,
    clock: Date.now,
    region,
    accountId: '000000000000',
    invoker,
    log: () => undefined,
  });

  await local.declare(template());
  await expect.poll(() => attempts, soon).toBe(1);

  await expect(local.verificationKeys(poolId)).rejects.toThrow('no space left');
});
