import type { Registry } from '../registry.ts';
import { DragonValidationException, reportOf } from '../report-tasks.ts';
import { isDecided, type Reports } from '../reports.ts';

/**
 * Looks whether a report can be accepted at all. That its name is free is only a first look: what counts is the condition with which it is added.
 * @throws DragonValidationException when it cannot
 */
export async function validateDragon(
  input: unknown,
  { reports, registry }: { reports: Pick<Reports, 'find'>; registry: Pick<Registry, 'find'> },
): Promise<{ readonly reportId: string }> {
  const report = await reportOf(input, reports);
  const { reportId } = report;
  if (isDecided(report)) return { reportId };
  if ((await registry.find(report.dragon.dragonName)) !== undefined) throw new DragonValidationException('name-taken');
  return { reportId };
}
