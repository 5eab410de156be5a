import type { RefObject } from 'preact';
import type { Dragon } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { RefreshButton } from '../../parts/freshness/refresh-button.tsx';
import { Updated } from '../../parts/freshness/updated.tsx';
import type { DragonList } from './dragon-list.ts';

interface ResultsHeadProps {
  readonly list: DragonList;
  readonly dragons: readonly Dragon[] | undefined;
  readonly hasMore: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Says how many dragons there are, since when that is known, and looks for changes. */
export function ResultsHead({ list, dragons, hasMore, heading }: ResultsHeadProps) {
  const checkedAt = list.checkedAt.value;
  const { activity, failure } = list.resource.state.value;
  const isBusy = activity === 'loading';
  // That nobody answers is said below.
  const news = list.news.value === 'looking' && (!isBusy || failure !== undefined) ? undefined : list.news.value;
  return (
    <div class="results__head">
      <h2 ref={heading} id="dragons-found" tabIndex={-1}>
        {countText(dragons, hasMore)}
      </h2>
      <div class="results__tools">
        {/* The words that are seen elsewhere are said here, too, when they change. */}
        <p class="results__status small" role="status">
          <span class="visually-hidden">{dragons !== undefined && !isBusy && statusText(dragons.length, hasMore)}</span>
          {news !== undefined && <span class="results__news">{t(`browse.news.${news}`)}</span>}
        </p>
        {checkedAt !== undefined && <Updated at={checkedAt} />}
        <RefreshButton isBusy={isBusy} onPress={() => void list.refresh()} />
      </div>
    </div>
  );
}

function countText(dragons: readonly Dragon[] | undefined, hasMore: boolean): string {
  if (dragons === undefined) return t('browse.results');
  return t(hasMore ? 'browse.count.more' : 'browse.count', { count: dragons.length });
}

function statusText(count: number, hasMore: boolean): string {
  return hasMore ? `${t('browse.count.more', { count })}. ${t('browse.status.more')}` : t('browse.count', { count });
}
