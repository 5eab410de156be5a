import type { RegistryMemory } from './tables-in-memory.ts';
import { lockSeconds, phoneNumberSeconds, rememberedSeconds, type Submissions } from './submissions.ts';

/** Submissions that live in this process: their reports and phone numbers are those of the same memory. @param now milliseconds since 1970 */
export function submissionsInMemory(
  { requests, reports, contacts }: Omit<RegistryMemory, 'dragons'>,
  now = Date.now,
): Submissions {
  const seconds = (): number => Math.floor(now() / 1000);
  return {
    async submit({ phoneNumber, ...report }, { key, body }) {
      const { reportId, submittedAt } = report;
      const earlier = requests.get(key);
      if (earlier === undefined || earlier.expiresAt < seconds()) {
        const kept = { lockedUntil: seconds() + lockSeconds, expiresAt: seconds() + rememberedSeconds };
        requests.set(key, { body, reportId, submittedAt, ...kept });
        reports.set(reportId, { ...report, status: 'PENDING' });
        contacts.set(reportId, { phoneNumber, expiresAt: seconds() + phoneNumberSeconds, isConfirmed: false });
        return { outcome: 'stored', reportId, submittedAt };
      }
      if (earlier.body !== body) return { outcome: 'other-request' };
      const known = { reportId: earlier.reportId, submittedAt: earlier.submittedAt };
      if (earlier.lockedUntil === undefined) return { outcome: 'replayed', ...known };
      if (earlier.lockedUntil > seconds()) return { outcome: 'in-progress', retryAfter: 1 };
      requests.set(key, { ...earlier, lockedUntil: seconds() + lockSeconds });
      return { outcome: 'resumed', ...known };
    },
    async complete({ key }) {
      const request = requests.get(key);
      if (request !== undefined) requests.set(key, { ...request, lockedUntil: undefined });
    },
    async release({ key }) {
      const request = requests.get(key);
      if (request?.lockedUntil !== undefined) requests.set(key, { ...request, lockedUntil: 0 });
    },
  };
}
