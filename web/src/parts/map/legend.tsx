import { locale, t } from '../../messages/messages.ts';
import type { Shade } from './shades.ts';

/** Says which shade stands for how many dragons. */
export function Legend({ shades }: { readonly shades: readonly Shade[] }) {
  return (
    <div class="map__legend">
      <span>{t('map.legend')}</span>
      <ul class="map__shades" role="list">
        {[{ level: 0, from: 0, to: 0 }, ...shades].map(({ level, from, to }) => (
          <li key={level}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <rect class="map__state" data-level={level} x="0.5" y="0.5" width="15" height="15" rx="2" />
            </svg>
            {from === to ? from.toLocaleString(locale.value) : t('map.legend.range', { from, to })}
          </li>
        ))}
      </ul>
    </div>
  );
}
