import { useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { BarChart, type Bar } from '../../parts/chart.tsx';

/** How many bars a chart has before somebody wants to see all. */
const few = 8;

/** A bar chart that begins with its longest bars, and shows the others when asked to. */
export function LongChart({ bars }: { readonly bars: readonly Bar[] }) {
  const [isWhole, setWhole] = useState(false);
  // The chart shows one more rather than "one other".
  const isLong = bars.length > few + 1;
  return (
    <>
      <BarChart bars={bars} limit={isWhole ? bars.length : few} />
      {isLong && (
        <button
          type="button"
          class="button button--quiet button--small"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t('browse.overview.fewer') : t('browse.overview.all', { count: bars.length })}
        </button>
      )}
    </>
  );
}
