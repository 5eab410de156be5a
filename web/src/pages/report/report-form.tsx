import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import { reportPath } from '../../addresses.ts';
import { schemas } from '../../../generated/schemas.ts';
import { bodyValidators } from '../../../generated/validators.js';
import { t } from '../../messages/messages.ts';
import { DragonFields } from '../../parts/dragon-form/dragon-fields.tsx';
import { dragonLabels } from '../../parts/dragon-form/dragon.ts';
import { FaultSummary } from '../../parts/dragon-form/fault-summary.tsx';
import { fieldId } from '../../parts/dragon-form/field-fault.tsx';
import { useForm } from '../../parts/dragon-form/use-form.ts';
import { DragonPreview } from './dragon-preview.tsx';
import { DraftNotice } from './draft-notice.tsx';
import { emptyForm, spelledNumber } from '../../reports/report-draft.ts';
import { ReporterFields } from './reporter-fields.tsx';
import { SubmissionNotice } from './submission-notice.tsx';
import { useReportDrafts } from '../../reports/use-report-drafts.ts';
import { useSubmission } from './use-submission.ts';

const labels = {
  ...dragonLabels,
  reportingPhoneNumber: 'report.field.phone',
  confirmationRequired: 'report.field.confirm',
} as const;

/** The form for a report. What is typed is kept until the API has taken it; then the report's own page follows. */
export function ReportForm() {
  const { route } = useLocation();
  const drafts = useReportDrafts();
  const submission = useSubmission(drafts);
  const form = useForm({
    validator: bodyValidators.reportDragon,
    schema: schemas.DragonReport,
    labels,
    initial: emptyForm,
    sent: (values) => ({ ...values, reportingPhoneNumber: spelledNumber(values.reportingPhoneNumber) }),
    draft: drafts.ofForm,
  });
  const { rejected } = drafts.draft.value;
  useEffect(() => {
    if (rejected?.takenName === undefined || form.values.peek().dragonName !== rejected.takenName) return;
    form.mark('dragonName', { key: 'report.fault.nameTaken' });
    // The page's own heading takes the focus first.
    requestAnimationFrame(() => document.getElementById(fieldId('dragonName'))?.focus());
  }, []);
  const send = useRef<HTMLButtonElement>(null);
  const state = submission.state.value;
  const isBusy = state.kind === 'sending' || state.kind === 'waiting' || state.kind === 'taken';

  useEffect(() => {
    // Going back leads to where the form was opened, not to an empty form.
    if (state.kind === 'taken') route(reportPath(state.report.reportId), true);
    if (state.kind === 'failed' && state.failure.kind === 'refused') form.tell(state.failure.problem);
  }, [state.kind]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const body = form.submit();
    if (body === undefined) return;
    // The fields rest while the report is on its way: the focus is to be somewhere else.
    send.current?.focus();
    void submission.submit(body);
  };

  return (
    <div class="report-sides">
      <form class="form" noValidate onSubmit={submit}>
        <p class="lead">{t(rejected === undefined ? 'report.form.lead' : 'report.form.again')}</p>
        <FaultSummary form={form} />
        <fieldset class="report-fields" disabled={isBusy}>
          <DragonFields form={form} />
          <ReporterFields form={form} isAgain={rejected !== undefined} />
        </fieldset>
        <SubmissionNotice submission={submission} onPress={() => send.current?.focus()} />
        <DraftNotice form={form} drafts={drafts} isIdle={state.kind === 'idle'} />
        <p class="actions">
          <button ref={send} type="submit" class="button button--primary" aria-disabled={isBusy}>
            {t('report.form.send')}
          </button>
        </p>
      </form>
      <DragonPreview form={form} />
    </div>
  );
}
