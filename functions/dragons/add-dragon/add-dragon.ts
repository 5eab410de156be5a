import { log, logMessages } from '@dragons/core';
import { decisionOf, DragonValidationException, earlierDecision, reportOf, type Decision } from '../report-tasks.ts';
import type { Reports } from '../reports.ts';

/**
 * Adds the dragon of a report and accepts the report, both or neither. Doing it again gives the same decision.
 * @param now milliseconds since 1970
 * @throws DragonValidationException when the name is taken
 */
export async function addDragon(
  input: unknown,
  { reports, now }: { reports: Pick<Reports, 'find' | 'accept'>; now: () => number },
): Promise<Decision> {
  const report = await reportOf(input, reports);
  const earlier = earlierDecision(report);
  if (earlier !== undefined) return earlier;
  const accepted = await reports.accept(report, new Date(now()).toISOString());
  if (accepted === 'name-taken') throw new DragonValidationException('name-taken');
  log(logMessages.reportDecided, { reportId: accepted.reportId, status: accepted.status });
  return decisionOf(accepted);
}
