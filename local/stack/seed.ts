import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { parse } from 'yaml';

import { isObject } from '../json.ts';
import type { Cognito } from '../services/cognito/index.ts';
import type { S3Service } from '../services/s3/s3-service.ts';
import { ServiceError } from '../services/service-error.ts';
import type { SsmService } from '../services/ssm/ssm-service.ts';
import type { Storage } from '../state/storage.ts';
import type { ResolvedTemplate } from '../template/model.ts';

/** A user for people to try things with. */
export interface SeedUser {
  /** Logical id of the user pool. */
  readonly userPool: string;
  readonly username: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

interface SeedObject {
  /** Logical id of the bucket. */
  readonly bucket: string;
  readonly key: string;
  /** Absolute path. */
  readonly file: string;
  readonly contentType: string | undefined;
}

interface SeedParameter {
  readonly name: string;
  readonly value: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
}

/** What is put into an empty local AWS. */
export interface Seed {
  readonly users: readonly SeedUser[];
  readonly objects: readonly SeedObject[];
  readonly parameters: readonly SeedParameter[];
}

export const emptySeed: Seed = { users: [], objects: [], parameters: [] };

/** The seed file cannot be used; the message names the file and what is wrong in it. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/**
 * Reads a seed file (YAML): `users`, `objects` and `parameters`, which name buckets and user pools by their logical ids. Paths of
 * objects start at the seed file.
 * @throws SeedError
 */
export function readSeed(file: string): Seed {
  const path = resolve(file);
  const fail = (why: string, cause?: unknown): never => {
    throw new SeedError(`${file}: ${why}`, { cause });
  };
  let document: unknown;
  try {
    document = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error), error);
  }
  if (document === null) return emptySeed;
  if (!isObject(document)) return fail('a seed file is a map with users, objects and parameters');
  const unknown = Object.keys(document).filter((key) => !['users', 'objects', 'parameters'].includes(key));
  if (unknown.length > 0) fail(`unknown: ${unknown.join(', ')}; a seed file has users, objects and parameters`);

  const list = (key: string) => {
    const items: unknown = document[key] ?? [];
    if (!Array.isArray(items)) return fail(`${key} is not a list`);
    return items.map((item: unknown, index) => new Entry(item, `${key}[${index}]`, fail));
  };
  return {
    users: list('users').map((entry) => ({
      userPool: entry.text('userPool'),
      username: entry.text('username'),
      password: entry.text('password'),
      attributes: entry.texts('attributes'),
      groups: entry.list('groups'),
    })),
    objects: list('objects').map((entry) => ({
      bucket: entry.text('bucket'),
      key: entry.text('key'),
      file: resolve(dirname(path), entry.text('file')),
      contentType: entry.optional('contentType'),
    })),
    parameters: list('parameters').map((entry) => ({
      name: entry.text('name'),
      value: entry.text('value'),
      type: parameterType(entry.optional('type') ?? 'String') ?? fail(`type of ${entry.text('name')}`),
    })),
  };
}

/** Where a seed goes. */
export interface SeedTarget {
  readonly template: ResolvedTemplate;
  readonly storage: Storage;
  readonly s3: S3Service;
  readonly ssm: SsmService;
  readonly cognito: Cognito;
}

/**
 * Loads a seed. Every item is loaded once into a state, and only where nothing of its name is: what was changed or removed since stays so.
 * @throws SeedError when it names a bucket or pool that the template has not, or a file that is not there, or something that a service refuses
 */
export async function loadSeed(seed: Seed, { template, storage, s3, ssm, cognito }: SeedTarget): Promise<void> {
  const loaded = storage.table('seed', (value) => value === true);
  const once = async (item: string, load: () => void | Promise<void>) => {
    if (loaded.get(item) === true) return;
    try {
      await load();
    } catch (cause) {
      if (!(cause instanceof ServiceError)) throw cause;
      throw new SeedError(`${item} of the seed: ${cause.message === '' ? cause.code : cause.message}`, { cause });
    }
    loaded.set(item, true);
  };
  const ref = (logicalId: string, type: string): string => {
    const resource = template.resources.get(logicalId);
    if (resource?.type === type) return resource.ref;
    throw new SeedError(`the seed names ${logicalId}, but the template has no ${type} of that name`);
  };

  for (const { bucket, key, file, contentType } of seed.objects) {
    const name = ref(bucket, 'AWS::S3::Bucket');
    await once(`object ${name}/${key}`, () => {
      if (s3.readObject(name, key) === undefined) s3.writeObject(name, key, readSeedFile(file), contentType);
    });
  }
  for (const parameter of seed.parameters) {
    await once(`parameter ${parameter.name}`, () => void ssm.declareParameter(parameter));
  }
  // Passwords are hashed slowly on purpose, in other threads.
  await Promise.all(
    seed.users.map(async ({ userPool, ...user }) => {
      const poolId = ref(userPool, 'AWS::Cognito::UserPool');
      await once(`user ${poolId}/${user.username}`, () => cognito.ensureUser({ poolId, ...user }));
    }),
  );
}

function readSeedFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new SeedError(`the seed names the file ${file}, which cannot be read`, { cause });
  }
}

function parameterType(text: string): SeedParameter['type'] | undefined {
  return text === 'String' || text === 'StringList' || text === 'SecureString' ? text : undefined;
}

/** One item of a seed file, read member by member. */
class Entry {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #place: string;
  readonly #fail: (why: string) => never;

  constructor(item: unknown, place: string, fail: (why: string) => never) {
    if (!isObject(item)) fail(`${place} is not a map`);
    this.#members = isObject(item) ? item : {};
    this.#place = place;
    this.#fail = fail;
  }

  optional(name: string): string | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value;
    return this.#fail(`${this.#place}.${name} is not a text`);
  }

  text(name: string): string {
    return this.optional(name) ?? this.#fail(`${this.#place} has no ${name}`);
  }

  list(name: string): string[] {
    const value = this.#members[name] ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    return this.#fail(`${this.#place}.${name} is not a list of texts`);
  }

  texts(name: string): Record<string, string> {
    const value = this.#members[name] ?? {};
    if (!isObject(value)) return this.#fail(`${this.#place}.${name} is not a map`);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]));
  }
}
