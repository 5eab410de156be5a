import { sampleBytes, TextSearch } from './text-search.ts';

/** After so many bytes the searches look again at which bytes are rare. */
const tuningBytes = 1024 * 1024;

/** From this length of a block on it is worth it to look at a sample of it. */
const leastTunedBlock = 4 * sampleBytes;

/** Finds the next place of any of some texts in blocks of data of one kind. */
export class AnyTextSearch {
  readonly #searches: TextSearch[];
  /** What each search found last in the block; -1 where it has not looked yet. */
  readonly #places: number[];
  #block: Buffer = Buffer.alloc(0);
  #sinceTuned = tuningBytes;

  constructor(patterns: Buffer[]) {
    this.#searches = patterns.map((pattern) => new TextSearch(pattern));
    this.#places = patterns.map(() => -1);
  }

  /** Begins a block, the data of which stand in `[start, end)`. */
  begin(block: Buffer, start: number, end: number): void {
    this.#block = block;
    this.#places.fill(-1);
    this.#sinceTuned += end - start;
    if (this.#sinceTuned < tuningBytes || end - start < leastTunedBlock) return;
    this.#sinceTuned = 0;
    for (const search of this.#searches) search.tune(block, start);
  }

  /** The nearest place at or after `at` where one of the texts begins, behind the data perhaps; Infinity when there is none. */
  next(at: number): number {
    const places = this.#places;
    let nearest = Infinity;
    for (let i = 0; i < places.length; i += 1) {
      let place = places[i] ?? Infinity;
      if (place < at) {
        place = this.#searches[i]?.next(this.#block, at) ?? Infinity;
        places[i] = place;
      }
      if (place < nearest) nearest = place;
    }
    return nearest;
  }
}
