import type { RefObject } from 'preact';
import { t } from '../../messages/messages.ts';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import type { ReportList } from './report-list.ts';

interface ShowMoreProps {
  readonly list: ReportList;
  /** Where the reports stand: the first new one gets the focus, because the button goes with the last page. */
  readonly shownIn: RefObject<HTMLElement | null>;
}

/** Offers older reports, as long as there are any. */
export function ShowMore({ list, shownIn }: ShowMoreProps) {
  const isLater = list.last !== list.first;
  const isBusy = list.last.state.value.activity === 'loading';
  const showMore = async () => {
    const count = list.reports.peek().length;
    await list.showMore();
    requestAnimationFrame(() => [...(shownIn.current?.querySelectorAll('a') ?? [])].at(count)?.focus());
  };
  return (
    <>
      {isLater && <ResourceNotice resource={list.last} />}
      {(list.nextCursor !== undefined || (isLater && isBusy)) && (
        <p class="actions">
          <button type="button" class="button" aria-disabled={isBusy} onClick={() => !isBusy && void showMore()}>
            {t('report.list.more')}
          </button>
        </p>
      )}
    </>
  );
}
