import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../local/json.ts';

/** A user that "npm start" puts into the local stack. */
export interface SampleUser {
  readonly username: string;
  readonly password: string;
  readonly groups: readonly string[];
}

/** The sample users of data/local.yaml. */
export async function sampleUsers(): Promise<SampleUser[]> {
  const seed: unknown = parse(await readFile(join(import.meta.dirname, '../data/local.yaml'), 'utf8'));
  const users: unknown[] = isObject(seed) && Array.isArray(seed.users) ? seed.users : [];
  return users.map((user) => {
    const { username, password, groups } = isObject(user) ? user : {};
    if (typeof username !== 'string' || typeof password !== 'string')
      throw new Error('data/local.yaml: a user lacks "username" or "password".');
    return { username, password, groups: Array.isArray(groups) ? groups.map(String) : [] };
  });
}
