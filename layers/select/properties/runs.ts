const factor = Number(process.env.SELECT_FUZZ_RUNS ?? 1);

/**
 * How often a property is tried: `SELECT_FUZZ_RUNS=50` tries each fifty times as often as a quick run does. The number of
 * runs is bounded and not the time, so that a failure does not depend on the machine.
 */
export function runs(count: number): { numRuns: number } {
  return { numRuns: Math.max(1, Math.round(count * factor)) };
}

/** How long a test may take, ten times what a quick machine needs: as many times longer as there are more runs. */
export const timeout = 60_000 * Math.max(1, factor);
