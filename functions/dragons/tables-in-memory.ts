import type { Dragon } from './dragon.ts';
import { folded } from './folded.ts';
import type { RegisteredDragon, Unreadable } from './registry.ts';
import type { StoredReport } from './reports.ts';

/** What the registry, the reports and the submissions that live in this process keep; those that are given the same one see each other's writes. */
export interface RegistryMemory {
  /** By folded name. */
  readonly dragons: Map<string, RegisteredDragon | Unreadable>;
  /** By id. */
  readonly reports: Map<string, StoredReport>;
  /** By the key of the request. */
  readonly requests: Map<string, KeptRequest>;
  /** By the id of the report. */
  readonly contacts: Map<string, KeptContact>;
}

/** What is kept of a request. Times are seconds since 1970. */
export interface KeptRequest {
  readonly body: string;
  readonly reportId: string;
  readonly submittedAt: string;
  /** Undefined once the request came to its end. */
  readonly lockedUntil: number | undefined;
  readonly expiresAt: number;
}

/** A phone number. Times are seconds since 1970. */
export interface KeptContact {
  readonly phoneNumber: string;
  readonly expiresAt: number;
  readonly isConfirmed: boolean;
}

/** A new memory that holds some dragons, each in its first version. */
export function registryMemory(dragons: Iterable<Dragon> = []): RegistryMemory {
  return {
    dragons: new Map(
      Array.from(dragons, (dragon) => [
        folded(dragon.dragonName),
        { dragon, version: { incarnation: `first.${dragon.dragonName}`, number: 1 } },
      ]),
    ),
    reports: new Map(),
    requests: new Map(),
    contacts: new Map(),
  };
}
