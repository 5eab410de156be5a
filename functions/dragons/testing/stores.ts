import type { Dragon } from '../dragon.ts';
import { registryInMemory } from '../registry-in-memory.ts';
import { registryMemory, type RegistryMemory } from '../tables-in-memory.ts';
import { RegistryUnavailableError } from '../registry.ts';
import { contactsInMemory, reportsInMemory } from '../reports-in-memory.ts';
import type { NewReport, StoredReport } from '../reports.ts';
import { submissionsInMemory } from '../submissions-in-memory.ts';
import type { Stores } from './registry-contract.ts';
import { newReport } from './reports.ts';

/** Everything in one memory. */
export interface MemoryStores extends Omit<Stores, 'putUnreadable'> {
  readonly memory: RegistryMemory;
  /** Stores a pending report, as reportDragon does. */
  readonly stored: (more?: Partial<NewReport>) => Promise<StoredReport>;
}

/** Stores in memory that hold some dragons. @param now milliseconds since 1970 */
export function storesWith(dragons: Iterable<Dragon> = [], now: () => number = Date.now): MemoryStores {
  const memory = registryMemory(dragons);
  const submissions = submissionsInMemory(memory, now);
  return {
    memory,
    registry: registryInMemory(memory),
    reports: reportsInMemory(memory),
    contacts: contactsInMemory(memory, now),
    submissions,
    async stored(more) {
      const { phoneNumber, ...report } = newReport(more);
      await submissions.submit({ ...report, phoneNumber }, { key: report.reportId, body: 'body' });
      return { ...report, status: 'PENDING' };
    },
  };
}

/** Any port of the registry while it cannot be reached. */
export async function unreachable(): Promise<never> {
  throw new RegistryUnavailableError('DynamoDB does not answer.', { retryAfter: 3 });
}
