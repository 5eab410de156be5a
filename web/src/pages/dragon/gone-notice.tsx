import { useLocation } from 'preact-iso';
import type { Dragon } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { useServices } from '../../services.ts';
import { emptyForm } from '../../reports/report-draft.ts';
import { useReportDrafts } from '../../reports/use-report-drafts.ts';

interface GoneNoticeProps {
  /** What stands in the form. */
  readonly values: Dragon;
  /** What stands in the form is in a report now. */
  readonly onReport: () => void;
}

/** The dragon that somebody is changing was removed: what they typed may become a report of it. */
export function GoneNotice({ values, onReport }: GoneNoticeProps) {
  const { session } = useServices();
  const { route } = useLocation();
  const drafts = useReportDrafts();
  const report = () => {
    drafts.type({ ...emptyForm, ...values });
    onReport();
    route('/report');
  };
  return (
    <div class="notice notice--failure" role="alert">
      <p>{t('dragon.gone.text')}</p>
      {session.may('dragons/write') && drafts.isThere && (
        <p>
          {t('dragon.gone.otherReport')} <a href="/report">{t('dragon.gone.toReport')}</a>
        </p>
      )}
      {session.may('dragons/write') && !drafts.isThere && (
        <button type="button" class="button button--small" onClick={report}>
          {t('dragon.gone.report')}
        </button>
      )}
    </div>
  );
}
