import { log, logMessages, refuse, type Answer, type OperationRequest } from '@dragons/core';
import { dragonFaults, keptForm } from '../dragon-rules.ts';
import { invalidRequest } from '../invalid-request.ts';
import { registryRefusal } from '../registry-refusal.ts';
import { shownReport, type NewReport } from '../reports.ts';
import { requestIdentity, type RequestIdentity, type Submissions } from '../submissions.ts';
import { WorkflowUnavailableError, type Workflow } from '../workflow.ts';

/** What reporting a dragon needs. */
export interface ReportDragonDependencies {
  readonly submissions: Submissions;
  readonly workflow: Workflow;
  /** A new id for a report. */
  newReportId(): string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Takes a report, once, and has it worked off. */
export async function reportDragon(
  { header, body, caller }: OperationRequest<'reportDragon'>,
  dependencies: ReportDragonDependencies,
): Promise<Answer<'reportDragon'>> {
  const idempotencyKey = header['Idempotency-Key'];
  if (idempotencyKey === undefined) {
    return invalidRequest([
      { in: 'header', name: 'Idempotency-Key', message: 'is required; send a new UUID for every report' },
    ]);
  }
  const faults = dragonFaults(body);
  if (faults.length > 0) return invalidRequest(faults);

  const request = requestIdentity(caller.subject, idempotencyKey, body);
  const report: NewReport = {
    reportId: dependencies.newReportId(),
    dragon: keptForm(body),
    reporter: caller.subject,
    username: caller.username,
    phoneNumber: body.reportingPhoneNumber,
    confirmationRequired: body.confirmationRequired ?? false,
    submittedAt: new Date(dependencies.now()).toISOString(),
  };
  const submission = await dependencies.submissions.submit(report, request).catch(registryRefusal);
  if ('problem' in submission) return submission;
  if (submission.outcome === 'other-request') {
    return refuse('idempotency-key-reused', 'Send a new Idempotency-Key for a new report.');
  }
  if (submission.outcome === 'in-progress') {
    return refuse('report-in-progress', 'Ask again after the seconds in Retry-After with the same Idempotency-Key.', {
      retryAfter: submission.retryAfter,
    });
  }
  const { reportId, submittedAt, outcome } = submission;
  if (outcome !== 'replayed') {
    const refusal = await started(reportId, request, dependencies);
    if (refusal !== undefined) return refusal;
  }
  return {
    status: 202,
    headers: { Location: `/reports/${reportId}`, ...(outcome !== 'stored' && { 'Idempotency-Replayed': 'true' }) },
    body: shownReport({ ...report, reportId, submittedAt, status: 'PENDING' }),
  };
}

/** Starts the workflow of a stored report. @returns what the client is told when that does not succeed */
async function started(
  reportId: string,
  request: RequestIdentity,
  { submissions, workflow }: Pick<ReportDragonDependencies, 'submissions' | 'workflow'>,
) {
  try {
    await workflow.start(reportId);
  } catch (error) {
    if (!(error instanceof WorkflowUnavailableError)) throw error;
    log(logMessages.workflowNotStarted, { reportId }, error);
    // Without it, too, the next request goes on, once this one counts as given up.
    await submissions.release(request).catch(registryRefusal);
    return refuse(
      'registry-unavailable',
      'The report is stored but not worked off yet. Send it again with the same Idempotency-Key after the seconds in Retry-After.',
      { retryAfter: 2 },
    );
  }
  // The report will be decided whether or not this succeeds; the next request with this key would start the same execution, which is no new one.
  await submissions.complete(request).catch((error: unknown) => log(logMessages.submissionOpen, { reportId }, error));
  return undefined;
}
