import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dragonPath } from '../../addresses.ts';
import type { Report } from '../../api/api.ts';
import { isolated } from '../../messages/isolated.ts';
import { t } from '../../messages/messages.ts';
import { useServices } from '../../services.ts';
import { useReportDrafts } from '../../reports/use-report-drafts.ts';

/** What can be done once a report is decided. */
export function ReportActions({ report }: { readonly report: Report }) {
  const { session } = useServices();
  const { dragonName } = report.dragon;
  switch (report.status) {
    case 'PENDING':
      return null;
    case 'ACCEPTED':
      return (
        <p class="actions">
          <a class="button button--primary" href={dragonPath(dragonName)}>
            {t('report.one.seeDragon', { name: isolated(dragonName) })}
          </a>
        </p>
      );
    case 'REJECTED':
      return (
        <div class="actions">
          {session.may('dragons/write') && <Again report={report} />}
          {report.reason?.code === 'name-taken' && (
            <a class="button" href={dragonPath(dragonName)}>
              {t('report.one.seeOther')}
            </a>
          )}
        </div>
      );
  }
}

/** Takes a rejected report to the form, to be changed there. A report that is not sent yet is not lost to it. */
function Again({ report }: { readonly report: Report }) {
  const { route } = useLocation();
  const drafts = useReportDrafts();
  const [isAsking, setIsAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), [isAsking]);
  const goOn = () => route('/report');
  const replace = () => {
    drafts.restart(report);
    goOn();
  };
  const begin = () => {
    if (!drafts.isThere) replace();
    else if (drafts.isOf(report.dragon)) goOn();
    else setIsAsking(true);
  };
  if (!isAsking) {
    return (
      <button type="button" class="button button--primary" onClick={begin}>
        {t('report.one.again')}
      </button>
    );
  }
  const name = drafts.draft.value.form.dragonName.trim();
  return (
    <div class="notice report-choice" role="group" aria-labelledby="unsent">
      <p id="unsent">{name === '' ? t('report.unsent') : t('report.unsent.named', { name: isolated(name) })}</p>
      <div class="actions">
        <button type="button" class="button" ref={first} onClick={goOn}>
          {t('report.one.continue')}
        </button>
        <button type="button" class="button" onClick={replace}>
          {t('report.one.replace')}
        </button>
      </div>
    </div>
  );
}
