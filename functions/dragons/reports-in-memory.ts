import { folded } from './folded.ts';
import type { RegistryMemory } from './tables-in-memory.ts';
import { UnreadableItemError } from './registry.ts';
import { isDecided, type Contacts, type DecidedReport, type ReportPlace, type Reports } from './reports.ts';

/** Reports that live in this process, beside the dragons of the same memory. */
export function reportsInMemory({ reports, dragons }: Pick<RegistryMemory, 'reports' | 'dragons'>): Reports {
  /** The decision that was made about a report already. @throws UnreadableItemError when there is no such report */
  const earlier = (reportId: string): DecidedReport | undefined => {
    const report = reports.get(reportId);
    if (report === undefined) throw new UnreadableItemError(`There is no report ${reportId} any more.`);
    return isDecided(report) ? report : undefined;
  };
  const decide = (decided: DecidedReport): DecidedReport => {
    reports.set(decided.reportId, decided);
    return decided;
  };
  return {
    async find(reportId) {
      return reports.get(reportId);
    },
    async list(reporter, { after, limit }) {
      const own = [...reports.values()]
        .filter((report) => report.reporter === reporter)
        .filter((report) => after === undefined || newestFirst(after, report) < 0)
        .sort(newestFirst);
      return { reports: own.slice(0, limit), unreadable: 0 };
    },
    async accept(report, decidedAt) {
      const decided = earlier(report.reportId);
      if (decided !== undefined) return decided;
      const nameKey = folded(report.dragon.dragonName);
      if (dragons.has(nameKey)) return 'name-taken';
      dragons.set(nameKey, { dragon: report.dragon, version: { incarnation: report.reportId, number: 1 } });
      return decide({ ...report, status: 'ACCEPTED', decidedAt });
    },
    async reject(report, rejection, decidedAt) {
      return earlier(report.reportId) ?? decide({ ...report, status: 'REJECTED', decidedAt, rejection });
    },
  };
}

/** Those of the same moment stand in the order of their ids, so that a page has one end. */
function newestFirst(a: ReportPlace, b: ReportPlace): number {
  const keyOf = ({ submittedAt, reportId }: ReportPlace): string => `${submittedAt} ${reportId}`;
  return keyOf(a) === keyOf(b) ? 0 : keyOf(a) > keyOf(b) ? -1 : 1;
}

/** Phone numbers that live in this process. @param now milliseconds since 1970 */
export function contactsInMemory({ contacts }: Pick<RegistryMemory, 'contacts'>, now = Date.now): Contacts {
  return {
    async phoneNumber(reportId) {
      const contact = contacts.get(reportId);
      return contact !== undefined && contact.expiresAt * 1000 > now() ? contact.phoneNumber : undefined;
    },
    async claim(reportId) {
      const contact = contacts.get(reportId);
      if (contact === undefined || contact.isConfirmed) return false;
      contacts.set(reportId, { ...contact, isConfirmed: true });
      return true;
    },
    async unclaim(reportId) {
      const contact = contacts.get(reportId);
      if (contact !== undefined) contacts.set(reportId, { ...contact, isConfirmed: false });
    },
  };
}
