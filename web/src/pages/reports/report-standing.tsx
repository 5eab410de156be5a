import type { Report } from '../../api/api.ts';
import { isolated } from '../../messages/isolated.ts';
import { t } from '../../messages/messages.ts';
import { reasonText } from './report-texts.ts';

/** How a report stands, in a sentence that is read out when it changes. @param report undefined while it is not there yet */
export function ReportStanding({ report }: { readonly report: Report | undefined }) {
  return <div role="status">{report !== undefined && <Standing report={report} />}</div>;
}

function Standing({ report }: { readonly report: Report }) {
  const name = isolated(report.dragon.dragonName);
  switch (report.status) {
    case 'PENDING':
      return <p class="notice progress">{t('report.one.pending', { name })}</p>;
    case 'ACCEPTED':
      return <p class="notice notice--success">{t('report.one.accepted', { name })}</p>;
    case 'REJECTED':
      return (
        <div class="notice notice--failure">
          <p>
            <strong>{t('report.one.rejected', { name })}</strong>
          </p>
          <p dir="auto">{reasonText(report)}</p>
        </div>
      );
  }
}
