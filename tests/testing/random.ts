/** Draws that are the same for the same seed. */
export interface Random {
  /** From 0 to less than 1. */
  next(): number;
  /** Whether something of this probability happens now. */
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  shuffled<T>(values: readonly T[]): T[];
}

/** Draws by the generator "mulberry32": small, and good enough to be unruly. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const random: Random = {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    chance: (probability) => random.next() < probability,
    pick(values) {
      if (values.length === 0) throw new Error('There is nothing to pick from.');
      return values[Math.floor(random.next() * values.length)]!;
    },
    shuffled(values) {
      const left = [...values];
      return Array.from(values, () => left.splice(Math.floor(random.next() * left.length), 1)[0]!);
    },
  };
  return random;
}
