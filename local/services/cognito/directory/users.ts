import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import type { SignInAttribute, UserPool } from '../declarations/model.ts';
import { AliasExistsException, UsernameExistsException, UserNotFoundException } from '../errors.ts';
import { parseUser } from './user.ts';
import type { User } from './user.ts';

/** What a new user starts with; the rest is decided by the directory. */
export type NewUser = Pick<User, 'username' | 'attributes' | 'passwordHash' | 'status'> &
  Partial<Pick<User, 'sub' | 'temporaryPasswordExpiresAt' | 'groups' | 'code'>>;

/** The users of all pools. */
export class Users {
  readonly #table: Table<User>;
  readonly #clock: Clock;

  constructor(storage: Storage, clock: Clock) {
    this.#table = storage.table('cognito-users', parseUser);
    this.#clock = clock;
  }

  /**
   * Finds a user by name, or by what the pool lets people sign in with: the e-mail address or telephone number that
   * is the user name (`UsernameAttributes`), or a verified alias (`AliasAttributes`); `sub` works too, as in the API.
   */
  find(pool: UserPool, name: string): User | undefined {
    if (name === '') return undefined;
    const byName = this.#table.get(key(pool, name));
    if (byName !== undefined) return byName;
    const wanted = fold(pool, name);
    return this.list(pool.id).find(
      (user) =>
        user.sub === wanted ||
        pool.usernameAttributes.some((attribute) => fold(pool, user.attributes[attribute] ?? '') === wanted) ||
        pool.aliasAttributes.some(
          (attribute) => isVerified(user, attribute) && fold(pool, user.attributes[attribute] ?? '') === wanted,
        ),
    );
  }

  /** @throws UserNotFoundException */
  get(pool: UserPool, name: string): User {
    const user = this.find(pool, name);
    if (user === undefined) throw new UserNotFoundException();
    return user;
  }

  /**
   * @throws UsernameExistsException when the name, or the address that serves as the name, is taken. The name may not be another
   *   user's `sub` or alias either: whoever is looked up by it would be mistaken for this one.
   */
  create(pool: UserPool, user: NewUser): User {
    if (this.find(pool, user.username) !== undefined) throw new UsernameExistsException();
    for (const attribute of pool.usernameAttributes) {
      const value = user.attributes[attribute];
      if (value !== undefined && this.find(pool, value) !== undefined) {
        throw new UsernameExistsException(`An account with the given ${attribute} already exists.`);
      }
    }
    const now = this.#clock();
    const created: User = {
      sub: randomUUID(),
      temporaryPasswordExpiresAt: undefined,
      groups: [],
      code: undefined,
      ...user,
      poolId: pool.id,
      enabled: true,
      signedOutAt: undefined,
      createdAt: now,
      modifiedAt: now,
    };
    this.#table.set(key(pool, created.username), created);
    return created;
  }

  /**
   * Stores changes of a user and returns the new record. They are made to the record as it is now: while a caller waited (hashing a
   * password takes a while), somebody else may have changed other things of the same user.
   * @throws UserNotFoundException when the user was deleted meanwhile
   */
  update(pool: UserPool, user: User, changes: Partial<User>): User {
    const current = this.#table.get(key(pool, user.username));
    if (current?.sub !== user.sub) throw new UserNotFoundException();
    const updated = { ...current, ...changes, modifiedAt: this.#clock() };
    this.#table.set(key(pool, user.username), updated);
    return updated;
  }

  /** @throws AliasExistsException when another user has the alias (verified) already */
  checkAliasFree(pool: UserPool, user: User, attribute: SignInAttribute): void {
    const value = user.attributes[attribute];
    if (value === undefined || !pool.aliasAttributes.includes(attribute)) return;
    const other = this.find(pool, value);
    if (other !== undefined && other.username !== user.username) throw new AliasExistsException(attribute);
  }

  delete(pool: UserPool, user: User): void {
    this.#table.delete(key(pool, user.username));
  }

  /** The users of a pool in the order they were created. */
  list(poolId: string): User[] {
    return [...this.#table].map(([, user]) => user).filter((user) => user.poolId === poolId);
  }
}

function key(pool: UserPool, username: string): string {
  return `${pool.id}/${fold(pool, username)}`;
}

function fold(pool: UserPool, text: string): string {
  return pool.caseSensitive ? text : text.toLowerCase();
}

/** `preferred_username` has nothing to verify. */
function isVerified(user: User, attribute: SignInAttribute): boolean {
  return attribute === 'preferred_username' || user.attributes[`${attribute}_verified`] === 'true';
}
