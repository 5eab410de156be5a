import { isRecord } from '@dragons/core';
import { decisionEvent, type DragonEvent } from './dragon-event.ts';
import { isDecided, type DecidedReport, type Reports, type StoredReport } from './reports.ts';

/**
 * A business refusal: the report is rejected, and trying again would not help. The workflow knows it by this name; its message is the
 * rejection's code.
 */
export class DragonValidationException extends Error {
  override readonly name = 'DragonValidationException';
}

/** The workflow's input names no report, or one that is not there. */
export class UnknownReportError extends Error {
  override readonly name = 'UnknownReportError';
}

/** What the workflow goes on with once a report is decided. */
export interface Decision {
  readonly status: DecidedReport['status'];
  /** Why it was rejected; empty when it was not. */
  readonly rejection: string;
  readonly confirmationRequired: boolean;
  readonly event: DragonEvent;
}

/** Whether an error is the outcome that the workflow expects, and no failure. */
export const isRefusal = (error: unknown): boolean => error instanceof DragonValidationException;

/**
 * The report that a task of the workflow is about.
 * @param input of the task: `{"reportId": …}`, perhaps with more
 * @throws UnknownReportError, RegistryUnavailableError
 */
export async function reportOf(input: unknown, reports: Pick<Reports, 'find'>): Promise<StoredReport> {
  const reportId = isRecord(input) ? input.reportId : undefined;
  if (typeof reportId !== 'string') throw new UnknownReportError('The input of the task has no reportId.');
  const report = await reports.find(reportId);
  if (report === undefined) throw new UnknownReportError(`There is no report ${reportId}.`);
  return report;
}

/** The decision about a report, which never changes once it was made. */
export function decisionOf(report: DecidedReport): Decision {
  return {
    status: report.status,
    rejection: report.rejection ?? '',
    confirmationRequired: report.confirmationRequired,
    event: decisionEvent(report),
  };
}

/** The decision that an earlier attempt of a task came to; undefined when there is none yet. */
export function earlierDecision(report: StoredReport): Decision | undefined {
  return isDecided(report) ? decisionOf(report) : undefined;
}
