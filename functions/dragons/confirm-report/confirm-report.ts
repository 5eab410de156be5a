import { log, logMessages } from '@dragons/core';
import { TextNotSentError, type Accounts, type SendText } from '../accounts.ts';
import { reportOf } from '../report-tasks.ts';
import type { Contacts, Reports, StoredReport } from '../reports.ts';

/** What confirming a report needs. */
export interface ConfirmReportDependencies {
  readonly reports: Pick<Reports, 'find'>;
  readonly contacts: Contacts;
  readonly accounts: Accounts;
  readonly sendText: SendText;
}

/**
 * Sends the reporter of an accepted dragon a text message, once; but only to the number that the reporter's own account has verified, if it
 * is the number of the report: anybody can type in anybody's number.
 */
export async function confirmReport(
  input: unknown,
  { reports, contacts, accounts, sendText }: ConfirmReportDependencies,
): Promise<{ readonly sent: boolean }> {
  const report = await reportOf(input, reports);
  const { reportId, dragon } = report;
  if (report.status !== 'ACCEPTED' || !report.confirmationRequired) return { sent: false };
  const phoneNumber = await contacts.phoneNumber(reportId);
  if (phoneNumber === undefined || (await verifiedNumber(report, accounts)) !== phoneNumber) {
    log(logMessages.confirmationWithheld, { reportId });
    return { sent: false };
  }
  // Taken on before it is sent, and given back only if it was not sent for sure: a message too few is better than two.
  if (!(await contacts.claim(reportId))) return { sent: false };
  try {
    await sendText(phoneNumber, `Dragons: ${dragon.dragonName} is in the catalogue now. Thank you for the report.`);
  } catch (error) {
    if (error instanceof TextNotSentError) await contacts.unclaim(reportId);
    throw error;
  }
  log(logMessages.confirmationSent, { reportId });
  return { sent: true };
}

async function verifiedNumber({ username, reporter }: StoredReport, accounts: Accounts): Promise<string | undefined> {
  if (username === undefined) return undefined;
  const account = await accounts.find(username);
  // A name can be somebody else's by now.
  return account?.subject === reporter ? account.verifiedPhoneNumber : undefined;
}
