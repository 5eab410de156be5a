import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { Dragon } from '../../functions/dragons/dragon.ts';
import type { ApiAnswer, Application } from './application.ts';

/** What somebody types in who saw a dragon. */
export type Report = Dragon & { reportingPhoneNumber: string; confirmationRequired?: boolean };

/** A report as the API shows it. */
export interface ShownReport {
  readonly reportId: string;
  readonly status: 'PENDING' | 'ACCEPTED' | 'REJECTED';
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly dragon: Dragon;
}

/** A dragon's report with everything but what a test is about filled in. */
export function reportOf(dragonName: string, more: Partial<Report> = {}): Report {
  return {
    dragonName,
    family: 'green',
    description: 'Counts the ships.',
    city: 'seattle',
    country: 'usa',
    state: 'washington',
    neighborhood: 'harbour',
    reportingPhoneNumber: '+15555550199',
    ...more,
  };
}

/** The dragon of a report. */
export function dragonOf({ reportingPhoneNumber: _number, confirmationRequired: _wish, ...dragon }: Report): Dragon {
  return dragon;
}

/** Somebody who may do everything, at work. */
export interface Worker {
  /** Reports a dragon, once. */
  report(report: Report, key?: string): Promise<ApiAnswer>;
  /** A report as it is now. */
  shown(reportId: string): Promise<ShownReport>;
  /** Waits until a report is decided. @param timeout milliseconds */
  decision(reportId: string, timeout?: number): Promise<ShownReport>;
  get(dragonName: string): Promise<ApiAnswer>;
  replace(dragon: Dragon, ifMatch: string): Promise<ApiAnswer>;
  remove(dragonName: string, ifMatch: string): Promise<ApiAnswer>;
  /** All dragons that match, over all pages. @param query as in an address */
  list(query?: string): Promise<Dragon[]>;
  /** Every answer with a status of 500 and above so far. */
  readonly failures: readonly ApiAnswer[];
}

/** Signs in as a reporter and as an administrator. */
export async function workerAt(application: Application): Promise<Worker> {
  const [reporter, admin] = await Promise.all([application.token('reporter'), application.token('admin')]);
  const failures: ApiAnswer[] = [];
  const json = { 'Content-Type': 'application/json' };
  const api: Application['api'] = async (path, options) => {
    const answer = await application.api(path, options);
    if (answer.status >= 500) failures.push(answer);
    return answer;
  };
  const pathOf = (dragonName: string): string => `/dragons/${encodeURIComponent(dragonName)}`;

  const worker: Worker = {
    failures,
    report: (report, key = randomUUID()) =>
      api('/dragons', {
        method: 'POST',
        token: reporter,
        headers: { ...json, 'Idempotency-Key': key },
        body: JSON.stringify(report),
      }),
    async shown(reportId) {
      const answer = await api(`/reports/${reportId}`, { token: reporter });
      if (answer.status !== 200)
        throw new Error(`The report ${reportId} cannot be read: ${answer.status} ${answer.body}`);
      return JSON.parse(answer.body) as ShownReport;
    },
    decision: (reportId, timeout = 40_000) =>
      vi.waitFor(
        async () => {
          const report = await worker.shown(reportId);
          expect(report.status, reportId).not.toBe('PENDING');
          return report;
        },
        { timeout, interval: 100 },
      ),
    get: (dragonName) => api(pathOf(dragonName), { token: reporter }),
    replace: (dragon, ifMatch) =>
      api(pathOf(dragon.dragonName), {
        method: 'PUT',
        token: admin,
        headers: { ...json, 'If-Match': ifMatch },
        body: JSON.stringify(dragon),
      }),
    remove: (dragonName, ifMatch) =>
      api(pathOf(dragonName), { method: 'DELETE', token: admin, headers: { 'If-Match': ifMatch } }),
    async list(query = '') {
      const dragons: Dragon[] = [];
      let cursor: string | undefined;
      do {
        const answer = await api(
          `/dragons?limit=100${query === '' ? '' : `&${query}`}${cursor === undefined ? '' : `&cursor=${cursor}`}`,
          { token: reporter },
        );
        if (answer.status !== 200) throw new Error(`The list cannot be read: ${answer.status} ${answer.body}`);
        const page = JSON.parse(answer.body) as { items: Dragon[]; nextCursor?: string };
        dragons.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return dragons;
    },
  };
  return worker;
}

/** The id in the answer to a report that was taken. */
export function takenId({ status, body }: ApiAnswer): string {
  expect([status, body]).toEqual([202, expect.any(String)]);
  return (JSON.parse(body) as ShownReport).reportId;
}

/** Answers that mean: again, later. */
const later = new Set([409, 500, 502, 503, 504]);

/**
 * Sends something again and again, as the contract wants clients to: with the same key, after Retry-After, until there is a final answer.
 * @param send sends it once; fails when there is no answer
 * @param timeout milliseconds after which the last answer, or the last failure, is given back
 */
export async function insist(send: () => Promise<ApiAnswer>, timeout = 60_000): Promise<ApiAnswer> {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await send().catch((error: unknown) => {
      if (Date.now() > end) throw error;
      return undefined;
    });
    if (answer !== undefined && (!later.has(answer.status) || Date.now() > end)) return answer;
    await wait(Math.max(0.2, Number(answer?.headers['retry-after'] ?? 1)) * 1000);
  }
}

/** Answers without a hint when to try again, although the fault is the service's. */
export function withoutHint(failures: readonly ApiAnswer[]): ApiAnswer[] {
  return failures.filter(({ headers }) => !/^\d+$/.test(headers['retry-after'] ?? ''));
}
