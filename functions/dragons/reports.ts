import type { Schemas } from '@dragons/core';
import type { Dragon } from './dragon.ts';

/** Why a report was rejected. */
export type RejectionCode = NonNullable<Schemas['Report']['reason']>['code'];

/** A report as it came in. */
export interface NewReport {
  readonly reportId: string;
  readonly dragon: Dragon;
  /** Who may read it: the caller's subject. */
  readonly reporter: string;
  /** The reporter's name in the user pool; undefined for a machine. */
  readonly username: string | undefined;
  readonly phoneNumber: string;
  readonly confirmationRequired: boolean;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
}

/** A report as it is kept: without the phone number, which lies elsewhere and is forgotten. */
export interface StoredReport extends Omit<NewReport, 'phoneNumber'> {
  readonly status: 'PENDING' | 'ACCEPTED' | 'REJECTED';
  readonly decidedAt?: string;
  readonly rejection?: RejectionCode;
}

/** A report that is decided for good. */
export type DecidedReport = StoredReport & { readonly status: 'ACCEPTED' | 'REJECTED'; readonly decidedAt: string };

/** Where a report stands among those of its reporter. */
export type ReportPlace = Pick<StoredReport, 'submittedAt' | 'reportId'>;

/** Some of somebody's reports. */
export interface ListedReports {
  /** The newest first; in any order, but always the same one, where they came in the same millisecond. */
  readonly reports: readonly StoredReport[];
  /** How many items were left out, since they are no reports. */
  readonly unreadable: number;
}

/** The reports, and what becomes of them. */
export interface Reports {
  /** @throws RegistryUnavailableError, UnreadableItemError */
  find(reportId: string): Promise<StoredReport | undefined>;
  /**
   * The reports that somebody sent, as they were a moment ago. What cannot be read is left out: one bad item must not hide all others.
   * @param reporter the subject of who sent them
   * @param after where the last one stands that is known already; its report need not be there any more
   * @param limit how many at most, from 1
   * @throws RegistryUnavailableError
   */
  list(reporter: string, page: { readonly after?: ReportPlace; readonly limit: number }): Promise<ListedReports>;
  /**
   * Adds the report's dragon and marks the report accepted, both or neither. A report that is decided already stays as it is.
   * @param decidedAt ISO 8601, UTC
   * @throws RegistryUnavailableError
   */
  accept(report: StoredReport, decidedAt: string): Promise<DecidedReport | 'name-taken'>;
  /** Marks a report rejected. One that is decided already stays as it is. @throws RegistryUnavailableError */
  reject(report: StoredReport, code: RejectionCode, decidedAt: string): Promise<DecidedReport>;
}

/** How to reach who sent a report. */
export interface Contacts {
  /** The number that came with the report; undefined when it is forgotten. @throws RegistryUnavailableError */
  phoneNumber(reportId: string): Promise<string | undefined>;
  /**
   * Takes on to send the confirmation of a report: true for one caller only, so that nobody is written to twice.
   * @throws RegistryUnavailableError
   */
  claim(reportId: string): Promise<boolean>;
  /** Gives back what was taken on, since nothing could be sent. @throws RegistryUnavailableError */
  unclaim(reportId: string): Promise<void>;
}

/** Whether a report is decided. */
export function isDecided(report: StoredReport): report is DecidedReport {
  return report.status !== 'PENDING' && report.decidedAt !== undefined;
}

/** A report as its reporter sees it. */
export function shownReport({
  reportId,
  status,
  submittedAt,
  decidedAt,
  rejection,
  dragon,
}: StoredReport): Schemas['Report'] {
  return {
    reportId,
    status,
    submittedAt,
    ...(decidedAt !== undefined && { decidedAt }),
    ...(rejection !== undefined && { reason: { code: rejection, detail: rejectionDetail(rejection, dragon) } }),
    dragon,
  };
}

function rejectionDetail(code: RejectionCode, { dragonName }: Dragon): string {
  return {
    'name-taken': `The name ${dragonName} is taken. Upper and lower case do not matter.`,
    'not-processed':
      'The service could not work the report off. Nothing was added; you may send it again with a new Idempotency-Key.',
  }[code];
}
