import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { printable } from '../terminal/printable.ts';
import type { Skipped } from './import-report.ts';

/** The report cannot be written: the message says why. */
export class ReportFileError extends Error {
  override readonly name = 'ReportFileError';
}

/** A file of all that were skipped: JSON Lines, written at once, so that it holds what was known even after a kill. */
export interface ReportFile {
  /** @throws ReportFileError */
  write(skipped: Skipped): void;
  close(): void;
}

/**
 * Opens the file before anything is sent, so that a wrong path is found in time.
 * @param path undefined for no file
 * @param source the file that is imported, which a report must not replace
 * @throws ReportFileError
 */
export function reportFile(path: string | undefined, source: string): ReportFile {
  if (path === undefined) return { write: () => undefined, close: () => undefined };
  if (isSame(path, source)) {
    throw new ReportFileError('--report and --file name the same file; the report would replace the dragons.');
  }
  const descriptor = attempt(path, () => openSync(path, 'w'));
  return {
    write: (skipped) => void attempt(path, () => writeSync(descriptor, `${JSON.stringify(skipped)}\n`)),
    close: () => closeSync(descriptor),
  };
}

function isSame(path: string, source: string): boolean {
  const [a, b] = [path, source].map((name) => statSync(name, { throwIfNoEntry: false }));
  return a !== undefined && a.dev === b?.dev && a.ino === b.ino;
}

function attempt<T>(path: string, task: () => T): T {
  try {
    return task();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ReportFileError(`The report ${printable(path)} cannot be written: ${printable(why)}`, { cause });
  }
}
