import { isObject } from '../../local/json.ts';

/** What is known against one package in use. */
export interface Advisory {
  readonly package: string;
  /** `info`, `low`, `moderate`, `high` or `critical`. */
  readonly severity: string;
  /** What it is, with an address, where the package itself has it; else the package through which it comes. */
  readonly about: readonly string[];
}

/** What `npm audit --json` said. */
export type Audit =
  | { readonly outcome: 'answered'; readonly advisories: readonly Advisory[] }
  /** The registry was not reached, or does not know such questions. */
  | { readonly outcome: 'unanswered'; readonly reason: string };

/**
 * Reads what `npm audit --json` printed (https://docs.npmjs.com/cli/v11/commands/npm-audit).
 * @param output its standard output
 */
export function readAudit(output: string): Audit {
  const report = parse(output);
  if (report === undefined) return { outcome: 'unanswered', reason: 'npm audit printed no report' };
  if (!isObject(report.vulnerabilities)) {
    return {
      outcome: 'unanswered',
      reason: typeof report.message === 'string' ? report.message : 'npm audit printed no report',
    };
  }
  const advisories = Object.entries(report.vulnerabilities).map(([name, value]) => readAdvisory(name, value));
  return { outcome: 'answered', advisories };
}

function readAdvisory(name: string, value: unknown): Advisory {
  const { severity, via } = isObject(value) ? value : {};
  return {
    package: name,
    severity: String(severity),
    about: (Array.isArray(via) ? via : []).map((cause: unknown) =>
      isObject(cause) ? `${String(cause.title)} (${String(cause.url)})` : `through ${String(cause)}`,
    ),
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
