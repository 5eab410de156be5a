import { useEffect, useState } from 'preact/hooks';
import type { Report } from '../../api/api.ts';
import type { ReportList } from './report-list.ts';
import { useFollowedReport } from './use-followed-report.ts';
import { useSentReports } from '../../reports/use-sent-reports.ts';

/** Follows what is not decided yet, and what was sent from this tab and is not in the API's list yet. */
export function FollowedReports({ list }: { readonly list: ReportList }) {
  const sentReports = useSentReports();
  const [sent] = useState(() => sentReports.ids());
  const listed = list.listed.value;
  useEffect(() => {
    if (listed !== undefined) sentReports.forget(listed.map(({ reportId }) => reportId));
  }, [listed]);
  const decided = new Set((listed ?? []).filter(({ status }) => status !== 'PENDING').map(({ reportId }) => reportId));
  const pending = (listed ?? []).filter(({ status }) => status === 'PENDING').map(({ reportId }) => reportId);
  const followed = new Set([...sent.filter((id) => !decided.has(id)), ...pending]);
  return (
    <>
      {[...followed].map((reportId) => (
        <FollowedReport key={reportId} reportId={reportId} onReport={(report) => list.learn(report)} />
      ))}
    </>
  );
}

interface FollowedReportProps {
  readonly reportId: string;
  readonly onReport: (report: Report) => void;
}

/** Asks for a report until it is decided. It shows nothing: its report stands in the list. */
function FollowedReport({ reportId, onReport }: FollowedReportProps) {
  const { data } = useFollowedReport(reportId).state.value;
  useEffect(() => {
    if (data !== undefined) onReport(data);
  }, [data]);
  return null;
}
