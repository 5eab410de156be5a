import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import {
  call,
  claimsOf,
  lair,
  password,
  poolId,
  secretOf,
  serverClientId,
  signedIn,
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
