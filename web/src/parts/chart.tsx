import { locale, t } from '../messages/messages.ts';
import { chartRows, type Bar } from './chart-rows.ts';
import { Emblem } from './emblem/emblem.tsx';
import { familyAttributes } from './emblem/family.ts';

export type { Bar } from './chart-rows.ts';

interface BarChartProps {
  readonly bars: readonly Bar[];
  /** How many bars are shown; the others are summed up. */
  readonly limit?: number;
}

/** Horizontal bars, the longest first. Each is a link; to whoever hears it, it is a list of links with their counts. */
export function BarChart({ bars, limit = 8 }: BarChartProps) {
  const rows = chartRows(bars, limit, locale.value);
  return (
    <ul class="chart" role="list">
      {rows.bars.map((bar) => (
        <BarRow key={`${bar.family ?? ''} ${bar.label}`} bar={bar} most={rows.most} />
      ))}
      {rows.others !== undefined && (
        <li class="chart__others">
          <span>{t('map.others', { count: rows.others.bars })}</span> <Count count={rows.others.count} />
        </li>
      )}
    </ul>
  );
}

function BarRow({ bar, most }: { readonly bar: Bar; readonly most: number }) {
  const { label, count, href, active = false, family } = bar;
  return (
    <li {...(family !== undefined && familyAttributes(family))}>
      <a class="chart__link" href={href} aria-current={active ? 'true' : undefined}>
        <span class="chart__label">
          {family !== undefined && <Emblem family={family} size={24} />}
          <span class="chart__text" dir="auto">
            {label}
          </span>
        </span>{' '}
        <svg class="chart__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect width={most === 0 ? 0 : (100 * count) / most} height="10" />
        </svg>{' '}
        <Count count={count} />
      </a>
    </li>
  );
}

function Count({ count }: { readonly count: number }) {
  return (
    <>
      <span class="chart__count" aria-hidden="true">
        {count.toLocaleString(locale.value)}
      </span>
      <span class="visually-hidden">{t('map.dragons', { count })}</span>
    </>
  );
}
