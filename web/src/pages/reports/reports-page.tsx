import { useEffect, useMemo, useRef } from 'preact/hooks';
import { outcomeOf } from '../../api/outcome.ts';
import { useWakeUp } from '../../api/use-wake-up.ts';
import { t } from '../../messages/messages.ts';
import { Page } from '../../parts/page.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';
import { FollowedReports } from './followed-reports.tsx';
import { NoReports } from './no-reports.tsx';
import { ReportCard } from './report-card.tsx';
import { ReportList } from './report-list.ts';
import { momentText } from './report-time.tsx';
import './reports.css';
import { ShowMore } from './show-more.tsx';
import { UnsentReport } from './unsent-report.tsx';

/** What the person reported, and what became of it. */
export function ReportsPage() {
  const list = useReportList();
  const { updatedAt, activity } = list.first.state.value;
  const reports = list.reports.value;
  const shown = useRef<HTMLUListElement>(null);
  return (
    <Page
      title={t('report.list.title')}
      actions={
        <button
          type="button"
          class="button"
          aria-disabled={activity === 'loading'}
          onClick={() => activity !== 'loading' && void list.load()}
        >
          {t('report.list.refresh')}
        </button>
      }
    >
      <UnsentReport />
      <ResourceNotice resource={list.first} />
      <FollowedReports list={list} />
      {reports.length > 0 && (
        <ul ref={shown} class="report-list" role="list">
          {reports.map((report) => (
            <li key={report.reportId}>
              <ReportCard report={report} />
            </li>
          ))}
        </ul>
      )}
      {reports.length === 0 && list.listed.value === undefined && activity === 'loading' && <ReportSkeletons />}
      {reports.length === 0 && list.listed.value !== undefined && <NoReports />}
      <ShowMore list={list} shownIn={shown} />
      {updatedAt !== undefined && (
        <p class="muted small">{t('report.list.updatedAt', { time: momentText(updatedAt) ?? '' })}</p>
      )}
    </Page>
  );
}

function useReportList(): ReportList {
  const { api } = useServices();
  const list = useMemo(
    () =>
      new ReportList((signal, cursor) =>
        outcomeOf(() =>
          api.GET('/reports', { signal, params: { query: { ...(cursor !== undefined && { cursor }) } } }),
        ),
      ),
    [api],
  );
  useEffect(() => {
    void list.load();
    return () => list.stop();
  }, [list]);
  useWakeUp(list.first);
  return list;
}

function ReportSkeletons() {
  return (
    <div class="report-list" aria-hidden="true">
      {[0, 1, 2].map((at) => (
        <span key={at} class="skeleton report-list__skeleton" />
      ))}
    </div>
  );
}
