/** A bar of a chart, and where it leads. */
export interface Bar {
  /** What was counted: a family, a place. */
  readonly label: string;
  readonly count: number;
  readonly href: string;
  /** Whether it is what is chosen now. */
  readonly active?: boolean;
  /** Gives the bar a family's emblem and colours. */
  readonly family?: string;
}

/** What a chart shows: its longest bars, and what the others come to. */
export interface ChartRows {
  readonly bars: readonly Bar[];
  /** The highest count, which has the longest bar. */
  readonly most: number;
  readonly others: { readonly bars: number; readonly count: number } | undefined;
}

/**
 * Sorts bars by count, then by label, and keeps the first ones; one that is chosen is always kept.
 * @param limit how many are kept; one more instead of "one other"
 * @param locale for the order of labels
 */
export function chartRows(bars: readonly Bar[], limit: number, locale: string): ChartRows {
  const sorted = bars.toSorted((one, other) => other.count - one.count || one.label.localeCompare(other.label, locale));
  const isKept = ({ active }: Bar, at: number) => at < limit || active === true || sorted.length === limit + 1;
  const rest = sorted.filter((bar, at) => !isKept(bar, at));
  return {
    bars: sorted.filter(isKept),
    most: sorted[0]?.count ?? 0,
    others:
      rest.length === 0 ? undefined : { bars: rest.length, count: rest.reduce((sum, { count }) => sum + count, 0) },
  };
}
