import { useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import type { FieldValues, Form } from '../../parts/dragon-form/form.ts';
import type { DraftStore } from '../../reports/draft-store.ts';
import { emptyForm, type ReportForm } from '../../reports/report-draft.ts';

interface DraftNoticeProps {
  readonly form: Form<FieldValues & ReportForm>;
  readonly drafts: DraftStore;
  /** Whether nothing is said about sending just now. */
  readonly isIdle: boolean;
}

/** Says what is known of a report that was not finished, and lets the person begin anew; what went by mistake comes back. */
export function DraftNotice({ form, drafts, isIdle }: DraftNoticeProps) {
  const [wasThere] = useState(drafts.isThere);
  const [discarded, setDiscarded] = useState<ReportForm>();
  if (!isIdle) return null;
  if (discarded !== undefined && !drafts.isThere) {
    const restore = () => {
      form.fill(discarded);
      setDiscarded(undefined);
    };
    return <Notice text={t('report.draft.discarded')} action={t('report.draft.restore')} onAction={restore} />;
  }
  if (!drafts.isThere) return null;
  const isBegun = drafts.draft.value.begun !== undefined;
  if (!wasThere && !isBegun) return null;
  const discard = () => {
    setDiscarded(form.values.peek());
    form.fill(emptyForm);
  };
  return (
    <Notice
      text={t(isBegun ? 'report.draft.begun' : 'report.draft.kept')}
      action={t('report.draft.discard')}
      onAction={discard}
    />
  );
}

interface NoticeProps {
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

function Notice({ text, action, onAction }: NoticeProps) {
  return (
    <div class="notices" role="status">
      <div class="notice">
        <p>{text}</p>
        <button type="button" class="button button--small" onClick={onAction}>
          {action}
        </button>
      </div>
    </div>
  );
}
