import { useEffect, useMemo, useRef } from 'preact/hooks';
import { outcomeOf } from '../../api/outcome.ts';
import { useWakeUp } from '../../api/use-wake-up.ts';
import { t } from '../../messages/messages.ts';
import { Freshness } from '../../parts/freshness/freshness.tsx';
import { Page } from '../../parts/page.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';
import { FollowedReports } from './followed-reports.tsx';
import { NoReports } from './no-reports.tsx';
import { ReportCard } from './report-card.tsx';
import { ReportList } from './report-list.ts';
import './reports.css';
import { ShowMore } from './show-more.tsx';
import { UnsentReport } from './unsent-report.tsx';

/** What the person reported, and what became of it. */
export function ReportsPage() {
  const list = useReportList();
  const { activity } = list.first.state.value;
  const reports = list.reports.value;
  const shown = useRef<HTMLUListElement>(null);
  return (
    <Page title={t('report.list.title')} actions={<Freshness resource={list.first} />}>
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
