/** How many bytes are looked at to learn which bytes are rare. */
export const sampleBytes = 4096;

/** Up to this length Node looks for a pattern's first byte with the processor's help, and compares the rest only there. */
const probeBytes = 6;
/** A shorter piece is found in too many places that are not it. */
const leastProbeBytes = 3;

/**
 * Finds some bytes in blocks of data of one kind, at the speed of looking for one rare byte.
 *
 * `Buffer.indexOf` is as fast as the first byte of its pattern is rare, and in JSON nothing is commoner than the quote
 * that a string begins with. So what is looked for is a short piece of the pattern that begins with its rarest byte, as
 * a sample of the block tells; the rest is compared where the piece was found.
 */
export class TextSearch {
  readonly #pattern: Buffer;
  #probe: Buffer;
  #offset = 0;

  constructor(pattern: Buffer) {
    this.#pattern = pattern;
    this.#probe = pattern;
  }

  /** Chooses the piece to look for, by the bytes that stand in a block from `start` on. */
  tune(block: Buffer, start: number): void {
    if (this.#pattern.length <= leastProbeBytes) return;
    const counts = new Uint16Array(256);
    for (let at = start; at < start + sampleBytes; at += 1) {
      const c = block[at] ?? 0;
      counts[c] = (counts[c] ?? 0) + 1;
    }
    const countAt = (index: number) => counts[this.#pattern[index] ?? 0] ?? 0;
    let best = 0;
    for (let i = 1; i <= this.#pattern.length - leastProbeBytes; i += 1) if (countAt(i) < countAt(best)) best = i;
    this.#offset = best;
    this.#probe = this.#pattern.subarray(best, best + probeBytes);
  }

  /** The first place of the pattern at or after `from`; Infinity when there is none. */
  next(block: Buffer, from: number): number {
    const offset = this.#offset;
    let hit = block.indexOf(this.#probe, from + offset);
    while (hit >= 0) {
      if (this.#isAt(block, hit - offset)) return hit - offset;
      hit = block.indexOf(this.#probe, hit + 1);
    }
    return Infinity;
  }

  #isAt(block: Buffer, place: number): boolean {
    const pattern = this.#pattern;
    for (let i = 0; i < pattern.length; i += 1) if (block[place + i] !== pattern[i]) return false;
    return true;
  }
}
