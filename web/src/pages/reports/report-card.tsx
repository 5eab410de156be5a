import { reportPath } from '../../addresses.ts';
import type { Report } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { Emblem } from '../../parts/emblem/emblem.tsx';
import { familyAttributes } from '../../parts/emblem/family.ts';
import { ReportTime } from './report-time.tsx';
import { reasonText } from './report-texts.ts';
import { StatusBadge } from './status-badge.tsx';

/** A report in the list; all of it leads to the report's own page. */
export function ReportCard({ report }: { readonly report: Report }) {
  const { reportId, status, submittedAt, dragon } = report;
  const reason = reasonText(report);
  return (
    <article class="card report-card" {...familyAttributes(dragon.family)}>
      <div class="card__head">
        <Emblem family={dragon.family} />
        <h2>
          <a class="card__link" href={reportPath(reportId)} dir="auto">
            {dragon.dragonName}
          </a>
        </h2>
        <p class="muted small">
          {t('report.list.sent')} <ReportTime at={submittedAt} />
        </p>
      </div>
      <StatusBadge status={status} />
      {reason !== undefined && <p class="report-card__reason">{reason}</p>}
    </article>
  );
}
