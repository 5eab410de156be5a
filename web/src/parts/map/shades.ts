/** How many shades the map has for states with dragons. */
const shades = 4;

/** A shade of the map: for states with so many dragons. */
export interface Shade {
  /** 1 is the lightest. */
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Divides what was counted into at most four shades of about the same width, from one dragon to the most.
 * @param most the highest count; no shade when nothing was counted
 */
export function shadesFor(most: number): Shade[] {
  const count = Math.min(shades, most);
  return Array.from({ length: count }, (_, at) => ({
    // With fewer shades than there are, the darkest are used: they differ most from none.
    level: shades - count + at + 1,
    from: Math.floor((most * at) / count) + 1,
    to: Math.floor((most * (at + 1)) / count),
  }));
}

/** The level of the shade for a count; 0 for none. */
export function levelOf(count: number, legend: readonly Shade[]): number {
  return legend.find(({ from, to }) => count >= from && count <= to)?.level ?? 0;
}
