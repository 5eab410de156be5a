import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import type { DragonList } from './dragon-list.ts';

/** How far below the visible part the end of the list may be before the next page is asked for. */
const ahead = '600px';

interface ShowMoreProps {
  readonly list: DragonList;
  /** How many dragons there are: with each page that came, the end of the list is somewhere else. */
  readonly count: number;
  /** To be told that somebody pressed the button, before the page comes. */
  readonly onPress: () => void;
}

/** Brings the next page, by itself when its end comes near, and for whoever presses the button. */
export function ShowMore({ list, count, onPress }: ShowMoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { activity } = list.resource.state.value;
  useEffect(() => {
    const { current } = button;
    if (current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void list.moreByItself();
      },
      { rootMargin: ahead },
    );
    // It tells at once where the button is: also when a page came that did not move it far enough.
    observer.observe(current);
    return () => observer.disconnect();
  }, [list, count, activity]);
  const isBusy = activity === 'loading';
  return (
    <p class="show-more">
      <button
        ref={button}
        type="button"
        class="button"
        aria-disabled={isBusy}
        onClick={() => {
          if (isBusy) return;
          onPress();
          void list.more();
        }}
      >
        {isBusy && list.wanted.value === 'more' ? t('common.loading') : t('browse.more')}
      </button>
    </p>
  );
}
