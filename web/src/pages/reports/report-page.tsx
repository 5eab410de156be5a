import { useRoute } from 'preact-iso';
import { t } from '../../messages/messages.ts';
import { Page } from '../../parts/page.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';
import { ReportActions } from './report-actions.tsx';
import { ReportStanding } from './report-standing.tsx';
import { ReportWay } from './report-way.tsx';
import { ReportedDragon } from './reported-dragon.tsx';
import './reports.css';
import { useFollowedReport } from './use-followed-report.ts';

/** One report: how far it is, and what became of it. */
export function ReportPage() {
  const { reportId = '' } = useRoute().params;
  return <ReportWithId key={reportId} reportId={reportId} />;
}

function ReportWithId({ reportId }: { readonly reportId: string }) {
  const { session } = useServices();
  const resource = useFollowedReport(reportId);
  const { data: report, failure, activity } = resource.state.value;
  // An id that cannot be one (400) is as little there as one that nobody has.
  if (failure?.kind === 'refused' && [400, 404].includes(failure.status)) return <NoSuchReport />;
  return (
    <Page title={t('report.one.title')}>
      <ResourceNotice resource={resource} />
      {report === undefined && activity === 'loading' && <p class="progress">{t('common.loading')}</p>}
      <ReportStanding report={report} />
      {report !== undefined && (
        <div class="report-page">
          <div class="stack">
            <ReportWay report={report} />
            <ReportActions report={report} />
          </div>
          <ReportedDragon report={report} />
        </div>
      )}
      <p class="actions">
        <a href="/reports">{t('report.one.all')}</a>
        {session.may('dragons/write') && <a href="/report">{t('report.one.another')}</a>}
      </p>
    </Page>
  );
}

function NoSuchReport() {
  return (
    <Page title={t('report.one.missing.title')}>
      <p>{t('report.one.missing.text')}</p>
      <p class="actions">
        <a class="button" href="/reports">
          {t('report.one.all')}
        </a>
      </p>
    </Page>
  );
}
