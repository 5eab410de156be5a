import { isolated } from '../../messages/isolated.ts';
import { t } from '../../messages/messages.ts';
import { useReportDrafts } from '../../reports/use-report-drafts.ts';

/** Reminds of a report that was begun and not sent. */
export function UnsentReport() {
  const drafts = useReportDrafts();
  if (!drafts.isThere) return null;
  const name = drafts.draft.value.form.dragonName.trim();
  return (
    <p class="notice">
      <span>
        {name === '' ? t('report.unsent') : t('report.unsent.named', { name: isolated(name) })}{' '}
        <a href="/report">{t('report.unsent.link')}</a>
      </span>
    </p>
  );
}
