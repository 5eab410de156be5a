import { UnreadableItemError } from '../registry.ts';
import { isDecided, type DecidedReport, type StoredReport } from '../reports.ts';
import { storedReportOf, type Item } from './items.ts';

/** The report of an item. @throws UnreadableItemError */
export function readableReport(item: Item): StoredReport {
  const report = storedReportOf(item);
  if (report === undefined) throw new UnreadableItemError(`The item ${item.pk?.S ?? ''} of the registry is no report.`);
  return report;
}

/** The report of an item that is not pending. @throws UnreadableItemError */
export function decidedReport(item: Item): DecidedReport {
  const report = readableReport(item);
  if (!isDecided(report))
    throw new UnreadableItemError(`The report ${report.reportId} is neither pending nor decided.`);
  return report;
}
