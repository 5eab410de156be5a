import type { Report } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';

/** What became of a report, in a word. */
export function StatusBadge({ status }: { readonly status: Report['status'] }) {
  return <span class={`badge badge--${status.toLowerCase()}`}>{t(`report.status.${status}`)}</span>;
}
